import { CfnCondition, Fn, Stack, type App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ownEndpoint } from './_endpoints';
import { ISOLATED, vpcOf } from './_variants';
import { ExecEndpointSource, ExecNetwork, type ExistingNetworkOptions } from '../../../src';
import { ENV, newApp, newService, newStack, PUBLIC_IMAGE } from '../_helpers/apps';
import { warningIds, warningText } from '../_helpers/warnings';

const { SSM_MESSAGES, KMS } = ec2.InterfaceVpcEndpointAwsService;
const DECLARED = ExecEndpointSource.declared({ services: ['ssmmessages', 'ecr', 's3', 'logs', 'kms'] });

function isolatedVpc(stack: Stack, props: ec2.VpcProps = {}): ec2.Vpc {
  return vpcOf(stack, { subnetConfiguration: ISOLATED, ...props });
}

function serviceIn(stack: Stack, vpc: ec2.IVpc, options: Partial<ExistingNetworkOptions> = {}, id = 'Api') {
  return newService(stack, { network: ExecNetwork.existing({ vpc, ...options }) }, id);
}

describe('the Availability Zones of an endpoint that is there', () => {
  test('are warned about when tasks run in another one', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('Messages', { service: SSM_MESSAGES, subnets: { subnets: [vpc.isolatedSubnets[0]] } });
    vpc.addInterfaceEndpoint('Keys', { service: KMS, subnets: { subnets: [vpc.isolatedSubnets[0]] } });
    serviceIn(stack, vpc);
    expect(warningIds(stack)).toEqual(['exec-ready:zoneWithoutEndpoint']);
    expect(warningText(stack, 'exec-ready:zoneWithoutEndpoint')).toContain(
      'the VPC endpoints for ssmmessages, kms are not in the Availability Zones {"Fn::Select":[1,{"Fn::GetAZs":""}]} of the service',
    );
  });

  test('are compared by name where they are written out', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
    });
    ownEndpoint(stack, vpc, { subnetIds: ['subnet-0123456789abcdef1'] }, 'Own');
    serviceIn(stack, vpc, { endpoints: ExecEndpointSource.reuseOrCreate() });
    expect(warningText(stack, 'exec-ready:zoneWithoutEndpoint')).toContain('the Availability Zones "eu-west-1a" of the service');
  });

  test.each<[string, (vpc: ec2.Vpc) => string[] | undefined]>([
    ['other subnets of the same zones', (vpc) => vpc.publicSubnets.map(({ subnetId }) => subnetId)],
    ['a subnet that is not known', () => ['subnet-0123456789abcdef0']],
    ['subnets that are known at deployment only', () => Fn.split(',', Fn.importValue('Subnets'))],
  ])('are not warned about when it has %s', (_, subnetIds) => {
    const stack = newStack();
    const vpc = isolatedVpc(stack, { subnetConfiguration: [...ISOLATED, { name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] });
    ownEndpoint(stack, vpc, { subnetIds: subnetIds(vpc) }, 'Own');
    serviceIn(stack, vpc);
    expect(warningIds(stack)).toEqual([]);
  });
});

test('one Availability Zone is told of, without a warning', () => {
  const stack = newStack();
  newService(stack, { network: ExecNetwork.isolated({ maxAzs: 1 }) });
  Annotations.fromStack(stack).hasInfo('/Stack/Api', Match.stringLikeRegexp('all tasks of the service are in one Availability Zone and stop with it; '));
  expect(warningIds(stack)).toEqual([]);
});

