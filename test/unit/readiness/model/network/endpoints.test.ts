import { changed, endpoint, isolated, withEndpoint, withNat } from './_helpers/parts';
import { LIST, network, networks, PARAMETER, shown, stack, told, type Resources } from './_helpers/seen';

const MAYBE = { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' };
const P = { unknown: 'it depends on <Parameter stack/P>' };
const seen = (properties: Record<string, unknown>, resources: Resources = withEndpoint()) => shown(network(changed(resources, 'Endpoint', properties)).endpoints[0]);

describe('an interface endpoint', () => {
  test('is seen with all that makes it', () => {
    expect(seen({})).toEqual({
      id: '<Endpoint>',
      stack: 'stack',
      service: { known: 'ssmmessages' },
      type: { known: 'interface' },
      vpc: { known: '<Vpc>' },
      subnets: { known: ['<Private>'] },
      securityGroups: { known: ['<Door>'] },
      privateDns: { known: true },
      routeTables: { known: [] },
    });
  });

  test.each<[Record<string, unknown>, object]>([
    [{ VpcId: PARAMETER }, { vpc: { known: '<Parameter stack/P>' } }],
    [{ VpcId: undefined }, { vpc: { unknown: 'the endpoint names no VPC' } }],
    [{ SubnetIds: LIST }, { subnets: { unknown: 'parameter L has no value' } }],
    [{ SubnetIds: undefined }, { subnets: { known: [] } }],
    [{ SubnetIds: [{ Ref: 'Private' }, { 'Fn::If': ['Maybe', 'subnet-1', { Ref: 'AWS::NoValue' }] }] }, { subnets: MAYBE }],
    [{ SecurityGroupIds: LIST }, { securityGroups: { unknown: 'parameter L has no value' } }],
    [{ SecurityGroupIds: undefined }, { securityGroups: { known: ['<Vpc.DefaultSecurityGroup>'] } }],
    [{ SecurityGroupIds: [], VpcId: 'vpc-1' }, { securityGroups: { unknown: 'the default security group of the VPC is not at hand' } }],
    [{ VpcEndpointType: 'INTERFACE' }, { type: { known: 'interface' } }],
    [{ VpcEndpointType: PARAMETER }, { type: P, privateDns: { known: true }, subnets: { known: ['<Private>'] } }],
    [{ VpcEndpointType: 'Odd' }, { type: { unknown: 'there is no type "Odd"' } }],
  ])('with %j is seen as such', (properties, expected) => expect(seen(properties)).toMatchObject(expected));

  const inbound = (value: unknown) => ({ DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: value } });
  const OPEN = { unknown: 'private DNS may be for inbound resolvers only' };
  const NO_IPV4 = { unknown: 'the endpoint may have no IPv4 addresses' };

  test.each<[string, Record<string, unknown>, object]>([
    ['ssmmessages', { PrivateDnsEnabled: 'true' }, { known: true }],
    ['ssmmessages', { PrivateDnsEnabled: false }, { known: false }],
    ['ssmmessages', { PrivateDnsEnabled: undefined }, { unknown: 'it is not documented whether private DNS is on when nothing is said' }],
    ['ssmmessages', { PrivateDnsEnabled: PARAMETER }, P],
    ['ssmmessages', inbound('NotSpecified'), { known: true }],
    ['s3', {}, OPEN],
    ['s3', inbound('NotSpecified'), OPEN],
    ['s3', inbound('AllResolvers'), { known: true }],
    ['s3', inbound('OnlyInboundResolver'), { known: false }],
    ['s3', inbound(PARAMETER), P],
    ['s3', { PrivateDnsEnabled: false }, { known: false }],
    ['logs', { IpAddressType: 'ipv4' }, { known: true }],
    ['logs', { IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'dualstack' } }, { known: true }],
    ['logs', { IpAddressType: 'ipv6' }, NO_IPV4],
    ['logs', { IpAddressType: PARAMETER }, NO_IPV4],
    ['logs', { DnsOptions: { DnsRecordIpType: 'ipv6' } }, NO_IPV4],
  ])('for %s with %j has private DNS: %j', (service, properties, expected) => {
    expect(seen(properties, { ...isolated(), ...endpoint('Endpoint', service) }).privateDns).toEqual(expected);
  });

  test('that may not be created leaves both ways open', () => {
    const maybe = { ...withNat(), ...changed(endpoint('Endpoint', 'ssmmessages'), 'Endpoint', { SecurityGroupIds: [{ Ref: 'Task' }] }, { Condition: 'Maybe' }) };
    expect(seen({}, maybe).privateDns).toEqual(MAYBE);
    expect(told(network(maybe))).toBe('unknown endpoint-ingress endpoint-private-dns-off');
    expect(told(network(changed(maybe, 'Endpoint', {}, { Condition: 'Never' })))).toBe('yes');
    expect(told(network(changed(maybe, 'Vpc', {}, { Condition: 'Maybe' })))).toBe('no endpoint-ingress');
  });
});

