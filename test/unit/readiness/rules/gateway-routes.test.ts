import { changed } from './_judge';
import { explained, natFargate, told, without, type Resources } from './_network';
import { publicFargate, ref } from './_ready';

const nat = (change: (resources: Resources) => void) => told(changed(natFargate, change));

describe('GatewayRoutes', () => {
  test('is silent behind a NAT gateway in a public subnet', () => {
    expect(told(natFargate())).toEqual([]);
  });

  test('is broken when the internet gateway is not attached', () => {
    expect(told(changed(publicFargate, (resources) => without(resources, 'Attachment')))).toEqual(['GatewayRoutes error Gateway']);
    expect(nat((resources) => without(resources, 'Attachment'))).toEqual(['GatewayRoutes error Gateway']);
  });

  test('is broken when it is attached to another VPC', () => {
    expect(told(changed(publicFargate, (resources) => {
      resources.Other = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } };
      resources.Attachment.Properties.VpcId = ref('Other');
    }))).toEqual(['GatewayRoutes error Gateway']);
  });

  test('is broken when the NAT gateway has no way out, or is in the subnet that it serves', () => {
    expect(explained(changed(natFargate, (resources) => without(resources, 'PublicDefault')))).toEqual([[
      'GatewayRoutes error Nat',
      'the NAT gateway Nat has no way to the internet itself: the tasks cannot reach ssmmessages (sessions), kms (the key of sessions), '
      + 'logs (the log of sessions, the log of container "app") and the internet (the image of container "app")',
    ]]);
    expect(nat(({ Nat }) => { Nat.Properties.SubnetId = ref('SubnetA'); })).toEqual(['GatewayRoutes error Nat']);
  });

  test('does not know the subnet of a NAT gateway that is not at hand', () => {
    expect(nat(({ Nat }) => { Nat.Properties.SubnetId = 'subnet-1'; })).toEqual(['GatewayRoutes unknown Nat']);
  });

  test('does not know an attachment that depends on a condition', () => {
    expect(told(changed(publicFargate, (resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      resources.Attachment.Condition = 'IsProd';
      without(resources, 'none');
      resources.Default.DependsOn = [];
    }))).toEqual(['GatewayRoutes unknown Gateway']);
  });

  test('tells what may stop the traffic of a gateway that is attached', () => {
    const doubts = (id: string, type: string, Properties: object) => explained(changed(publicFargate, (resources) => {
      resources[id] = { Type: type, Properties };
    }));
    expect(doubts('Edge', 'AWS::EC2::GatewayRouteTableAssociation', { GatewayId: ref('Gateway'), RouteTableId: 'rtb-1' })).toEqual([
      ['GatewayRoutes unknown Gateway', 'whether traffic passes the internet gateway Gateway is not known: the internet gateway has a route table of its own'],
    ]);
    const options = (InternetGatewayBlockMode: string) => doubts('Options', 'AWS::EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode });
    expect(options('block-bidirectional')).toEqual([
      ['GatewayRoutes unknown Gateway', 'whether traffic passes the internet gateway Gateway is not known: Options may block internet gateways'],
    ]);
    expect(options('off')).toEqual([]);
  });

  test('tells why a regional NAT gateway may have no way out', () => {
    const said = explained(changed(natFargate, (resources) => {
      resources.Nat.Properties = { AvailabilityMode: 'regional', VpcId: ref('Vpc') };
      resources.Options = { Type: 'AWS::EC2::VPCBlockPublicAccessOptions', Properties: { InternetGatewayBlockMode: 'block-bidirectional' } };
    }));
    expect(said).toEqual([['GatewayRoutes unknown Nat', 'whether the NAT gateway Nat has a way to the internet is not known: Options may block internet gateways']]);
  });
});
