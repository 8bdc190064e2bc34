import { changed } from './_judge';
import { awsvpcOf, explained, natFargate, told, type Resources } from './_network';
import { isolatedFargate, publicFargate, ref } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const through = (target: object) => explained(changed(publicFargate, ({ Default }) => {
  delete Default.Properties.GatewayId;
  Object.assign(Default.Properties, target);
})).map(([line, reason]) => `${line}: ${reason}`);

describe('RoutesSeen', () => {
  test.each([
    ['a transit gateway', { TransitGatewayId: 'tgw-1' }, 'a transit gateway (tgw-1)'],
    ['a peering connection', { VpcPeeringConnectionId: 'pcx-1' }, 'a peering connection (pcx-1)'],
    ['an interface of an appliance', { NetworkInterfaceId: 'eni-1' }, 'an appliance (eni-1)'],
    ['a virtual private gateway', { GatewayId: 'vgw-1' }, 'a virtual private gateway (vgw-1)'],
  ])('does not know what is behind %s', (_, target, shown) => {
    expect(through(target)).toEqual([`RoutesSeen unknown ${SUBNETS}: the way out leads through ${shown}, and what is behind it is not in the templates`]);
  });

  test('does not know where a parameter leads', () => {
    expect(told(changed(publicFargate, ({ Default }, template) => {
      template.Parameters = { Target: { Type: 'String' } };
      Default.Properties.GatewayId = ref('Target');
    }))).toEqual([`RoutesSeen unknown ${SUBNETS}`]);
  });

  test('does not know a NAT gateway that is not at hand, or a private one', () => {
    expect(through({ NatGatewayId: 'nat-1' })).toEqual([`RoutesSeen unknown ${SUBNETS}: where the routes of nat-1 lead to is not known`]);
    expect(told(changed(natFargate, ({ Nat }) => { Nat.Properties = { SubnetId: ref('PublicSubnet'), ConnectivityType: 'private' }; })))
      .toEqual(['RoutesSeen unknown Nat.ConnectivityType']);
  });

  test('does not mind it where endpoints lead to everything', () => {
    expect(told(changed(isolatedFargate, (resources: Resources) => {
      resources.Default = { Type: 'AWS::EC2::Route', Properties: { RouteTableId: ref('Routes'), DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1' } };
    }))).toEqual([]);
  });

  test('does not know whether everything has IPv6 addresses', () => {
    const six = (change: (resources: Resources) => void) => told(changed(publicFargate, (resources) => {
      for (const name of ['SubnetA', 'SubnetB']) {
        Object.assign(resources[name].Properties, { Ipv6CidrBlock: name === 'SubnetA' ? '2001:db8::/64' : '2001:db8:0:1::/64' });
      }
      resources.Six = { Type: 'AWS::EC2::Route', DependsOn: 'Attachment', Properties: { RouteTableId: ref('Routes'), DestinationIpv6CidrBlock: '::/0', GatewayId: ref('Gateway') } };
      resources.Group.Properties.SecurityGroupEgress = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }, { IpProtocol: '-1', CidrIpv6: '::/0' }];
      change(resources);
    }));
    expect(six(() => undefined)).toEqual([]);
    expect(six((resources) => { awsvpcOf(resources).AssignPublicIp = 'DISABLED'; })).toEqual([`RoutesSeen unknown ${SUBNETS}`]);
    expect(six(({ SubnetA, SubnetB }) => [SubnetA, SubnetB].forEach(({ Properties }) => {
      delete Properties.CidrBlock;
      Properties.Ipv6Native = true;
    }))).toEqual([`RoutesSeen unknown ${SUBNETS}`]);
    expect(six(({ SubnetA }) => {
      delete SubnetA.Properties.CidrBlock;
      SubnetA.Properties.Ipv6Native = true;
    })).toEqual([`RoutesSeen unknown ${SUBNETS}`]);
  });
});
