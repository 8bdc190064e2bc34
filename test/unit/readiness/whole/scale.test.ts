import { sound } from './_faults';
import { made, push, set, type Change } from './_table';
import { allow, att, policy, publicFargate, publicInstances, ref, type Template } from '../rules/_ready';

/** As many resources as no template of CloudFormation has. */
const MANY = 10_000;
const LONG = 2_000_000;

const each = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const numbered = (count: number, make: (index: number) => unknown, prefix = 'R') => Object.fromEntries(each(count, (index) => [`${prefix}${index}`, make(index)]));

function template(make: () => Template, ...changes: readonly Change[]): string {
  return JSON.stringify(made(make, changes)[0]);
}

const adds = (count: number, Type: string, properties: (index: number) => object): Change => (resources) => {
  Object.assign(resources, numbered(count, (index) => ({ Type, Properties: properties(index) })));
};

const sections = (more: (whole: Template) => object): Change => (_, whole) => {
  Object.assign(whole, more(whole));
};

/** Copies of a service, each with a task definition, a log group and both roles of its own. */
const services = (count: number): Change => (resources) => {
  const { Service, Task, AppLog, TaskRole, ExecutionRole } = resources;
  for (const index of each(count, (each_) => each_)) {
    const own = { [`Service${index}`]: Service, [`Task${index}`]: Task, [`AppLog${index}`]: AppLog, [`TaskRole${index}`]: TaskRole, [`ExecutionRole${index}`]: ExecutionRole };
    Object.assign(resources, JSON.parse(JSON.stringify(own).replace(/"(Task|AppLog|TaskRole|ExecutionRole)"/g, `"$1${index}"`)));
  }
};

