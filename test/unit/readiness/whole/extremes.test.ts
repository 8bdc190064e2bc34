import { sound } from './_faults';
import { made, push, set, type Change } from './_table';
import { deny, policy, publicFargate, publicInstances, ref, sub, type Template } from '../rules/_ready';

const each = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

function template(make: () => Template, ...changes: readonly Change[]): string {
  return JSON.stringify(made(make, changes)[0]);
}

const long = (character: string, length: number): Change => (_, whole) => {
  whole.Parameters = { P: { Type: 'String', Default: character.repeat(length) } };
};

describe('a text that no string can hold ends with a result', () => {
  test.each<[string, Change[]]>([
    ['joined', [long('x', 5e6), set('Task.Family', { 'Fn::Join': ['', each(130, () => ref('P'))] })]],
    ['joined by much', [set('Task.Family', { 'Fn::Join': ['x'.repeat(1e6), each(700, () => 'a')] })]],
    ['substituted', [long('x', 5e6), set('Task.Family', { 'Fn::Sub': ['${a}'.repeat(130), { a: ref('P') }] })]],
    ['as JSON', [long('\u0001', 2e6), set('Task.Family', { 'Fn::ToJsonString': each(60, () => ref('P')) })]],
  ])('%s', (_, changes) => {
    expect(sound(template(publicFargate, ...changes)).services).toHaveLength(1);
  });
});

describe('more parts than a call takes arguments end with a result', () => {
  test('of a split', () => {
    expect(sound(template(publicFargate, long('a', 2e5), set('AppLog.Tags', { 'Fn::Split': ['a', ref('P')] }))).services).toHaveLength(1);
  });

  test('of a list parameter', () => {
    expect(sound(template(publicFargate, (_, whole) => {
      whole.Parameters = { P: { Type: 'CommaDelimitedList', Default: ','.repeat(2e5) } };
    }, set('AppLog.Tags', ref('P')))).services).toHaveLength(1);
  });

  test('of a state machine', () => {
    const DefinitionString = JSON.stringify({ States: { A: { Type: 'Parallel', Branches: each(200_000, () => ({})) }, B: { Resource: 'arn:aws:states:::ecs:runTask.sync' } } });
    expect(sound(template(publicFargate, (resources) => {
      resources.Machine = { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } };
    })).services.length).toBeGreaterThan(0);
  });

  test('of merged YAML, without a message about levels', () => {
    expect(sound(`A: {<<: [${'{a: 1},'.repeat(130_000)}]}\nResources: {}`).errors).toEqual([]);
  });
});

describe('a text of JSON with very many escapes ends with a result', () => {
  test('where a line is looked for behind it', () => {
    const UserData = { 'Fn::Base64': `#!/bin/bash\n${'\\"'.repeat(3e6)}` };
    expect(sound(template(publicInstances, set('Launch.LaunchTemplateData.UserData', UserData))).services).toHaveLength(1);
  });

  test('where the JSON is wrong', () => {
    expect(sound(`{"Resources": {"A": "${'\\n'.repeat(7e6)}"}, }`).errors).toHaveLength(1);
  });
});

test('a circle of more references than are followed is not ready', () => {
  const circle: Change = (resources) => each(300, (index) => {
    resources[`S${index}`] = { Type: 'AWS::SNS::Topic', Properties: { TopicName: ref(`S${(index + 1) % 300}`) } };
  });
  expect(sound(template(publicFargate, circle)).services.map(({ verdict }) => verdict === 'ready')).toEqual([false]);
});

describe('work that multiplies ends', () => {
  test('of patterns with stars and a parameter in many policies, with what was not compared unknown', () => {
    const denials = each(30, (index) => deny('logs:*', sub(`arn:*?${'*a'.repeat(300)}\${P}${index}`)));
    const policies = each(100, (index) => ({ PolicyName: `p${index}`, PolicyDocument: policy(...denials) }));
    const open: Change = (_, whole) => { whole.Parameters = { P: { Type: 'String' } }; };
    const changes = [open, set('AppLog.LogGroupName', 'a'.repeat(700)), push('ExecutionRole.Policies', ...policies)];
    expect(sound(template(publicFargate, ...changes)).services.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  test('of a mapping that is looked up by two parameters in many places', () => {
    const mapping: Change = (resources, whole) => {
      Object.assign(whole, { Mappings: { M: Object.fromEntries(each(200, (one) => [`k${one}`, Object.fromEntries(each(200, (two) => [`a${two}`, 'x']))])) } });
      whole.Parameters = { P: { Type: 'String' }, Q: { Type: 'String' } };
      each(500, (index) => {
        resources[`L${index}`] = { Type: 'AWS::Logs::LogGroup', Properties: { X: { 'Fn::FindInMap': ['M', ref('P'), ref('Q')] } } };
      });
    };
    expect(sound(template(publicFargate, mapping)).services).toHaveLength(1);
  });

  test('of a prefix list that is too long for AWS, in many rules', () => {
    const entries = each(5000, (index) => ({ Cidr: `10.${Math.floor(index / 256)}.${index % 256}.0/24` }));
    const lists: Change = (resources) => {
      resources.List = { Type: 'AWS::EC2::PrefixList', Properties: { PrefixListName: 'l', MaxEntries: 5000, AddressFamily: 'IPv4', Entries: entries } };
    };
    const rules = each(200, (index) => ({ IpProtocol: 'tcp', FromPort: index, ToPort: index, SourcePrefixListId: ref('List') }));
    expect(sound(template(publicFargate, lists, set('Group.SecurityGroupIngress', rules))).services).toHaveLength(1);
  });
});
