import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ISOLATED, PRIVATE, transitVpc, vpcOf } from './_variants';
import { ExecEgress, ExecEndpoints, ExecEndpointSource, ExecNetwork, ExecReadyCluster } from '../../../src';
import { ENV, newApp, newService, newStack, PUBLIC_IMAGE } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const container = { image: PUBLIC_IMAGE };

describe('a VPC that is looked up', () => {
  function lookedUp(): { stack: Stack; vpc: ec2.IVpc } {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    return { stack, vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'main' }) };
  }

  test.each<[string, Partial<ec2.SubnetSelection>]>([
    ['nothing', {}],
    ['a type', { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    ['a group', { subnetGroupName: 'App' }],
    ['zones', { availabilityZones: ['eu-west-1a'] }],
    ['a filter', { subnetFilters: [ec2.SubnetFilter.byIds(['subnet-0123456789abcdef0'])] }],
    ['one per zone of a group', { subnetGroupName: 'App', onePerAz: true }],
  ])('can be used before it is there, with %s selected', (_, subnets) => {
    for (const endpoints of [undefined, ExecEndpointSource.reuseOrCreate(), ExecEndpointSource.declared({ services: ['ssmmessages'] })]) {
      const { stack, vpc } = lookedUp();
      newService(stack, { network: ExecNetwork.existing({ vpc, subnets, endpoints }) });
      expect(() => Template.fromStack(stack)).not.toThrow();
    }
  });

  test('is warned of nothing before it is there when no subnets stand for it', () => {
    const { stack, vpc } = lookedUp();
    newService(stack, { network: ExecNetwork.existing({ vpc, subnets: { subnetGroupName: 'App' } }) });
    expect(warningIds(stack)).toEqual([]);
  });
});

describe('a transit gateway', () => {
  test('is a way out for private subnets without NAT', () => {
    const stack = newStack();
    newService(stack, { network: ExecNetwork.existing({ vpc: transitVpc(stack) }), container });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expect(warningIds(stack)).toEqual([]);
  });

  test('is seen as a route of the L2 as well', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: PRIVATE });
    (vpc.privateSubnets as ec2.Subnet[]).forEach((subnet) => subnet.addRoute('Transit', { routerType: ec2.RouterType.TRANSIT_GATEWAY, routerId: 'tgw-0123456789abcdef0' }));
    expect(ExecNetwork.existing({ vpc }).bind(stack).egress).toBe(ExecEgress.PRIVATE);
  });

  test('is seen when its routes are made after the service', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: PRIVATE });
    newService(stack, { network: ExecNetwork.existing({ vpc }), container });
    vpc.privateSubnets.forEach(({ routeTable: { routeTableId } }, index) => new ec2.CfnRoute(stack, `Route${index}`, {
      routeTableId, destinationCidrBlock: '0.0.0.0/0', transitGatewayId: 'tgw-0123456789abcdef0',
    }));
    expect(warningIds(stack)).toEqual([]);
  });

  test('is no way out where only private addresses are routed to it', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: PRIVATE });
    (vpc.privateSubnets as ec2.Subnet[]).forEach((subnet) => subnet.addRoute('Transit', {
      routerType: ec2.RouterType.TRANSIT_GATEWAY, routerId: 'tgw-0123456789abcdef0', destinationCidrBlock: '10.0.0.0/8',
    }));
    newService(stack, { network: ExecNetwork.existing({ vpc }), container });
    expect(warningIds(stack)).toEqual(['exec-ready:unknownEgress']);
  });
});

