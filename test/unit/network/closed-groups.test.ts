import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ISOLATED, vpcOf } from './_variants';
import { ExecEndpointSource, ExecNetwork, type ExistingNetworkOptions } from '../../../src';
import { ENV, newApp, newService, newStack } from '../_helpers/apps';
import { warningIds, warningText } from '../_helpers/warnings';

const LIST = 'pl-6da54004';
const TO_S3 = { DestinationPrefixListId: LIST, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

function closedIn(stack: Stack, vpc: ec2.IVpc, options: Partial<ExistingNetworkOptions> = {}, allowAllOutbound = false): Template {
  const own = new ec2.SecurityGroup(stack, 'Own', { vpc, allowAllOutbound });
  newService(stack, { network: ExecNetwork.existing({ vpc, ...options }), securityGroups: [own] });
  return Template.fromStack(stack);
}

function list(stack: Stack): ec2.IPrefixList {
  return ec2.PrefixList.fromPrefixListId(stack, 'S3', LIST);
}

describe('the prefix list of Amazon S3', () => {
  test('is what a closed security group is let out to, beside the group of the endpoints', () => {
    const stack = newStack();
    const template = closedIn(stack, vpcOf(stack, { subnetConfiguration: ISOLATED }), { s3PrefixList: list(stack) });
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 2);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { ...TO_S3, GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Own'), 'GroupId'] } });
    expect(warningIds(stack)).toEqual([]);
  });

  test('is looked up', () => {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    const s3PrefixList = ec2.PrefixList.fromLookup(stack, 'S3', { prefixListName: 'com.amazonaws.eu-west-1.s3' });
    closedIn(stack, vpcOf(stack, { subnetConfiguration: ISOLATED }), { s3PrefixList }).resourceCountIs('AWS::EC2::SecurityGroupEgress', 2);
    expect(warningIds(stack)).toEqual([]);
  });

  test('opens nothing more where the group is open', () => {
    const stack = newStack();
    closedIn(stack, vpcOf(stack, { subnetConfiguration: ISOLATED }), { s3PrefixList: list(stack) }, true).resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
  });

  test('is not needed where Amazon S3 has an interface endpoint', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
    vpc.addInterfaceEndpoint('S3', { service: ec2.InterfaceVpcEndpointAwsService.S3, privateDnsEnabled: true });
    const template = closedIn(stack, vpc, { s3PrefixList: list(stack) });
    template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupEgress', { DestinationPrefixListId: Match.anyValue() }, 0);
    expect(warningIds(stack)).toEqual([]);
  });

  test('serves with a declared gateway as well', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
    const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Endpoints', 'sg-0123456789abcdef0')];
    const endpoints = ExecEndpointSource.declared({ services: ['ssmmessages', 'ecr', 's3', 'logs', 'kms'], securityGroups });
    closedIn(stack, vpc, { s3PrefixList: list(stack), endpoints }).hasResourceProperties('AWS::EC2::SecurityGroupEgress', TO_S3);
    expect(warningIds(stack)).toEqual([]);
  });

  test('leaves the other services to be warned about where the way out is NAT', () => {
    const stack = newStack();
    closedIn(stack, vpcOf(stack, { natGateways: 1 }), { s3PrefixList: list(stack) }).hasResourceProperties('AWS::EC2::SecurityGroupEgress', TO_S3);
    expect(warningText(stack, 'exec-ready:restrictedEgress')).toContain('lets HTTPS out to ssmmessages, ecr.api, ecr.dkr, logs, kms;');
  });

  test('is named where it is missing', () => {
    const stack = newStack();
    closedIn(stack, vpcOf(stack, { subnetConfiguration: ISOLATED }));
    expect(warningText(stack, 'exec-ready:restrictedEgress')).toMatch(/lets HTTPS out to s3; .* for Amazon S3 pass its prefix list .* as s3PrefixList$/);
  });
});