describe('a gateway endpoint', () => {
  const gateway = (properties: Record<string, unknown> = {}, more: object = {}): Resources => ({
    ...isolated(),
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { VpcId: { Ref: 'Vpc' }, ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' }, RouteTableIds: [{ Ref: 'Table' }], ...properties },
      ...more,
    },
  });

  test('is one that names no type', () => {
    expect(seen({}, gateway())).toEqual({
      id: '<Endpoint>',
      stack: 'stack',
      service: { known: 's3' },
      type: { known: 'gateway' },
      vpc: { known: '<Vpc>' },
      subnets: { known: [] },
      securityGroups: { known: [] },
      privateDns: { known: false },
      routeTables: { known: ['<Table>'] },
    });
  });

  test.each<[string, Resources, string]>([
    ['in the table of the task', gateway(), 'yes'],
    ['in another table', gateway({ RouteTableIds: ['rtb-1'] }), 'no gateway-not-associated'],
    ['in no table', gateway({ RouteTableIds: undefined }), 'no gateway-not-associated'],
    ['in the tables of a parameter', gateway({ RouteTableIds: LIST }), 'unknown no-route'],
    ['that may not be created', gateway({}, { Condition: 'Maybe' }), 'unknown no-route'],
    ['that is not created', gateway({}, { Condition: 'Never' }), 'no no-route'],
    ['reached by its prefix list', changed(gateway(), 'Task', { SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, DestinationPrefixListId: 'pl-6da54004' }] }), 'yes'],
    ['reached by another prefix list', changed(gateway(), 'Task', { SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, DestinationPrefixListId: 'pl-6fa54006' }] }), 'no task-egress'],
  ])('%s is asked whether it is reached', (_, resources, expected) => expect(told(network(resources), 's3')).toBe(expected));
});

describe('an endpoint of another kind', () => {
  test.each(['GatewayLoadBalancer', 'Resource', 'ServiceNetwork'])('%s leads to no service of AWS', (VpcEndpointType) => {
    expect(network(withEndpoint({ VpcEndpointType })).endpoints).toEqual([]);
  });
});