describe('a template of many', () => {
  test('services is judged, each by itself', () => {
    const result = sound(template(publicFargate, services(150), adds(MANY - 5 * 150, 'AWS::Logs::LogGroup', (index) => ({ LogGroupName: `/l/${index}` }))));
    expect(result.services.map(({ verdict }) => verdict)).toEqual(each(151, () => 'ready'));
  });

  test.each<[string, Change]>([
    ['instances', adds(MANY, 'AWS::EC2::Instance', () => ({ LaunchTemplate: { LaunchTemplateName: 'x' } }))],
    ['rules of a security group', push('Group.SecurityGroupEgress', ...each(MANY, (index) => ({ IpProtocol: 'tcp', FromPort: index, ToPort: index, CidrIp: '10.0.0.0/8' })))],
    ['routes', adds(MANY, 'AWS::EC2::Route', (index) => ({ RouteTableId: ref('Routes'), DestinationCidrBlock: `10.${Math.floor(index / 256)}.${index % 256}.0/24`, GatewayId: ref('Gateway') }))],
    ['prefixes', adds(1, 'AWS::EC2::PrefixList', () => ({ PrefixListName: 'p', Entries: each(MANY, (index) => ({ Cidr: `10.${Math.floor(index / 256)}.${index % 256}.0/24` })) }))],
    ['statements with wildcards', push('TaskRole.Policies.0.PolicyDocument.Statement', ...each(MANY, (index) => allow(`s3:*${index}*`, `arn:aws:s3:::b*${index}*`)))],
    ['policies', adds(MANY, 'AWS::IAM::ManagedPolicy', () => ({ Roles: [ref('TaskRole')], PolicyDocument: policy(allow('sqs:SendMessage')) }))],
    ['roles', adds(MANY, 'AWS::IAM::Role', (index) => ({ AssumeRolePolicyDocument: policy(), ManagedPolicyArns: [ref(`R${index + 1}`)] }))],
    ['containers', push('Task.ContainerDefinitions', ...each(MANY, (index) => ({ Name: `c${index}`, Image: 'public.ecr.aws/a/b:1' })))],
    ['variables', set('Task.ContainerDefinitions.0.Environment', each(MANY, (index) => ({ Name: `V${index}`, Value: 'x' })))],
    ['conditions', sections(() => ({ Conditions: numbered(MANY, (index) => ({ 'Fn::Not': [index === 0 ? { 'Fn::Equals': ['a', ref('AWS::Region')] } : { Condition: `C${index - 1}` }] }), 'C') }))],
    ['parameters', sections(() => ({ Parameters: numbered(MANY, () => ({ Type: 'String', AllowedValues: ['a', 'b'] })) }))],
    ['allowed values', (resources, whole) => {
      whole.Parameters = { P: { Type: 'String', AllowedValues: each(MANY, String) } };
      resources.Task.Properties.Cpu = ref('P');
    }],
    ['exports', sections(() => ({ Outputs: numbered(MANY, (index) => ({ Value: { 'Fn::ImportValue': `e${index + 1}` }, Export: { Name: `e${index}` } })) }))],
    ['keys of a mapping', sections(() => ({ Mappings: { M: numbered(MANY, (index) => ({ a: index })) } }))],
    ['endpoints', adds(MANY / 10, 'AWS::EC2::VPCEndpoint', (index) => ({ VpcEndpointType: 'Interface', VpcId: ref('Vpc'), ServiceName: `com.amazonaws.eu-west-1.s${index}`, SubnetIds: [ref('SubnetA')] }))],
    ['people', adds(MANY / 10, 'AWS::IAM::User', () => ({ Policies: [{ PolicyName: 'p', PolicyDocument: policy(allow('ecs:ExecuteCommand', att('Cluster', 'Arn'))) }] }))],
    ['copies made by a loop', (resources, whole) => {
      Object.assign(whole, { Transform: 'AWS::LanguageExtensions' });
      Object.assign(resources, { 'Fn::ForEach::Wide': ['X', each(MANY, (index) => `x${index}`), { 'L${X}': { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/l/${X}' } } } }] });
    }],
    ['alternatives', (resources, whole) => {
      whole.Parameters = { P: { Type: 'String' } };
      whole.Conditions = numbered(60, (index) => ({ 'Fn::Equals': [ref('P'), String(index)] }), 'C');
      resources.Task.Properties.Family = { 'Fn::Join': ['', each(60, (index) => ({ 'Fn::If': [`C${index}`, 'a', 'b'] }))] };
    }],
  ])('%s is judged', (_, change) => {
    expect(sound(template(publicFargate, change)).services.map(({ id }) => id)).toEqual(['Service']);
  });

  test('stacks is judged', () => {
    const stacks = each(100, (index) => template(publicFargate, sections(() => ({ Outputs: { O: { Value: ref('Cluster'), Export: { Name: `o${index}` } } } }))));
    expect(sound(...stacks).services).toHaveLength(100);
  });
});

describe('a long', () => {
  test('template is judged, and a longer one than any refused', () => {
    expect(sound(template(publicFargate, set('AppLog.Tags', [{ Key: 'a', Value: 'x'.repeat(LONG) }]))).services.map(({ verdict }) => verdict)).toEqual(['ready']);
    expect(sound(JSON.stringify({ Resources: { A: { Type: 'x'.repeat(34 * LONG) } } })).errors.map(({ message }) => message)).toEqual(['larger than 64 MB']);
  });

  test.each<[string, string]>([
    ['settings', 'echo A=1 >> /etc/ecs/ecs.config\n'], ['words', 'a '], ['quotes', '"\''], ['parentheses', '('], ['substitutions', '$('], ['braces', '${'], ['pipes', 'a | '],
    ['branches', 'if a; then\n'], ['functions', 'f() {\n'], ['documents', 'cat <<A\n'], ['variables', 'A=$A$A\n'], ['comments', '#'],
  ])('script of %s ends', (_, piece) => {
    const UserData = { 'Fn::Base64': `#!/bin/bash\n${piece.repeat(Math.floor(LONG / 4 / piece.length))}` };
    expect(sound(template(publicInstances, set('Launch.LaunchTemplateData.UserData', UserData))).services).toHaveLength(1);
  });

  test.each<[string, string]>([
    ['stars', '*'], ['stars in a text', 'a*'], ['question marks', '?'], ['question marks and stars', '?*'], ['variables', '${aws:username}'], ['colons', ':'],
  ])('pattern of %s ends', (_, piece) => {
    const pattern = piece.repeat(Math.floor(60_000 / piece.length));
    const statements = [allow(pattern), allow('*', pattern), allow('*', '*', { Condition: { StringLike: { 'aws:username': pattern }, ArnLike: { 'aws:SourceArn': pattern } } })];
    const log = set('AppLog.LogGroupName', 'a'.repeat(5_000));
    expect(sound(template(publicFargate, log, push('ExecutionRole.Policies.0.PolicyDocument.Statement', ...statements))).services).toHaveLength(1);
  });
});