describe('an endpoint without private DNS', () => {
  test('is no matter where one with private DNS is made beside it', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ownEndpoint(stack, vpc, { privateDnsEnabled: false }, 'Own');
    serviceIn(stack, vpc);
    expect(warningIds(stack)).toEqual([]);
  });

  test.each<[string, boolean | undefined]>([['off', false], ['not chosen', undefined]])('is warned about where the way out is used in its stead, %s', (_, privateDnsEnabled) => {
    const stack = newStack();
    const vpc = vpcOf(stack, { natGateways: 1 });
    ownEndpoint(stack, vpc, { privateDnsEnabled }, 'Own');
    newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
    expect(warningIds(stack)).toEqual(['exec-ready:privateDnsOff']);
    expect(warningText(stack, 'exec-ready:privateDnsOff')).toContain('the VPC endpoints ["Stack/Own"] have no private DNS, so the service does not reach ssmmessages through them;');
  });

  test('is believed where it is declared', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ownEndpoint(stack, vpc, { privateDnsEnabled: false }, 'Own');
    serviceIn(stack, vpc, { endpoints: DECLARED });
    expect(warningIds(stack)).toEqual([]);
  });
});

describe('the DNS of the VPC', () => {
  test.each([
    ['enableDnsSupport and enableDnsHostnames', { enableDnsSupport: false, enableDnsHostnames: false }],
    ['enableDnsHostnames', { enableDnsHostnames: false }],
  ])('fails when %s is off and endpoints are to be made', (off, props) => {
    const stack = newStack();
    serviceIn(stack, isolatedVpc(stack, props));
    expect(() => Template.fromStack(stack)).toThrow(`Stack/Vpc: ${off} of the VPC is off, and AWS makes endpoints with private DNS only where`);
  });

  test('fails when an L1 does not choose host names', () => {
    const stack = newStack();
    const own = new ec2.CfnVPC(stack, 'Own', { cidrBlock: '10.0.0.0/16' });
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: own.ref, availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-0123456789abcdef0'], isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0'],
    });
    serviceIn(stack, vpc, { endpoints: ExecEndpointSource.reuseOrCreate() });
    expect(() => Template.fromStack(stack)).toThrow('Stack/Vpc: enableDnsHostnames of the VPC is off');
  });

  test('is no matter where no endpoint is made', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { natGateways: 1, enableDnsHostnames: false });
    newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('DNS servers of the user', () => {
  function withServers(stack: Stack, vpc: ec2.IVpc, domainNameServers: string[]): void {
    const options = new ec2.CfnDHCPOptions(stack, 'Options', { domainNameServers });
    new ec2.CfnVPCDHCPOptionsAssociation(stack, 'OptionsAssociation', { vpcId: vpc.vpcId, dhcpOptionsId: options.ref });
  }

  test('are warned about where endpoints are used', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    withServers(stack, vpc, ['10.0.0.53']);
    serviceIn(stack, vpc);
    expect(warningIds(stack)).toEqual(['exec-ready:customDnsServers']);
    expect(warningText(stack, 'exec-ready:customDnsServers')).toContain('the DHCP options of the VPC name the DNS servers ["10.0.0.53"], which know nothing');
  });

  test.each([['AmazonProvidedDNS'], ['169.254.169.253']])('are no matter when %s is among them', (server) => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    withServers(stack, vpc, ['10.0.0.53', server]);
    serviceIn(stack, vpc);
    expect(warningIds(stack)).toEqual([]);
  });

  test('are no matter where no endpoint is used', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { natGateways: 1 });
    withServers(stack, vpc, ['10.0.0.53']);
    newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
    expect(warningIds(stack)).toEqual([]);
  });
});

