import { Aws, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { serves } from '../../../src/network/private/existing-endpoints';
import { makeGateway, makeInterface } from '../../../src/network/private/make-endpoint';
import type { EndpointService } from '../../../src/private/exec-facts';
import { ENDPOINT_SERVICES } from '../../../src/private/exec-facts';
import { newApp } from '../_helpers/apps';
import { text } from '../_helpers/templates';

/**
 * What comes before `.<region>.<service>` in the name of each endpoint, where it is not the usual. Typed by hand.
 *
 * Those of China are as `aws ec2 describe-vpc-endpoint-services` told in April 2023.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 * @see https://github.com/aws/aws-cdk/pull/25333
 * @see https://docs.amazonaws.cn/en_us/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
const CHINA: Partial<Record<EndpointService, string>> = {
  'ecr.api': 'cn.com.amazonaws',
  'ecr.dkr': 'cn.com.amazonaws',
  'kinesis-streams': 'cn.com.amazonaws',
  'elasticfilesystem': 'cn.com.amazonaws',
  'xray': 'cn.com.amazonaws',
  'monitoring': 'cn.com.amazonaws',
  'sts': 'cn.com.amazonaws',
};

/** By region. Those of the isolated regions are what CDK has; AWS publishes no list. */
const UNUSUAL: Record<string, Partial<Record<EndpointService, string>>> = {
  'eu-west-1': {},
  'us-gov-west-1': {},
  'us-gov-east-1': {},
  'cn-north-1': CHINA,
  'cn-northwest-1': CHINA,
  'us-iso-east-1': { 'ecr.api': 'gov.ic.c2s', 'ecr.dkr': 'gov.ic.c2s', 'elasticfilesystem': 'gov.ic.c2s' },
  'us-isob-east-1': { 'ecr.api': 'gov.sgov.sc2s', 'ecr.dkr': 'gov.sgov.sc2s', 'elasticfilesystem': 'gov.sgov.sc2s' },
  'eusc-de-east-1': { 'ecr.api': 'eu.amazonaws', 'ecr.dkr': 'eu.amazonaws' },
};

/** Typed by hand: the last parts of the names. */
const SERVICES: EndpointService[] = [
  'ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs', 'kms', 'secretsmanager', 'ssm', 'kinesis-firehose', 'kinesis-streams', 'elasticfilesystem', 'xray',
  'monitoring', 'sts', 'ecs', 'ecs-agent', 'ecs-telemetry',
];

/** The names of the endpoints that are made in a region, or in one that is not known. */
function namesIn(region?: string): string[] {
  const stack = new Stack(newApp(), 'Stack', region ? { env: { account: '111122223333', region } } : {});
  const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: [`${region ?? 'eu-west-1'}a`], natGateways: 0, restrictDefaultSecurityGroup: false });
  const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
  const subnets = vpc.isolatedSubnets;
  return ENDPOINT_SERVICES.map((service) => {
    const endpoint = service === 's3' ? makeGateway(stack, vpc, subnets) : makeInterface(stack, service, vpc, subnets, group);
    return text(stack.resolve((endpoint.node.defaultChild as ec2.CfnVPCEndpoint).serviceName)).replace('{AWS::Region}', region ?? '{AWS::Region}');
  });
}

test.each(Object.entries(UNUSUAL))('an endpoint in %s has the name that AWS has for it there', (region, unusual) => {
  expect(namesIn(region)).toEqual(SERVICES.map((service) => `${unusual[service] ?? 'com.amazonaws'}.${region}.${service}`));
});

test('an endpoint in a region that is not known has the usual name', () => {
  expect(namesIn()).toEqual(SERVICES.map((service) => `com.amazonaws.{AWS::Region}.${service}`));
});

test.each<[string | undefined, string | undefined, boolean]>([
  [undefined, undefined, true], ['eu-west-1', 'eu-west-1', true], [undefined, Aws.REGION, true], ['eu-west-1', 'us-east-1', false], [undefined, 'us-east-1', false],
])('an endpoint in %s that leads to %s serves the tasks there: %s', (region, serviceRegion, expected) => {
  const stack = new Stack(newApp(), 'Stack', { env: { region } });
  const endpoint = new ec2.CfnVPCEndpoint(stack, 'Endpoint', {
    vpcId: 'vpc-0123456789abcdef0', vpcEndpointType: 'Interface', privateDnsEnabled: true, serviceName: `com.amazonaws.${serviceRegion ?? stack.region}.s3`, serviceRegion,
  });
  expect(serves(endpoint, 's3')).toBe(expected);
});
