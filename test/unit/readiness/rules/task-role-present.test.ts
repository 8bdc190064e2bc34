import { changed, says } from './_judge';
import { allow, att, publicInstances, ref } from './_ready';
import { tells } from './_roles';
import { batchJob, parameters, saysOfReady, task } from './_task';
import { TaskRolePresent } from '../../../../src/readiness/private/rules/task-role-present';

const PLACE = 'Task.TaskRoleArn';
/** On instances, by a service, or by a rule of EventBridge, which ECS does not ask for a task role. */
const onInstances = (launch: object = {}, instanceStatement?: object, service = false) => changed(publicInstances, (resources) => {
  const { Task, Launch, InstanceRole } = resources;
  delete Task.Properties.TaskRoleArn;
  Object.assign(Launch.Properties.LaunchTemplateData, launch);
  InstanceRole.Properties.Policies = instanceStatement === undefined ? [] : [{ PolicyName: 'p', PolicyDocument: { Statement: [instanceStatement] } }];
  resources.Service = service ? resources.Service : runTask();
});
const runTask = () => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    ScheduleExpression: 'rate(1 day)',
    Targets: [{ Id: 'task', Arn: att('Cluster', 'Arn'), EcsParameters: { TaskDefinitionArn: ref('Task'), LaunchType: 'EC2', EnableExecuteCommand: true } }],
  },
});

describe('TaskRolePresent', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(TaskRolePresent)).toEqual([]);
  });

  test.each([
    ['is absent', undefined],
    ['is an empty text', ''],
    ['is left out', ref('AWS::NoValue')],
  ])('is broken when the role %s', (_, TaskRoleArn) => {
    const template = task({ task: { TaskRoleArn } });
    expect(says(TaskRolePresent, template)).toEqual([`error ${PLACE}`]);
    expect(tells(TaskRolePresent, template)).toEqual(['X-018: TaskRoleArn is not set']);
  });

  test('takes a parameter that is empty by default for no role', () => {
    const template = task({ task: { TaskRoleArn: ref('Role') }, parameters: { Role: { Type: 'String', Default: '' } } });
    expect(says(TaskRolePresent, template)).toEqual([`error ${PLACE}`]);
  });

  test('leaves a role that may be absent to the rule about roles that cannot be seen', () => {
    const TaskRoleArn = { 'Fn::If': ['HasRole', att('TaskRole', 'Arn'), ref('AWS::NoValue')] };
    const template = changed(() => task({ task: { TaskRoleArn }, parameters: parameters('Choice') }), (_, each) => {
      each.Conditions = { HasRole: { 'Fn::Equals': [ref('Choice'), 'yes'] } };
    });
    expect(says(TaskRolePresent, template)).toEqual([]);
  });

  test('asks a job of AWS Batch for its job role', () => {
    const template = batchJob({}, { PlatformCapabilities: ['FARGATE'] });
    expect(says(TaskRolePresent, template)).toEqual(['error Service.ContainerProperties.JobRoleArn']);
    expect(tells(TaskRolePresent, template)).toEqual(['X-018: JobRoleArn is not set']);
  });

  test('leaves it to others that the task definition is not at hand', () => {
    expect(says(TaskRolePresent, task({ service: { TaskDefinition: 'elsewhere' } }))).toEqual([]);
  });

  test('is broken on external instances', () => {
    expect(says(TaskRolePresent, task({ task: { TaskRoleArn: undefined }, service: { LaunchType: 'EXTERNAL' } }))).toEqual([`error ${PLACE}`]);
  });

  test('is broken for a service on instances, whatever their role: ECS does not make it', () => {
    const open = { MetadataOptions: { HttpTokens: 'optional' } };
    expect(tells(TaskRolePresent, onInstances(open, allow('ssmmessages:*'), true))).toEqual(['X-018: TaskRoleArn is not set']);
    expect(tells(TaskRolePresent, changed(() => onInstances(open, allow('ssmmessages:*'), true), ({ Service }) => {
      Service.Properties.Cluster = 'elsewhere';
    }))).toEqual(['X-018: TaskRoleArn is not set']);
  });

  test('is broken on instances whose role opens no session', () => {
    expect(tells(TaskRolePresent, onInstances())).toEqual(['X-018: TaskRoleArn is not set']);
  });

  test('is broken on instances without a role, and does not know what a role does that is not at hand', () => {
    const options = { MetadataOptions: { HttpTokens: 'optional' } };
    expect(tells(TaskRolePresent, onInstances({ ...options, IamInstanceProfile: undefined }))).toEqual(['X-018: TaskRoleArn is not set']);
    expect(says(TaskRolePresent, onInstances({ ...options, IamInstanceProfile: { Name: 'elsewhere' } }))).toEqual([`unknown ${PLACE}`]);
  });

  test('does not know what a policy of the instances allows that is not at hand', () => {
    const template = onInstances({ MetadataOptions: { HttpTokens: 'optional' } });
    template.Resources.InstanceRole.Properties.ManagedPolicyArns.push('arn:aws:iam::111111111111:policy/x');
    expect(says(TaskRolePresent, template)).toEqual([`unknown ${PLACE}`]);
  });

  test('is broken where the containers do not reach the metadata of instances whose role does', () => {
    const cause = 'X-032: TaskRoleArn is not set, and the containers have no way to the credentials of the instance';
    expect(tells(TaskRolePresent, onInstances({}, allow('ssmmessages:*')))).toEqual([cause]);
    expect(tells(TaskRolePresent, onInstances({ MetadataOptions: { HttpEndpoint: 'disabled' } }, allow('ssmmessages:*')))).toEqual([cause]);
  });

  test.each([
    ['two hops away', { HttpTokens: 'required', HttpPutResponseHopLimit: 2 }],
    ['open to the first version of its protocol', { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 }],
  ])('does not know whether the role of an instance does whose metadata is %s', (_, MetadataOptions) => {
    const template = onInstances({ MetadataOptions }, allow('ssmmessages:*'));
    expect(says(TaskRolePresent, template)).toEqual([`unknown ${PLACE}`]);
    expect(tells(TaskRolePresent, template)).toEqual([
      'TaskRoleArn is not set; only the role of the instances opens sessions, and whether the agent in a container uses that is not documented',
    ]);
  });

  test('does not know what instances that are not seen allow', () => {
    const template = changed(onInstances, ({ Service }) => {
      Service.Properties.Targets[0].Arn = 'arn:aws:ecs:eu-west-1:111111111111:cluster/elsewhere';
    });
    expect(tells(TaskRolePresent, template)).toEqual(['TaskRoleArn is not set; whether the agent in a container gets by with the role of the instance is not known']);
  });
});
