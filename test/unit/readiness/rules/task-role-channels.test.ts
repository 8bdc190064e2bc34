import { changed, judged, says } from './_judge';
import { allow, att, deny, inline, isolatedFargate, policy, publicFargate, ref, sub, type Template } from './_ready';
import { roleWith, statementsOf, tells, withRole } from './_roles';
import { batchJob, parameters, saysOfReady, task } from './_task';
import { TaskRoleChannels } from '../../../../src/readiness/private/rules/task-role-channels';

const ACTIONS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((action) => `ssmmessages:${action}`);
const CHANNELS = `${ACTIONS.slice(0, 3).join(', ')} and ${ACTIONS[3]} on *`;
const STATEMENT = 'Policies.0.PolicyDocument.Statement';

/** The ready template, whose task role has these policies only. */
const having = (properties: object, change: (resources: Template['Resources'], template: Template) => void = () => undefined) =>
  withRole((role, resources, template) => {
    role.Policies = [];
    Object.assign(role, properties);
    change(resources, template);
  });
const statement = (...statements: unknown[]) => having({ Policies: [inline('exec', ...statements)] });
const numbers = (template: Template) => judged(template, [TaskRoleChannels])[0].findings.flatMap(({ catalogue }) => catalogue);

describe('TaskRoleChannels', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(TaskRoleChannels)).toEqual([]);
  });

  test.each<[string, Template]>([
    ['by name', statement(allow(ACTIONS))],
    ['by wildcard', statement(allow('ssmmessages:*'))],
    ['in another case', statement(allow('SSMMessages:*Channel'))],
    ['one by one', statement(...ACTIONS.map((action) => allow(action)))],
    ['by a statement that is no list', having({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: allow(ACTIONS) } }] })],
    ['by a document that is JSON', having({ Policies: [{ PolicyName: 'p', PolicyDocument: JSON.stringify(policy(allow(ACTIONS))) }] })],
    ['by exception', statement({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
    ['by a policy of AWS', having({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'] })],
    ['by a policy beside the role', having({}, (resources) => {
      resources.Policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [ref('TaskRole')], PolicyDocument: policy(allow(ACTIONS)) } };
    })],
    ['by a managed policy that the role lists', having({ ManagedPolicyArns: [ref('Managed')] }, (resources) => {
      resources.Managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow(ACTIONS)) } };
    })],
    ['within a boundary', statement(allow(ACTIONS)) && having({ Policies: [inline('exec', allow(ACTIONS))], PermissionsBoundary: ref('Bound') }, (resources) => {
      resources.Bound = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow('*')) } };
    })],
    ['in the region of the task', statement(allow(ACTIONS, '*', { Condition: { StringEquals: { 'aws:RequestedRegion': ref('AWS::Region') } } }))],
    ['beside a Deny of something else', statement(allow(ACTIONS), deny('iam:*'))],
    ['beside a Deny elsewhere', statement(allow(ACTIONS), deny('*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))],
    ['to calls that no service makes', statement(allow(ACTIONS, '*', { Condition: { Bool: { 'aws:ViaAWSService': 'false' } } }))],
  ])('is silent when they are allowed %s', (_, template) => {
    expect(says(TaskRoleChannels, template)).toEqual([]);
  });

  test('names all four where the role allows none', () => {
    expect(says(TaskRoleChannels, statement(allow('s3:*')))).toEqual(['error TaskRole']);
    expect(tells(TaskRoleChannels, statement(allow('s3:*')))).toEqual([`X-021: role TaskRole does not allow ${CHANNELS}`]);
    expect(tells(TaskRoleChannels, having({ ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy')] })))
      .toEqual([`X-021: role TaskRole does not allow ${CHANNELS}`]);
  });

  test('names what is missing', () => {
    expect(tells(TaskRoleChannels, statement(allow(ACTIONS.slice(1))))).toEqual(['X-021: role TaskRole does not allow ssmmessages:CreateControlChannel on *']);
    expect(tells(TaskRoleChannels, statement(allow(ACTIONS.map((action) => `${action}"`))))).toEqual([`X-021: role TaskRole does not allow ${CHANNELS}`]);
  });

  test('says that the actions are on the wrong role', () => {
    const template = having({}, (resources) => statementsOf(resources, 'ExecutionRole').push(allow('ssmmessages:*')));
    expect(tells(TaskRoleChannels, template)).toEqual([`X-031: role TaskRole does not allow ${CHANNELS}; the execution role does, which no container sees`]);
    expect(says(TaskRoleChannels, template)).toEqual(['error TaskRole']);
  });

  test('is broken by a narrower resource, where that is written', () => {
    const template = statement(allow('s3:*'), allow(ACTIONS, 'arn:aws:ecs:eu-west-1:111111111111:task/*'));
    expect(says(TaskRoleChannels, template)).toEqual([`error TaskRole.${STATEMENT}.1.Resource`]);
    expect(tells(TaskRoleChannels, template)).toEqual([`X-022: role TaskRole does not allow ${CHANNELS}, only on other resources`]);
  });

  test.each<[string, Template, string]>([
    ['a statement', statement(allow(ACTIONS), deny('ssmmessages:*')), `TaskRole.${STATEMENT}.1`],
    ['a policy beside the role', having({ Policies: [inline('exec', allow(ACTIONS))] }, (resources) => {
      resources.Policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [ref('TaskRole')], PolicyDocument: policy(deny('*')) } };
    }), 'Policy.PolicyDocument.Statement.0'],
    ['a policy of AWS', having({ Policies: [inline('exec', allow(ACTIONS))], ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSDenyAll'] }), 'TaskRole.ManagedPolicyArns.0'],
    ['a boundary with a Deny', having({ Policies: [inline('exec', allow(ACTIONS))], PermissionsBoundary: ref('Bound') }, (resources) => {
      resources.Bound = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow('*'), deny('ssmmessages:*')) } };
    }), 'Bound.PolicyDocument.Statement.1'],
    ['a boundary without them', having({ Policies: [inline('exec', allow(ACTIONS))], PermissionsBoundary: ref('Bound') }, (resources) => {
      resources.Bound = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow('s3:*')) } };
    }), 'Bound.PolicyDocument'],
  ])('is broken when %s takes them away', (_, template, place) => {
    expect(says(TaskRoleChannels, template)).toEqual([`error ${place}`]);
    expect(numbers(template)).toEqual(['X-023']);
  });

  test('tells which statement denies what', () => {
    expect(tells(TaskRoleChannels, statement(allow(ACTIONS), deny(ACTIONS[0], '*', { Sid: 'NoSessions' })))).toEqual([
      'X-023: role TaskRole may not call ssmmessages:CreateControlChannel on *: statement 2 (NoSessions) of inline policy "exec" of TaskRole denies it',
    ]);
  });

  test.each<[string, object]>([
    ['the cluster, of which these actions know nothing', { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:111111111111:cluster/app' } }],
    ['another region', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }],
    ['an endpoint that the way does not lead through', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }],
  ])('is broken by a condition on %s', (_, Condition) => {
    const template = statement(allow(ACTIONS, '*', { Condition }));
    expect(says(TaskRoleChannels, template)).toEqual([`error TaskRole.${STATEMENT}.0.Condition`]);
    expect(tells(TaskRoleChannels, template)).toEqual([`X-033: role TaskRole allows ${CHANNELS} under a condition that the call does not meet`]);
  });

  test.each<[string, object, readonly string[]]>([
    ['endpoint', { StringEquals: { 'aws:SourceVpce': ref('Ssmmessages') } }, []],
    ['VPC', { StringEquals: { 'aws:SourceVpc': ref('Vpc') } }, []],
    ['endpoint, if it is another', { StringEquals: { 'aws:SourceVpce': ref('Logs') } }, [`error TaskRole.${STATEMENT}.0.Condition`]],
    ['VPC, if it is another', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, [`error TaskRole.${STATEMENT}.0.Condition`]],
  ])('follows the way of the call to a condition on the %s', (_, Condition, said) => {
    const template = changed(isolatedFargate, (resources) => {
      statementsOf(resources)[0] = allow(ACTIONS, '*', { Condition });
    });
    expect(says(TaskRoleChannels, template)).toEqual(said);
  });

  test.each<[string, Template, string]>([
    ['a condition on what is known at the call only', statement(allow(ACTIONS, '*', { Condition: { StringEquals: { 'aws:SourceIp': '10.0.0.0/8' } } })), `${STATEMENT}.0`],
    ['a condition on the account of the source', statement(allow(ACTIONS, '*', { Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } } })), `${STATEMENT}.0`],
    ['a policy of the account', having({ ManagedPolicyArns: ['arn:aws:iam::111111111111:policy/exec'] }), 'ManagedPolicyArns.0'],
    ['a policy that a parameter names', having({ ManagedPolicyArns: [ref('Arn')] }, (_, template) => {
      template.Parameters = parameters('Arn') as Record<string, unknown>;
    }), 'ManagedPolicyArns.0'],
    ['a boundary that is not at hand', having({ Policies: [inline('exec', allow(ACTIONS))], PermissionsBoundary: 'arn:aws:iam::111111111111:policy/b' }), 'PermissionsBoundary'],
    ['a Deny that may not be one', having({}, ({ TaskRole }, template) => {
      template.Parameters = parameters('Effect') as Record<string, unknown>;
      TaskRole.Properties.Policies = [inline('exec', allow(ACTIONS), { ...deny(ACTIONS), Effect: ref('Effect') })];
    }), `${STATEMENT}.1`],
  ])('does not know what %s comes to', (_, template, place) => {
    expect(says(TaskRoleChannels, template)).toEqual([`unknown TaskRole.${place}`]);
  });

  describe('with a policy under a condition', () => {
    const conditional = (byDefault: string | undefined, more: (resources: Template['Resources']) => void = () => undefined) => having({}, (resources, template) => {
      template.Parameters = { Debug: { Type: 'String', ...byDefault === undefined ? {} : { Default: byDefault } } };
      template.Conditions = { Debugging: { 'Fn::Equals': [ref('Debug'), 'yes'] } };
      resources.Policy = {
        Type: 'AWS::IAM::Policy', Condition: 'Debugging', Properties: { PolicyName: 'p', Roles: [ref('TaskRole')], PolicyDocument: policy(allow(ACTIONS)) },
      };
      more(resources);
    });

    test('is silent where it is created', () => {
      expect(says(TaskRoleChannels, conditional('yes'))).toEqual([]);
    });

    test('is broken where it is not', () => {
      expect(says(TaskRoleChannels, conditional('no'))).toEqual(['error Policy']);
      expect(tells(TaskRoleChannels, conditional('no'))).toEqual([`X-030: Policy, which lets role TaskRole call ${CHANNELS}, is not created: Debugging is false`]);
    });

    test('does not know whether it is', () => {
      expect(says(TaskRoleChannels, conditional(undefined))).toEqual(['unknown Policy.PolicyDocument.Statement.0']);
    });

    test('is silent where the service has the same', () => {
      expect(says(TaskRoleChannels, conditional(undefined, ({ Service }) => {
        Service.Condition = 'Debugging';
      }))).toEqual([]);
    });
  });

  describe('with one of two roles', () => {
    const either = (...second: unknown[]) => withRole((_, resources, template) => {
      template.Parameters = parameters('Choice') as Record<string, unknown>;
      template.Conditions = { First: { 'Fn::Equals': [ref('Choice'), '1'] } };
      resources.Second = roleWith(...second);
      resources.Task.Properties.TaskRoleArn = { 'Fn::If': ['First', att('TaskRole', 'Arn'), att('Second', 'Arn')] };
    });

    test('is silent when both do', () => {
      expect(says(TaskRoleChannels, either(allow(ACTIONS)))).toEqual([]);
    });

    test('does not know which it is when one does not', () => {
      expect(says(TaskRoleChannels, either(allow('s3:*')))).toEqual(['unknown Task.TaskRoleArn']);
      expect(tells(TaskRoleChannels, either(allow('s3:*')))).toEqual([
        `whether role Second may call ${CHANNELS} is not known: it may be one of several roles, of which Second does not allow it`,
      ]);
    });

    test('is broken when neither does', () => {
      const template = either(allow('s3:*'));
      statementsOf(template.Resources)[0].Action = 's3:*';
      expect(says(TaskRoleChannels, template)).toEqual(['error TaskRole']);
    });
  });

  test('judges each service by the role of its own task', () => {
    const template = changed(publicFargate, (resources) => {
      resources.Other = roleWith(allow('s3:*'));
      resources.OtherTask = { Type: 'AWS::ECS::TaskDefinition', Properties: { ...resources.Task.Properties, TaskRoleArn: att('Other', 'Arn') } };
      resources.OtherService = { Type: 'AWS::ECS::Service', Properties: { ...resources.Service.Properties, TaskDefinition: ref('OtherTask') } };
    });
    expect(says(TaskRoleChannels, template)).toEqual([]);
    expect(says(TaskRoleChannels, template, 'OtherService')).toEqual(['error Other']);
  });

  test('judges the role that a schedule puts in place of that of the task', () => {
    const scheduled = (TaskRoleArn: unknown) => changed(publicFargate, (resources) => {
      resources.Other = roleWith(allow('s3:*'));
      resources.Rule = {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(1 day)',
          Targets: [{
            Id: 'a',
            Arn: att('Cluster', 'Arn'),
            RoleArn: 'arn:aws:iam::111111111111:role/events',
            Input: { 'Fn::Sub': ['{"taskRoleArn":"${Role}"}', { Role: TaskRoleArn }] },
            EcsParameters: { TaskDefinitionArn: ref('Task'), LaunchType: 'FARGATE', EnableExecuteCommand: true },
          }],
        },
      };
    });
    const template = scheduled(att('Other', 'Arn'));
    const [finding] = judged(template, [TaskRoleChannels]).find(({ id }) => id === 'Rule')!.findings;
    expect([finding.catalogue, finding.resource, finding.path]).toEqual([['X-029', 'X-021'], 'Rule', 'Targets.0.Input.TaskRoleArn']);
    expect(says(TaskRoleChannels, scheduled(att('TaskRole', 'Arn')), 'Rule')).toEqual([]);
  });

  test('judges the role of a job of AWS Batch', () => {
    const template = batchJob({ JobRoleArn: att('Role', 'Arn') });
    template.Resources.Role = roleWith(allow('s3:*'));
    expect(says(TaskRoleChannels, template)).toEqual(['error Role']);
  });

  test('leaves it to others that there is no role, or none at hand', () => {
    expect(says(TaskRoleChannels, task({ task: { TaskRoleArn: undefined } }))).toEqual([]);
    expect(says(TaskRoleChannels, task({ task: { TaskRoleArn: 'arn:aws:iam::222222222222:role/x' } }))).toEqual([]);
    expect(says(TaskRoleChannels, task({ service: { TaskDefinition: 'elsewhere' } }))).toEqual([]);
  });
});
