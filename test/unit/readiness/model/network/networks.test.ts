import { endpoint, isolated, vpc, withEndpoint, withNat } from './_helpers/parts';
import { id, LIST, network, networks, PARAMETER, shown, stack, told, type Resources } from './_helpers/seen';
import { endpointAllows } from '../../../../../src/readiness/private/iam/index';
import { Networks } from '../../../../../src/readiness/private/model/network/index';
import { hole } from '../../../../../src/readiness/private/model/text';
import { system } from '../../sources/_builders';

const TOPIC: Resources = { Topic: { Type: 'AWS::SNS::Topic' } };
const at = (region?: string, account?: string, name = 'stack') => ({ name, environment: { region, account } });

describe('the network of a resource', () => {
  test('is one for each account and region', () => {
    const made = system(
      stack(isolated(), at('eu-west-1', '1', 'a')), stack(TOPIC, at('eu-west-1', '1', 'b')),
      stack(TOPIC, at('us-east-1', '1', 'c')), stack(TOPIC, at('eu-west-1', '2', 'd')), stack(TOPIC, at(undefined, undefined, 'e')),
    );
    const found = new Networks(made);
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => found.of([...made.template(name)!.resources.values()][0]));
    expect(a).toBe(b);
    expect(new Set([a, c, d, e]).size).toBe(4);
    expect([a, c, d, e].map(({ vpcs }) => vpcs.length)).toEqual([1, 0, 0, 1]);
    expect([a, c, e].map(({ region }) => shown(region))).toEqual(['eu-west-1', 'us-east-1', '<AWS::Region>']);
  });

  test('has the parts that other stacks add through exports', () => {
    const net = { ...isolated() };
    const Outputs = { Vpc: { Value: { Ref: 'Vpc' }, Export: { Name: 'vpc' } }, Subnet: { Value: { Ref: 'Private' }, Export: { Name: 'subnet' } }, Door: { Value: { Ref: 'Door' }, Export: { Name: 'door' } } };
    const more = endpoint('Endpoint', 'ssmmessages', {
      VpcId: { 'Fn::ImportValue': 'vpc' }, SubnetIds: [{ 'Fn::ImportValue': 'subnet' }], SecurityGroupIds: [{ 'Fn::ImportValue': 'door' }],
    });
    expect(told(networks(stack(net, undefined, { Outputs })).network)).toBe('no no-route');
    expect(told(networks(stack(net, undefined, { Outputs }), stack(more, at('eu-west-1', undefined, 'more'))).network)).toBe('yes');
    expect(told(networks(stack(net, undefined, { Outputs }), stack(more, at(undefined, undefined, 'more'))).network)).toBe('yes');
  });

  test('does not have what is not created', () => {
    expect(network({ Vpc: { ...vpc().Vpc, Condition: 'Never' } })).toMatchObject({ vpcs: [], securityGroups: [], networkAcls: [] });
  });

  test.each<[string, Resources, string, string]>([
    ['an isolated one', isolated(), 'ssmmessages', 'no no-route'],
    ['one with an endpoint', withEndpoint(), 'ssmmessages', 'yes'],
    ['one with an endpoint for something else', withEndpoint(), 'ecr.api', 'no no-route'],
    ['one with a NAT gateway', withNat(), 'ssmmessages', 'yes'],
  ])('of %s is asked what it reaches', (_, resources, service, expected) => {
    expect(told(network(resources), service)).toBe(expected);
  });
});

describe('an id of a network', () => {
  const found = networks(stack({ ...withEndpoint(), Never: { Type: 'AWS::EC2::VPC', Condition: 'Never' } })).networks;

  test.each([
    [id('Vpc'), 'Vpc'],
    [id('Endpoint'), 'Endpoint'],
    [hole('generated', 'stack/Vpc.DefaultNetworkAcl'), 'Vpc'],
    [hole('generated', 'stack/Never.DefaultNetworkAcl'), undefined],
    [hole('unknown', 'stack/Task.Anything'), undefined],
    [id('Never'), undefined],
    ['vpc-1', undefined],
  ])('%j stands for resource %s', (text, expected) => {
    expect(found.resource(text)?.logicalId).toBe(expected);
  });
});

