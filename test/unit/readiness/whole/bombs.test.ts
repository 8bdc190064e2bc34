import { sound } from './_faults';
import { add, made, push, set, type Change } from './_table';
import { allow, att, policy, publicFargate, ref } from '../rules/_ready';

/** Deeper, and in wider circles, than anyone would write by hand. */
const DEEP = 10_000;

const each = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const numbered = (count: number, make: (index: number) => unknown, prefix: string) => Object.fromEntries(each(count, (index) => [`${prefix}${index}`, make(index)]));
const nested = (depth: number, wrap: (inner: unknown, index: number) => unknown) => each(depth, (index) => index).reduce<unknown>(wrap, 'x');

function template(...changes: readonly Change[]): string {
  return JSON.stringify(made(publicFargate, changes)[0]);
}

describe('a bomb of', () => {
  const levels = each(12, (index) => `  l${index}: &l${index} [${each(10, () => index === 0 ? 'x' : `*l${index - 1}`).join(', ')}]`).join('\n');
  const merged = each(30, (index) => `a${index}: &a${index} {<<: [${index === 0 ? '{x: 1}' : `*a${index - 1}, *a${index - 1}`}], k${index}: 1}`).join('\n');

  test.each<[string, string, RegExp]>([
    ['aliases of aliases', `Metadata:\n${levels}\nResources:\n  Service: {Type: AWS::ECS::Service, Properties: {Tags: *l11}}\n`, /aliases repeat more than 100000 values/],
    ['aliases of themselves', 'Resources: &a\n  Service: {Type: AWS::ECS::Service, Properties: {Tags: *a}}\n', /alias \*a stands inside what it refers to/],
    ['merged aliases', `${merged}\nResources: {Service: {Type: AWS::ECS::Service, Properties: *a29}}\n`, /aliases repeat more than 100000 values/],
    ['brackets', `{"Resources": ${'['.repeat(DEEP)}`, /nested more than 200 levels/],
    ['braces', `{"Resources": ${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`, /nested more than 200 levels/],
    ['brackets of YAML', `Resources: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, /nested more than 200 levels/],
    ['indents', each(2_000, (index) => `${' '.repeat(index)}a:`).join('\n'), /nested more than 200 levels/],
    ['dashes', `Resources:\n ${'- '.repeat(DEEP)}a`, /nested more than 200 levels/],
    ['quotes', `{"Resources": {"A": "${'\\"'.repeat(DEEP)}`, /not well-formed/],
  ])('%s is refused', (_, content, message) => {
    expect(sound(content).errors).toMatchObject([{ message: expect.stringMatching(message) }]);
  });

  test.each<[string, Change]>([
    ['substitutions', set('Task.Family', nested(60, (inner) => ({ 'Fn::Sub': ['${a}${b}', { a: inner, b: 'y' }] })))],
    ['substitutions that double', set('Task.Family', nested(30, (inner) => ({ 'Fn::Sub': ['${a}${a}', { a: inner }] })))],
    ['joins', set('Task.Family', nested(40, (inner) => ({ 'Fn::Join': ['', ['a', inner]] })))],
    ['joins that are split', set('Task.Family', nested(30, (inner) => ({ 'Fn::Join': [',', { 'Fn::Split': [',', inner] }] })))],
    ['JSON in JSON', set('Task.Family', nested(15, (inner) => ({ 'Fn::ToJsonString': [inner] })))],
    ['decisions', (resources, whole) => {
      whole.Parameters = { P: { Type: 'String' } };
      whole.Conditions = numbered(60, (index) => ({ 'Fn::Equals': [ref('P'), String(index)] }), 'C');
      resources.Task.Properties.Family = nested(60, (inner, index) => ({ 'Fn::If': [`C${index}`, inner, `b${index}`] }));
    }],
    ['conditions that fan out', (_, whole) => {
      whole.Parameters = { P: { Type: 'String' } };
      whole.Conditions = numbered(60, (index) => ({ 'Fn::And': each(2, () => index === 0 ? { 'Fn::Equals': [ref('P'), 'a'] } : { Condition: `C${index - 1}` }) }), 'C');
    }],
    ['statements', push('TaskRole.Policies.0.PolicyDocument.Statement', nested(80, (inner) => ({ Statement: [inner] })))],
    ['loops in loops', (resources, whole) => {
      const loops = ['A', 'B', 'C'].reduce<object>((body, name) => ({ [`Fn::ForEach::${name}`]: [name, each(30, String), body] }), { 'L${A}${B}${C}': { Type: 'AWS::Logs::LogGroup' } });
      Object.assign(whole, { Transform: 'AWS::LanguageExtensions' });
      Object.assign(resources, loops);
    }],
  ])('%s is judged', (_, change) => {
    expect(sound(template(change)).services.map(({ id }) => id)).toEqual(['Service']);
  });
});

describe('a circle of', () => {
  test.each<[string, Change]>([
    ['conditions', (resources, whole) => {
      whole.Conditions = { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } };
      resources.Service.Condition = 'A';
    }],
    ['references', (resources) => Object.assign(resources, numbered(200, (index) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: ref(`S${(index + 1) % 200}`) } }), 'S'))],
    ['orders', (resources) => Object.assign(resources, numbered(DEEP, (index) => ({ Type: 'AWS::SNS::Topic', Properties: {}, DependsOn: `S${(index + 1) % DEEP}` }), 'S'))],
    ['policies and roles', (resources, whole) => {
      add('P', 'AWS::IAM::ManagedPolicy', { Roles: [ref('TaskRole')], PolicyDocument: policy(allow('sts:AssumeRole', att('TaskRole', 'Arn'))) })(resources, whole);
      resources.TaskRole.Properties.ManagedPolicyArns = [ref('P')];
    }],
    ['routes and gateways', (resources, whole) => {
      add('Nat', 'AWS::EC2::NatGateway', { SubnetId: ref('SubnetA') })(resources, whole);
      resources.Default.Properties = { RouteTableId: ref('Routes'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') };
    }],
    ['a service and itself', set('Service.Cluster', ref('Service'))],
    ['a task definition and its role', set('TaskRole.RoleName', att('Task', 'Family'))],
  ])('%s is judged, and not ready', (_, change) => {
    expect(sound(template(change)).services.map(({ id, verdict }) => [id, verdict === 'ready'])).toEqual([['Service', false]]);
  });

  test('exports and imports is judged, and not ready', () => {
    const stack = (own: string, other: string) => template(set('Cluster.ClusterName', { 'Fn::ImportValue': other }), (_, whole) => {
      whole.Outputs = { O: { Value: { 'Fn::ImportValue': other }, Export: { Name: own } } };
    });
    expect(sound(stack('one', 'two'), stack('two', 'one')).services.map(({ verdict }) => verdict === 'ready')).toEqual([false, false]);
  });

  test('nested stacks is judged, and not ready', () => {
    const stack = (other: string) => template(add('Nested', 'AWS::CloudFormation::Stack', {
      TemplateURL: 'x', Parameters: { P: att('Nested', 'Outputs.O') },
    }, { Metadata: { 'aws:asset:path': other } }));
    const { services } = sound(stack('stack1.json'), stack('stack0.json'));
    expect(services.filter(({ verdict }) => verdict === 'ready')).toEqual([]);
  });
});
