import { endpoint, isolated, vpc, withEndpoint } from './_helpers/parts';
import { networks, PARAMETER, stack, told, type Resources } from './_helpers/seen';
import type { Options } from '../../sources/_builders';

const EUROPE = { region: 'eu-west-1' };
const at = (name: string, more: Options = {}): Options => ({ name, environment: EUROPE, ...more });
const nestedStack = (Parameters: object): Resources => ({ Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x', Parameters } } });
const INNER = { Parameters: { Vpc: { Type: 'String' }, Subnet: { Type: 'String' }, Door: { Type: 'String' } } };
const PASSED = { Vpc: { Ref: 'Vpc' }, Subnet: { Ref: 'Private' }, Door: { Ref: 'Door' } };
const inner = (more: object = {}) => stack(endpoint('Endpoint', 'ssmmessages', { SubnetIds: [{ Ref: 'Subnet' }] }), at('inner'), { ...INNER, ...more });

describe('a nested stack', () => {
  test('that is at hand adds what it makes', () => {
    const outer = stack({ ...isolated(), ...nestedStack(PASSED) }, at('stack', { nested: { Inner: inner() } }));
    expect(told(networks(outer).network)).toBe('yes');
    expect(networks(outer).network.vpcs[0].seen).toBe('whole');
  });

  test('that is not at hand may add anything', () => {
    const { network } = networks(stack({ ...isolated(), ...nestedStack(PASSED) }));
    expect(told(network)).toBe('unknown imported-vpc-unknown no-route');
  });

  test('that is not at hand adds nothing to what it does not get', () => {
    expect(told(networks(stack({ ...isolated(), ...nestedStack({ Other: PARAMETER }) })).network)).toBe('no no-route');
  });

  test('with a macro may add anything to what it gets', () => {
    const outer = (macro: object) => stack({ ...isolated(), ...nestedStack(PASSED) }, at('stack', { nested: { Inner: inner(macro) } }));
    expect(networks(outer({ Transform: 'Macro' })).network.vpcs[0].seen).toBe('part');
    expect(networks(outer({})).network.vpcs[0].seen).toBe('whole');
  });

  test('with a macro may add anything to what it gets and does not use', () => {
    const silent = stack({ Topic: { Type: 'AWS::SNS::Topic' } }, at('inner'), { ...INNER, Transform: 'Macro' });
    expect(networks(stack({ ...isolated(), ...nestedStack(PASSED) }, at('stack', { nested: { Inner: silent } }))).network.vpcs[0].seen).toBe('part');
  });

  test('under a condition has its parts together or not at all', () => {
    const child = stack(withEndpoint(), at('stack'));
    const outer = stack({ Inner: { Type: 'AWS::CloudFormation::Stack', Condition: 'Maybe' } }, at('outer', { nested: { Inner: child } }));
    expect(told(networks(outer).network)).toBe('yes');
  });
});

describe('another stack', () => {
  const Outputs = { Vpc: { Value: { Ref: 'Vpc' }, Export: { Name: 'vpc' } } };

  test.each<[string, Resources, object, 'whole' | 'part']>([
    ['with a macro and the VPC', { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'vpc' } } } }, { Transform: 'Macro' }, 'part'],
    ['with a macro and a VPC of its own', vpc(), { Transform: 'Macro' }, 'whole'],
    ['with a custom resource that gets the VPC', { Custom: { Type: 'Custom::Thing', Properties: { Vpc: { 'Fn::ImportValue': 'vpc' } } } }, {}, 'part'],
    ['with the VPC', { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'vpc' } } } }, {}, 'whole'],
  ])('%s lets the VPC be seen as a whole or in part', (_, resources, sections, expected) => {
    expect(networks(stack(isolated(), undefined, { Outputs }), stack(resources, at('other'), sections)).network.vpcs[0].seen).toBe(expected);
  });

  test('with an endpoint in the VPC of a parameter leaves it open', () => {
    const other = stack(endpoint('Endpoint', 'ssmmessages', { VpcId: PARAMETER, SubnetIds: [], SecurityGroupIds: [] }), at('other'));
    expect(told(networks(stack(isolated()), other).network)).toBe('unknown endpoint-ingress endpoint-subnets-unknown endpoint-unknown');
  });
});