describe('the selection of subnets', () => {
  test('fails when a subnet of this app is in another VPC', () => {
    const stack = newStack();
    const other = new ec2.Vpc(stack, 'Other', { maxAzs: 2, natGateways: 0, subnetConfiguration: ISOLATED });
    const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
    const subnets = { subnets: [vpc.isolatedSubnets[0], other.isolatedSubnets[1]] };
    expect(() => ExecNetwork.existing({ vpc, subnets }).bind(stack)).toThrow(
      'Stack: the subnets ["Stack/Other/IsolatedSubnet2"] are not in the VPC "Stack/Vpc"; select subnets of that VPC alone',
    );
  });

  test('fails when a subnet is of another imported VPC', () => {
    const stack = newStack();
    const imported = ec2.Vpc.fromVpcAttributes(stack, 'Other', {
      vpcId: 'vpc-0123456789abcdef1', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-0123456789abcdef0'],
    });
    const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
    expect(() => ExecNetwork.existing({ vpc, subnets: { subnets: imported.isolatedSubnets } }).bind(stack)).toThrow('are not in the VPC "Stack/Vpc"');
  });

  test('fails when none is known of an imported VPC', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'] });
    expect(() => ExecNetwork.existing({ vpc }).bind(stack)).toThrow('Stack: no subnets of the VPC "Stack/Vpc" are known; import it with its subnets');
  });

  test('takes subnets by their ids alone', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'] });
    const subnets = { subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-0123456789abcdef0')] };
    newService(stack, { network: ExecNetwork.existing({ vpc, subnets, endpoints: ExecEndpointSource.declared({ services: ['ssmmessages', 'ecr', 's3', 'logs', 'kms'] }) }) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0123456789abcdef0'] } } });
    expect(warningIds(stack)).toEqual([]);
  });

  test('fails when an interface endpoint is to be made in a subnet of an unknown zone', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'] });
    const subnets = { subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-0123456789abcdef0')] };
    newService(stack, { network: ExecNetwork.existing({ vpc, subnets, endpoints: ExecEndpointSource.reuseOrCreate() }) });
    expect(() => Template.fromStack(stack)).toThrow('Stack/Subnet: the Availability Zone of the subnet is not known, so no interface endpoint can be made in it; import it with');
  });
});

describe('services of several stacks in one VPC', () => {
  test('share the endpoints, which are made in the stack of the VPC', () => {
    const app = newApp();
    const network = new Stack(app, 'Network');
    const vpc = vpcOf(network, { subnetConfiguration: ISOLATED });
    const services = ['First', 'Second'].map((id) => newService(new Stack(app, id), { network: ExecNetwork.existing({ vpc }) }));
    app.synth();
    expect(new Set(services.map(({ endpoints }) => endpoints)).size).toBe(1);
    expect(Object.keys(endpointsOf(Template.fromStack(network)))).toEqual(['ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs', 'kms']);
    services.forEach((service) => {
      Template.fromStack(Stack.of(service)).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
      Template.fromStack(Stack.of(service)).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    });
  });

  test('share the endpoints of a VPC that each of them imports', () => {
    const app = newApp();
    const stacks = ['First', 'Second'].map((id) => {
      const stack = new Stack(app, id, { env: ENV });
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-0123456789abcdef0',
        availabilityZones: ['eu-west-1a', 'eu-west-1b'],
        isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
      });
      newService(stack, { network: ExecNetwork.existing({ vpc, endpoints: ExecEndpointSource.reuseOrCreate() }) });
      return stack;
    });
    app.synth();
    expect(stacks.map((stack) => Object.keys(endpointsOf(Template.fromStack(stack))).length)).toEqual([6, 0]);
    expect(stacks[1].dependencies).toEqual([stacks[0]]);
  });

  test('are let in by an endpoint that only one of them has made, whichever comes first', () => {
    for (const ids of [['Private', 'Isolated'], ['Isolated', 'Private']]) {
      const stack = newStack();
      const vpc = vpcOf(stack, { natGateways: 1, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }, ...PRIVATE, ...ISOLATED] });
      const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc });
      const types: Record<string, ec2.SubnetType> = { Private: ec2.SubnetType.PRIVATE_WITH_EGRESS, Isolated: ec2.SubnetType.PRIVATE_ISOLATED };
      const networkOf = (id: string) => ExecNetwork.existing({ vpc, subnets: { subnetType: types[id] } });
      const services = ids.map((id) => newService(stack, { cluster, network: networkOf(id) }, id));
      const template = Template.fromStack(stack);
      template.resourceCountIs('AWS::EC2::VPCEndpoint', 6);
      const GroupId = stack.resolve(ExecEndpoints.of(vpc).securityGroup!.securityGroupId) as unknown;
      services.forEach((service) => template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
        GroupId, SourceSecurityGroupId: stack.resolve(service.connections.securityGroups[0].securityGroupId) as unknown,
      }));
    }
  });
});

test('a VPC of a plain cluster is shared by its services', () => {
  const stack = newStack();
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: vpcOf(stack, { subnetConfiguration: ISOLATED }) });
  ['First', 'Second'].forEach((id) => newService(stack, { cluster }, id));
  Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 5);
});
