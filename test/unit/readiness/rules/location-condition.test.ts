import { allow, BOTH, causes, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, operator, role, statement } from './_operators';
import { isolatedFargate, publicFargate, ref, sub, type Template } from './_ready';
import { saysOfReady } from './_task';
import { LocationCondition } from '../../../../src/readiness/private/rules/location-condition';

const from = (operatorName: string, value: unknown = ref('Vpc'), key = 'aws:SourceVpc') => ({ Condition: { [operatorName]: { [key]: value } } });
const FROM_VPC = allow(EXEC, BOTH, from('StringEquals'));
const NOT_FROM_VPC = [allow(EXEC, BOTH), deny(EXEC, BOTH, from('StringNotEquals'))];

const endpoint = (service: string, more: object = {}): Template['Resources'][string] => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: {
    VpcEndpointType: 'Interface', VpcId: ref('Vpc'), ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`), PrivateDnsEnabled: true, SubnetIds: [ref('SubnetA')], ...more,
  },
});
const withEndpoint = (more: object = {}, service = 'ecs') => (resources: Template['Resources'], template: Template) => {
  template.Parameters = { P: { Type: 'String' } };
  resources.Ecs = endpoint(service, more);
};

describe('LocationCondition', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(LocationCondition)).toEqual([]);
  });

  test.each<[string, readonly unknown[], string]>([
    ['an Allow', [FROM_VPC], statement(0, 'Condition')],
    ['an Allow of several', [allow(EXEC, BOTH, from('StringLike', [ref('Vpc')]))], statement(0, 'Condition')],
    ['a Deny', NOT_FROM_VPC, statement(1, 'Condition')],
  ])('fails when %s asks for a VPC that calls to ECS cannot come from', (_, statements, place) => {
    for (const make of [publicFargate, isolatedFargate]) {
      const template = operator(statements, undefined, make);
      expect(flaws(template)).toEqual([`LocationCondition error ${place}`]);
      expect(causes(template)).toEqual(['X-059: role Operator allows sessions from Vpc only, which no call to ECS goes through: it has no endpoint']);
    }
  });

  test('fails when an endpoint is asked for that leads elsewhere', () => {
    const template = operator([allow(EXEC, BOTH, from('StringEquals', ref('Logs'), 'aws:SourceVpce'))], undefined, isolatedFargate);
    expect(flaws(template)).toEqual([`LocationCondition error ${statement(0, 'Condition')}`]);
    expect(causes(template)).toEqual(['X-059: role Operator allows sessions from Logs only, which no call to ECS goes through: it has no endpoint']);
  });

  test('only warns where the endpoint has no private DNS, which a client need not use', () => {
    const template = operator([FROM_VPC], withEndpoint({ PrivateDnsEnabled: false }));
    expect(flaws(template)).toEqual([`LocationCondition warning ${statement(0, 'Condition')}`]);
    expect(causes(template)).toEqual(['X-059: role Operator allows sessions from Vpc only, whose endpoint of ECS has no private DNS']);
  });

  test.each(Object.entries(FOR_SOMEONE))('fails for %s', (_, change) => {
    expect(flaws(operator([FROM_VPC], change))).toEqual([expect.stringMatching(/^LocationCondition error Operator\..*Statement\.0\.Condition$/)]);
  });

  test.each(Object.entries(FOR_ANYONE))('only warns for %s, which may not be all that someone has', (_, change) => {
    expect(flaws(operator([FROM_VPC], change))).toEqual([expect.stringMatching(/^LocationCondition warning Operator\..*Statement\.0\.Condition$/)]);
  });

  test.each<[string, Template]>([
    ['has an endpoint of ECS', operator([FROM_VPC], withEndpoint())],
    ['may have one of another stack', operator([FROM_VPC], withEndpoint({ VpcId: { 'Fn::ImportValue': 'vpc' } }))],
    ['may have one of a service that is not known', operator([FROM_VPC], withEndpoint({ ServiceName: ref('P') }))],
    ['is not in the templates', operator([allow(EXEC, BOTH, from('StringEquals', 'vpc-1'))])],
    ['is one of several', operator([allow(EXEC, BOTH, from('StringEquals', [ref('Vpc'), 'vpc-1']))])],
    ['is asked for of some', operator([allow(EXEC, BOTH), FROM_VPC])],
    ['is the one that is not let in', operator([allow(EXEC, BOTH, from('StringNotEquals'))])],
    ['is denied', operator([allow(EXEC, BOTH), deny(EXEC, '*', from('StringEquals'))])],
    ['is named by a value that is not known', operator([allow(EXEC, BOTH, from('StringEquals', { 'Fn::If': [] }))])],
    ['is looked after by something that is not known', operator([FROM_VPC], (resources) => {
      resources.Custom = { Type: 'Custom::Endpoints', Properties: { Vpc: ref('Vpc') } };
    })],
    ['is for calls that start tasks', operator([allow(EXEC, BOTH), allow('ecs:RunTask', '*', from('StringEquals'))])],
    ['is for another cluster', operator([allow(EXEC, BOTH), allow(EXEC, ['arn:aws:ecs:*:*:cluster/other', 'arn:aws:ecs:*:*:task/other/*'], from('StringEqualsIfExists'))])],
    ['has an endpoint of ECS by id', operator([allow(EXEC, BOTH, from('StringEquals', ref('Ecs'), 'aws:SourceVpce'))], withEndpoint())],
    ['has an endpoint that is not in the templates', operator([allow(EXEC, BOTH, from('StringEquals', 'vpce-1', 'aws:SourceVpce'))])],
  ])('is silent where the VPC %s', (_, template) => {
    expect(flaws(template)).toEqual([]);
  });
});

describe('LocationCondition for calls that come through no endpoint', () => {
  const OPEN = 'X-059: role Operator lets sessions be opened through no endpoint, too, though the statement asks for one or for its VPC';

  test.each<[string, readonly unknown[], number]>([
    ['an Allow with IfExists', [allow(EXEC, BOTH, from('StringEqualsIfExists'))], 0],
    ['an Allow with ForAllValues', [allow(EXEC, BOTH, from('ForAllValues:StringEquals'))], 0],
    ['an Allow of an endpoint', [allow(EXEC, BOTH, from('StringLikeIfExists', 'vpce-*', 'aws:sourceVpce'))], 0],
    ['a Deny with ForAnyValue', [allow(EXEC, BOTH), deny(EXEC, BOTH, from('ForAnyValue:StringNotEquals'))], 1],
    ['a Deny with ForAnyValue and IfExists', [allow(EXEC, BOTH), deny(EXEC, BOTH, from('ForAnyValue:StringNotEqualsIfExists', 'vpc-1'))], 1],
  ])('warns of %s', (_, statements, index) => {
    expect(flaws(operator(statements))).toEqual([`LocationCondition warning ${statement(index, 'Condition')}`]);
    expect(causes(operator(statements))).toEqual([OPEN]);
  });

  test('warns of a policy that only denies', () => {
    expect(flaws(role([deny(EXEC, '*', from('ForAnyValue:StringNotEquals'))], FOR_ANYONE['a policy by itself']))).toEqual([
      'LocationCondition warning Operator.PolicyDocument.Statement.0.Condition',
    ]);
  });

  test.each<[string, readonly unknown[]]>([
    ['a Deny of all that is not from there', [allow(EXEC, BOTH), deny(EXEC, BOTH, from('StringNotEquals', 'vpc-1'))]],
    ['such a Deny with IfExists', [allow(EXEC, BOTH), deny(EXEC, BOTH, from('StringNotEqualsIfExists', 'vpc-1'))]],
    ['an Allow with IfExists, and such a Deny', [allow(EXEC, BOTH, from('StringEqualsIfExists', 'vpc-1')), deny(EXEC, BOTH, from('StringNotEquals', 'vpc-1'))]],
    ['another key with IfExists', [allow(EXEC, BOTH, from('StringEqualsIfExists', 'app', 'aws:PrincipalTag/team'))]],
  ])('is silent about %s', (_, statements) => {
    expect(flaws(operator(statements))).toEqual([]);
  });
});