describe('two choices for one VPC', () => {
  test.each<[string, ExecEndpointSource | undefined]>([
    ['by choice', ExecEndpointSource.reuseOrCreate()], ['by default', undefined],
  ])('fail when one service has endpoints declared that another one has made, %s', (_, endpoints) => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    serviceIn(stack, vpc, { endpoints }, 'First');
    serviceIn(stack, vpc, { endpoints: DECLARED }, 'Second');
    expect(() => Template.fromStack(stack)).toThrow(
      'Stack/Vpc: one service has an endpoint for ssmmessages declared to be in the VPC, and for another one it would be made, which fails where it is there; pass the same',
    );
  });

  test('agree when they are about other AWS services', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { natGateways: 1 });
    serviceIn(stack, vpc, { endpoints: ExecEndpointSource.reuseOrCreate({ services: ['ecr'] }) }, 'First');
    serviceIn(stack, vpc, { endpoints: ExecEndpointSource.declared({ services: ['ssmmessages'] }) }, 'Second');
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 2);
  });

  test('agree when a gateway is declared for other subnets', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { natGateways: 1 });
    const [first, second] = vpc.privateSubnets;
    serviceIn(stack, vpc, { subnets: { subnets: [first] }, endpoints: ExecEndpointSource.reuseOrCreate({ services: ['s3'] }) }, 'First');
    serviceIn(stack, vpc, { subnets: { subnets: [second] }, endpoints: ExecEndpointSource.declared({ services: ['s3'] }) }, 'Second');
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 1);
  });

  test('fail when a gateway is declared for the same subnets', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { natGateways: 1 });
    serviceIn(stack, vpc, { endpoints: ExecEndpointSource.reuseOrCreate({ services: ['s3'] }) }, 'First');
    serviceIn(stack, vpc, { endpoints: ExecEndpointSource.declared({ services: ['s3'] }) }, 'Second');
    expect(() => Template.fromStack(stack)).toThrow('one service has an endpoint for s3 declared');
  });
});

describe('two interface endpoints for one AWS service', () => {
  test('fail when both have private DNS', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ['First', 'Second'].forEach((id) => ownEndpoint(stack, vpc, {}, id));
    serviceIn(stack, vpc);
    expect(() => Template.fromStack(stack)).toThrow('Stack/Vpc: the VPC endpoints ["Stack/First","Stack/Second"] are all for ssmmessages and have private DNS on');
  });

  test('are taken for one when a condition may leave one out', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ['First', 'Second'].forEach((id) => ownEndpoint(stack, vpc, {}, id));
    (stack.node.findChild('Second') as ec2.CfnVPCEndpoint).cfnOptions.condition = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals('a', 'b') });
    serviceIn(stack, vpc);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('are two where only one has private DNS', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ownEndpoint(stack, vpc, {}, 'First');
    ownEndpoint(stack, vpc, { privateDnsEnabled: false }, 'Second');
    serviceIn(stack, vpc);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 7);
  });
});

describe('a VPC that another account shares', () => {
  const LOOKED_UP = {
    vpcId: 'vpc-0123456789abcdef0',
    ownerAccountId: '444455556666',
    availabilityZones: [],
    subnetGroups: [{
      name: 'Isolated',
      type: 'Isolated',
      subnets: ['a', 'b'].map((zone) => ({ subnetId: `subnet-0123456789abcdef${zone}`, availabilityZone: `eu-west-1${zone}`, routeTableId: 'rtb-0123456789abcdef0' })),
    }],
  };

  /** The first synthesis asks for the VPC, the second one knows it. */
  function serviceInShared(endpoints: ExecEndpointSource): Stack {
    const build = (context: Record<string, unknown>) => {
      const stack = new Stack(newApp(context), 'Stack', { env: ENV });
      serviceIn(stack, ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'main', ownerAccountId: '444455556666' }), { endpoints });
      return stack;
    };
    const [{ key }] = (build({}).node.root as App).synth().manifest.missing!;
    return build({ [key]: LOOKED_UP });
  }

  test('fails when endpoints are to be made in it', () => {
    const stack = serviceInShared(ExecEndpointSource.reuseOrCreate());
    expect(() => Template.fromStack(stack)).toThrow(
      'Stack/Vpc: the VPC belongs to the account 444455556666 and is shared with 111122223333, and only its owner can make endpoints in it; have the owner make them',
    );
  });

  test('is used with the endpoints that are declared', () => {
    const stack = serviceInShared(DECLARED);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0123456789abcdefa', 'subnet-0123456789abcdefb'] } },
    });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expect(warningIds(stack)).toEqual([]);
  });
});