describe('the service of an endpoint', () => {
  /** No region stands for one that is not written down. */
  const service = (properties: Record<string, unknown>, region: string) =>
    shown(networks(stack(withEndpoint(properties), { environment: region === '' ? {} : { region } })).network.endpoints[0].service);
  const sub = (text: string) => ({ 'Fn::Sub': text });

  test.each<[unknown, string, object]>([
    ['com.amazonaws.eu-west-1.ssmmessages', 'eu-west-1', { known: 'ssmmessages' }],
    ['com.amazonaws.eu-west-1.ecr.api', 'eu-west-1', { known: 'ecr.api' }],
    [sub('com.amazonaws.${AWS::Region}.ecr.dkr'), 'eu-west-1', { known: 'ecr.dkr' }],
    [sub('com.amazonaws.${AWS::Region}.ecr.dkr'), '', { known: 'ecr.dkr' }],
    [{ 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.logs']] }, '', { known: 'logs' }],
    ['com.amazonaws.eu-west-1.logs', '', { known: 'logs' }],
    ['com.amazonaws.us-east-1.logs', 'eu-west-1', { known: 'com.amazonaws.us-east-1.logs' }],
    ['cn.com.amazonaws.cn-north-1.ecs', 'cn-north-1', { known: 'ecs' }],
    ['com.amazonaws.cn-north-1.ssmmessages', 'cn-north-1', { known: 'ssmmessages' }],
    ['com.amazonaws.us-gov-west-1.kms-fips', 'us-gov-west-1', { known: 'kms-fips' }],
    ['gov.ic.c2s.us-iso-east-1.ecr.api', 'us-iso-east-1', { known: 'ecr.api' }],
    ['gov.sgov.sc2s.us-isob-east-1.sqs', 'us-isob-east-1', { known: 'sqs' }],
    ['gov.ic.hci.csp.us-isof-east-1.ebs', 'us-isof-east-1', { known: 'ebs' }],
    ['uk.adc-e.cloud.eu-isoe-west-1.ebs', 'eu-isoe-west-1', { known: 'ebs' }],
    ['eu.amazonaws.eusc-de-east-1.ecr.dkr', 'eusc-de-east-1', { known: 'ecr.dkr' }],
    ['aws.sagemaker.eu-west-1.notebook', 'eu-west-1', { known: 'aws.sagemaker.eu-west-1.notebook' }],
    ['com.amazonaws.vpce.eu-west-1.vpce-svc-1', 'eu-west-1', { known: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' }],
    ['com.amazonaws.s3-global.accesspoint', '', { known: 'com.amazonaws.s3-global.accesspoint' }],
    ['com.amazonaws.eu-west-1', 'eu-west-1', { known: 'com.amazonaws.eu-west-1' }],
    ['ssmmessages', 'eu-west-1', { known: 'ssmmessages' }],
    [sub('com.amazonaws.${P}.logs'), 'eu-west-1', { unknown: 'it depends on com.amazonaws.<Parameter stack/P>.logs' }],
    [sub('com.amazonaws.${AWS::Region}.${P}'), 'eu-west-1', { unknown: 'it depends on com.amazonaws.eu-west-1.<Parameter stack/P>' }],
    [PARAMETER, 'eu-west-1', P],
    [undefined, 'eu-west-1', { unknown: 'the endpoint names no service' }],
    [{ 'Fn::If': ['Maybe', sub('cn.com.amazonaws.${AWS::Region}.ecs'), sub('com.amazonaws.${AWS::Region}.ecs')] }, '', { known: 'ecs' }],
    [{ 'Fn::If': ['Maybe', 'com.amazonaws.eu-west-1.ecs', 'com.amazonaws.eu-west-1.logs'] }, 'eu-west-1', { unknown: 'it depends on what is chosen' }],
    [{ 'Fn::If': ['Maybe', 'com.amazonaws.eu-west-1.ecs', PARAMETER] }, 'eu-west-1', P],
  ])('named %j in region %j is %j', (name, region, expected) => expect(service({ ServiceName: name }, region)).toEqual(expected));

  test.each<[unknown, string, object]>([
    ['eu-west-1', 'eu-west-1', { known: 'logs' }],
    [{ Ref: 'AWS::Region' }, '', { known: 'logs' }],
    ['us-east-1', 'eu-west-1', { known: 'com.amazonaws.eu-west-1.logs' }],
    ['us-east-1', '', { unknown: 'the endpoint may lead to another region' }],
    [PARAMETER, 'eu-west-1', { unknown: 'the endpoint may lead to another region' }],
  ])('with service region %j in region %j is %j', (ServiceRegion, region, expected) => {
    expect(service({ ServiceName: sub('com.amazonaws.${AWS::Region}.logs'), ServiceRegion }, region)).toEqual(expected);
  });
});
