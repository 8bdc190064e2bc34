import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ExecNetwork, ReadinessReport } from '../../../src';
import { newService, newStack } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const USED = ['ecr.api', 'ecr.dkr', 'kms', 'logs', 's3', 'ssmmessages'];

type Existing = (vpc: ec2.Vpc) => void;

const STATES: [string, string[], Existing][] = [
  ['no endpoint', [], () => undefined],
  ['an endpoint for Amazon S3', ['s3'], (vpc) => vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 })],
  ['endpoints for images', ['ecr.api', 'ecr.dkr'], (vpc) => {
    vpc.addInterfaceEndpoint('EcrApi', { service: ec2.InterfaceVpcEndpointAwsService.ECR });
    vpc.addInterfaceEndpoint('EcrDocker', { service: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER });
  }],
];

/** A service in the private subnets of a VPC with some endpoints of its own. */
function build(stack: Stack, natGateways: number, add: Existing): string[] {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways, restrictDefaultSecurityGroup: false });
  add(vpc);
  newService(stack, { network: ExecNetwork.existing({ vpc }) });
  return Object.keys(endpointsOf(Template.fromStack(stack))).sort();
}

describe.each(STATES)('a service behind NAT in a VPC with %s', (_, existing, add) => {
  test('uses what is there and makes nothing', () => {
    const stack = newStack();
    expect(build(stack, 2, add)).toEqual(existing);
    expect(ReadinessReport.ofStack(stack).ready).toBe(true);
  });

  test('gets exactly the endpoints that it lacks when NAT is removed', () => {
    const stack = newStack();
    expect(build(stack, 0, add)).toEqual(USED);
    expect(warningIds(stack)).toEqual([]);
    const report = ReadinessReport.ofStack(stack);
    expect(report.findings).toEqual([]);
    expect(report.ready).toBe(true);
  });
});