describe('the policy of an endpoint', () => {
  const CALL = { action: 'ssmmessages:CreateDataChannel', resource: '*' };
  const DENY = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };
  const ask = (properties: object) => {
    const { policy } = networks(stack(withEndpoint(properties as Record<string, unknown>))).networks.endpoint(id('Endpoint'))!;
    return endpointAllows(CALL, policy).answer;
  };

  test.each([[{}, 'yes'], [{ PolicyDocument: DENY }, 'no'], [{ PolicyDocument: JSON.stringify(DENY) }, 'no'], [{ PolicyDocument: PARAMETER }, 'unknown']])(
    'of %j lets a call through: %s', (properties, expected) => expect(ask(properties)).toBe(expected));

  test('is parsed once, and is of endpoints only', () => {
    const found = networks(stack(withEndpoint({ PolicyDocument: DENY }))).networks;
    expect(found.endpoint(id('Endpoint'))!.policy).toBe(found.endpoint(id('Endpoint'))!.policy);
    expect(found.endpoint(id('Endpoint'))!.resource.logicalId).toBe('Endpoint');
    expect(found.endpoint(id('Vpc'))).toBeUndefined();
  });
});

describe('the endpoints of a VPC', () => {
  test('are its interface and gateway endpoints', () => {
    const found = networks(stack({
      ...isolated(),
      ...endpoint('One', 'ecs'),
      ...endpoint('Two', 's3', { VpcEndpointType: undefined }),
      ...endpoint('Appliance', 'x', { VpcEndpointType: 'GatewayLoadBalancer' }),
      ...endpoint('Passed', 'ecs-agent', { VpcId: PARAMETER }),
      ...endpoint('Chosen', 'ecs', { VpcId: { 'Fn::If': ['Maybe', { Ref: 'Vpc' }, 'vpc-1'] } }),
      ...endpoint('Typed', 'ecs', { VpcEndpointType: PARAMETER, ServiceName: PARAMETER, VpcId: 'vpc-1' }),
    })).networks;
    const told1 = (text: string) => found.endpointsIn(text).map(({ resource, ...rest }) => [resource.logicalId, shown(rest)]);
    expect(told1(id('Vpc'))).toEqual([
      ['One', { service: { known: 'ecs' }, type: { known: 'interface' } }], ['Two', { service: { known: 's3' }, type: { known: 'gateway' } }],
    ]);
    expect(told1('vpc-1')).toEqual([['Typed', { service: { unknown: 'it depends on <Parameter stack/P>' }, type: { unknown: 'it depends on <Parameter stack/P>' } }]]);
    expect(told1(hole('unknown', 'Parameter stack/P'))).toHaveLength(1);
    expect(told1('vpc-2')).toEqual([]);
  });
});

describe('a hostile template', () => {
  test.each<[string, Resources]>([
    ['names of an object', Object.fromEntries(Object.entries(withNat()).map(([name, resource]) => [name === 'Vpc' ? 'constructor' : name, resource]))],
    ['no properties at all', Object.fromEntries(Object.entries(withNat()).map(([name, { Type }]) => [name, { Type }]))],
    ['lists in place of everything', Object.fromEntries(Object.entries(withNat()).map(([name, { Type, Properties }]) =>
      [name, { Type, Properties: Object.fromEntries(Object.keys(Properties ?? {}).map((key) => [key, [[LIST]]])) }]))],
    ['a resource that belongs to itself', { ...withNat(), ...endpoint('Endpoint', 's3', { VpcId: { Ref: 'Endpoint' }, SubnetIds: [{ Ref: 'Endpoint' }] }) }],
  ])('with %s is read', (_, resources) => {
    expect(['yes', 'no', 'unknown']).toContain(told(network(resources)).split(' ')[0]);
  });

  test('of ten thousand rules, some of whose groups are parameters, is read', () => {
    const rules: Resources = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`Rule${index}`, {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: { GroupId: index % 2 === 0 ? PARAMETER : { Ref: 'Door' }, IpProtocol: 'tcp', FromPort: index, ToPort: index, CidrIp: '10.0.0.0/8' },
    }]));
    expect(network({ ...isolated(), ...rules }).securityGroups.find((group) => group.id === id('Door'))!.ingress).toHaveLength(5002);
  });
});
