import type { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecEgress, ExecNetwork } from '../../../src';
import { newService, newStack, privateImage, PUBLIC_IMAGE } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const ISOLATED = [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];

function newVpc(stack: Stack, props: ec2.VpcProps = {}): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false, ...props });
}

function expectPublicIp(stack: Stack, AssignPublicIp: string): void {
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp } } });
}

describe('ExecNetwork.isolated', () => {
  test('has the addresses and the zones that the user says', () => {
    const stack = newStack();
    newService(stack, { network: ExecNetwork.isolated({ ipAddresses: ec2.IpAddresses.cidr('192.168.0.0/20'), maxAzs: 1 }) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '192.168.0.0/20' });
    template.resourceCountIs('AWS::EC2::Subnet', 1);
  });

  test('tells that there is no way out', () => {
    const stack = newStack();
    const { egress, vpc, subnets } = ExecNetwork.isolated().bind(stack);
    expect([egress, subnets]).toEqual([ExecEgress.NONE, vpc.isolatedSubnets]);
  });
});

describe('ExecNetwork.existing', () => {
  test('places tasks behind NAT, with no endpoints and no public address', () => {
    const stack = newStack();
    newService(stack, { network: ExecNetwork.existing({ vpc: newVpc(stack) }), container: { image: PUBLIC_IMAGE } });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expectPublicIp(stack, 'DISABLED');
    expect(warningIds(stack)).toEqual([]);
  });

  test('gives tasks in public subnets a public address, and makes no endpoints', () => {
    const stack = newStack();
    const vpc = newVpc(stack, { natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] });
    newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expectPublicIp(stack, 'ENABLED');
  });

  test('prefers subnets with egress, then isolated ones, then public ones', () => {
    const stack = newStack();
    const egressOf = (id: string, ...types: ec2.SubnetType[]) => ExecNetwork.existing({
      vpc: new ec2.Vpc(stack, id, {
        natGateways: types.length > 2 ? 1 : 0,
        subnetConfiguration: types.map((subnetType) => ({ name: subnetType, subnetType })),
      }),
    }).bind(stack).egress;
    expect(egressOf('All', ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_ISOLATED, ec2.SubnetType.PRIVATE_WITH_EGRESS)).toBe(ExecEgress.PRIVATE);
    expect(egressOf('Closed', ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_ISOLATED)).toBe(ExecEgress.NONE);
    expect(egressOf('Open', ec2.SubnetType.PUBLIC)).toBe(ExecEgress.PUBLIC);
  });

  test('is what a service has in the VPC of its cluster', () => {
    const stack = newStack();
    const vpc = newVpc(stack, { natGateways: 0, subnetConfiguration: ISOLATED });
    const service = newService(stack, { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }) });
    expect(service.vpc).toBe(vpc);
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toEqual(['ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs']);
  });

  test('fails when public and private subnets are mixed', () => {
    const stack = newStack();
    const vpc = newVpc(stack);
    const subnets = { subnets: [vpc.publicSubnets[0], vpc.privateSubnets[0]] };
    expect(() => newService(stack, { network: ExecNetwork.existing({ vpc, subnets }) })).toThrow(
      'Stack/Api: the subnets ["Stack/Vpc/PublicSubnet1","Stack/Vpc/PrivateSubnet1"] are partly public',
    );
  });

  test('fails when no subnets are selected', () => {
    const stack = newStack();
    expect(() => newService(stack, { network: ExecNetwork.existing({ vpc: newVpc(stack), subnets: { subnets: [] } }) }))
      .toThrow('Stack/Api: no subnets are selected in the VPC "Stack/Vpc"; select at least one');
  });

  test('fails when the cluster is in another VPC', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: newVpc(stack) });
    expect(() => newService(stack, { cluster, network: ExecNetwork.isolated() }))
      .toThrow('Stack/Api: the cluster "Stack/Cluster" is in the VPC "Stack/Vpc" and the network in "Stack/Api/Vpc"');
  });

  test('counts the least egress, so that endpoints are made where any subnet is isolated', () => {
    const stack = newStack();
    const vpc = newVpc(stack, {
      subnetConfiguration: [...ISOLATED, ...[ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_WITH_EGRESS]
        .map((subnetType) => ({ name: subnetType, subnetType }))],
    });
    newService(stack, { network: ExecNetwork.existing({ vpc, subnets: { subnets: [vpc.privateSubnets[0], vpc.isolatedSubnets[1]] } }) });
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toHaveLength(6);
    expectPublicIp(stack, 'DISABLED');
  });

  test('warns when "private" subnets have no NAT gateway, and names what must be reached', () => {
    const stack = newStack();
    newService(stack, {
      network: ExecNetwork.existing({
        vpc: newVpc(stack, {
          natGateways: 0,
          subnetConfiguration: [
            { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
          ],
        }),
      }),
    });
    expect(warningText(stack, 'exec-ready:unknownEgress')).toContain('it must reach ssmmessages, ecr.api, ecr.dkr, s3, logs, kms;');
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test('warns when it cannot tell what kind a subnet is', () => {
    const stack = newStack();
    const subnet = ec2.Subnet.fromSubnetAttributes(stack, 'Subnet', { subnetId: 'subnet-0123456789abcdef0', availabilityZone: 'eu-west-1a' });
    newService(stack, { network: ExecNetwork.existing({ vpc: newVpc(stack), subnets: { subnets: [subnet] } }), container: { image: PUBLIC_IMAGE } });
    expect(warningIds(stack)).toEqual(['exec-ready:unknownEgress']);
  });
});

describe('an image known only at deployment', () => {
  test('is warned about where there is no way out', () => {
    const stack = newStack();
    const image = ecs.ContainerImage.fromRegistry(new CfnParameter(stack, 'Image').valueAsString);
    newService(stack, { container: { image } });
    expect(warningText(stack, 'exec-ready:unknownImage')).toContain('has an image that is known only at deployment, {"Ref":"Image"}');
  });
});

describe('the security group of the tasks', () => {
  test('is let out to each endpoint group where it is closed, and the user is told of S3', () => {
    const stack = newStack();
    const vpc = newVpc(stack, { natGateways: 0, subnetConfiguration: ISOLATED });
    const own = new ec2.SecurityGroup(stack, 'Own', { vpc, allowAllOutbound: false });
    newService(stack, { network: ExecNetwork.existing({ vpc }), securityGroups: [own] });
    const template = Template.fromStack(stack);
    const [ownId] = Object.keys(template.findResources('AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'Stack/Own' } }));
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: { 'Fn::GetAtt': [ownId, 'GroupId'] },
      DestinationSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ExecEndpoints'), 'GroupId'] },
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
    });
    expect(warningIds(stack)).toEqual(['exec-ready:restrictedEgress']);
    expect(warningText(stack, 'exec-ready:restrictedEgress')).toContain('the security group "Stack/Own" does not allow all outbound traffic');
  });

  test('needs no rule where it is open', () => {
    const stack = newStack();
    newService(stack);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
  });

  test('is warned about where it is closed and the way out is a route', () => {
    const stack = newStack();
    const vpc = newVpc(stack);
    const own = new ec2.SecurityGroup(stack, 'Own', { vpc, allowAllOutbound: false });
    newService(stack, { network: ExecNetwork.existing({ vpc }), securityGroups: [own], container: { image: privateImage(stack) } });
    expect(warningIds(stack)).toEqual(['exec-ready:restrictedEgress']);
  });
});
