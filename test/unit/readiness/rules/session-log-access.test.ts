import { says } from './_judge';
import { allow, att, deny, inline, isolatedFargate, policy, ref, sub, trust } from './_ready';
import { type Change, causes, logged, numbers, saysOfReady, session, SESSION, statementsOf, STATEMENTS, toBucket } from './_session';
import { parameters } from './_task';
import { SessionLogAccess } from '../../../../src/readiness/private/rules/session-log-access';

const WRITES = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
const GROUP_ARN = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/exec/app';
const BUCKET = 'arn:aws:s3:::sessions';

const toGroup = (CloudWatchEncryptionEnabled: unknown, change?: Change) =>
  logged({ CloudWatchLogGroupName: ref('SessionLog'), CloudWatchEncryptionEnabled }, change);
/** Puts statements in place of those for the log. */
const instead = (...statements: object[]): Change => (resources) => {
  statementsOf(resources).splice(1, 2, ...statements);
};
const FIND = allow('logs:DescribeLogGroups');
const WRITE = allow(WRITES, att('SessionLog', 'Arn'));

describe('SessionLogAccess of a log group', () => {
  test.each([
    ['the statements are those of the guide', undefined],
    ['everything of CloudWatch Logs is allowed', instead(allow('logs:*'))],
    ['all log groups may be found by their ARN', instead(allow('logs:DescribeLogGroups', 'arn:aws:logs:*:*:*'), WRITE)],
    ['the log groups of the Region may be found', instead(allow('logs:DescribeLogGroups', sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:*')), WRITE)],
    ['what AWS asks for is written down', instead(allow('logs:DescribeLogGroups', 'arn:aws:logs:eu-west-1:111111111111:log-group::log-stream:*'), WRITE)],
    ['the ARN is written down', instead(FIND, allow(WRITES, sub(`${GROUP_ARN}:*`)))],
    ['the ARN names streams', instead(FIND, allow(WRITES, sub(`${GROUP_ARN}:log-stream:*`)))],
  ])('is silent when %s', (_, change) => {
    expect(says(SessionLogAccess, toGroup(true, change))).toEqual([]);
    expect(says(SessionLogAccess, toGroup(false, change))).toEqual([]);
    expect(saysOfReady(SessionLogAccess)).toEqual([]);
  });

  test('is broken without the search for the group, when encryption is demanded', () => {
    expect(says(SessionLogAccess, toGroup(true, instead(WRITE)))).toEqual(['error TaskRole']);
    expect(numbers(SessionLogAccess, toGroup(true, instead(WRITE)))).toEqual(['X-041']);
    expect(causes(SessionLogAccess, toGroup(true, instead(WRITE))))
      .toEqual(['role TaskRole does not allow logs:DescribeLogGroups on *, so that the agent refuses every session']);
  });

  test('warns of the same when encryption is not demanded', () => {
    expect(says(SessionLogAccess, toGroup(false, instead(WRITE)))).toEqual(['warning TaskRole']);
    expect(causes(SessionLogAccess, toGroup(undefined, instead(WRITE))))
      .toEqual(['role TaskRole does not allow logs:DescribeLogGroups on *, so that the log of sessions is lost']);
  });

  test.each([
    ['of one group', att('SessionLog', 'Arn')],
    ['in another Region', 'arn:aws:logs:us-east-1:111111111111:log-group:*'],
    ['in another account', 'arn:aws:logs:*:222222222222:*'],
  ])('is broken by a search %s only', (_, resource) => {
    expect(says(SessionLogAccess, toGroup(true, instead(allow('logs:DescribeLogGroups', resource), WRITE)))).toEqual([`error ${STATEMENTS}.1.Resource`]);
  });

  test('warns of writes that are missing, in one finding', () => {
    const template = toGroup(true, instead(FIND));
    expect(says(SessionLogAccess, template)).toEqual(['warning TaskRole']);
    expect(numbers(SessionLogAccess, template)).toEqual(['X-042']);
    expect(causes(SessionLogAccess, template)).toEqual([
      'role TaskRole does not allow logs:CreateLogStream, logs:DescribeLogStreams and logs:PutLogEvents on arn:aws:logs:eu-west-1:111111111111:log-group:/exec/app:*, so that the log of sessions is lost',
    ]);
    expect(causes(SessionLogAccess, toGroup(true, instead(FIND, allow(['logs:CreateLogStream', 'logs:DescribeLogStreams'], att('SessionLog', 'Arn'))))))
      .toEqual(['role TaskRole does not allow logs:PutLogEvents on arn:aws:logs:eu-west-1:111111111111:log-group:/exec/app:*, so that the log of sessions is lost']);
  });

  test('tells everything that is missing at once', () => {
    expect(says(SessionLogAccess, toGroup(true, instead()))).toEqual(['error TaskRole']);
    expect(numbers(SessionLogAccess, toGroup(true, instead()))).toEqual(['X-041', 'X-042']);
    expect(says(SessionLogAccess, toGroup(false, instead()))).toEqual(['warning TaskRole']);
  });

  test.each([
    ['that does not end in :*', sub(GROUP_ARN)],
    ['of another Region', 'arn:aws:logs:us-east-1:111111111111:log-group:/exec/app:*'],
    ['of another account', 'arn:aws:logs:eu-west-1:222222222222:log-group:/exec/app:*'],
    ['of another partition', 'arn:aws-cn:logs:eu-west-1:111111111111:log-group:/exec/app:*'],
    ['of another group', att('AppLog', 'Arn')],
  ])('warns of an ARN %s', (_, resource) => {
    expect(says(SessionLogAccess, toGroup(true, instead(FIND, allow(WRITES, resource))))).toEqual([`warning ${STATEMENTS}.2.Resource`]);
  });

  test('finds a Deny, a boundary, and a policy that is not created', () => {
    const denied = toGroup(true, instead(FIND, WRITE, deny('logs:*')));
    expect(says(SessionLogAccess, denied)).toEqual([`error ${STATEMENTS}.3`]);
    const limited = toGroup(true, ({ Limit, TaskRole, ...resources }, template) => {
      template.Resources = { ...resources, TaskRole, Limit: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow(['ssmmessages:*', 'kms:*', 'logs:Describe*'])) } } };
      TaskRole.Properties.PermissionsBoundary = ref('Limit');
    });
    expect(says(SessionLogAccess, limited)).toEqual(['warning Limit.PolicyDocument']);
    const leftOut = toGroup(true, (resources, template) => {
      statementsOf(resources).splice(1, 2);
      template.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
      resources.Logs = { Type: 'AWS::IAM::Policy', Condition: 'Never', Properties: { PolicyName: 'logs', PolicyDocument: policy(FIND, WRITE), Roles: [ref('TaskRole')] } };
    });
    expect(says(SessionLogAccess, leftOut)).toEqual(['error Logs']);
  });

  test('takes a managed policy into account', () => {
    const template = toGroup(true, (resources) => {
      statementsOf(resources).splice(1, 2);
      resources.TaskRole.Properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/CloudWatchLogsFullAccess'];
    });
    expect(says(SessionLogAccess, template)).toEqual([]);
  });

  test('does not know a policy that is not at hand, and speaks only when the session hangs on it', () => {
    const imported = (encrypted: boolean) => ({
      ...toGroup(encrypted, (resources) => {
        statementsOf(resources).splice(1, 2);
        resources.TaskRole.Properties.ManagedPolicyArns = [ref('Shared')];
      }),
      Parameters: parameters('Shared') as never,
    });
    expect(says(SessionLogAccess, imported(true))).toEqual(['unknown TaskRole.ManagedPolicyArns.0']);
    expect(says(SessionLogAccess, imported(false))).toEqual([]);
  });

  test('does not know whether a parameter demands encryption', () => {
    const template = { ...toGroup(ref('Encrypted'), instead()), Parameters: parameters('Encrypted') as never };
    expect(says(SessionLogAccess, template)).toEqual(['unknown TaskRole']);
    expect(causes(SessionLogAccess, template)[0]).toMatch(/^role TaskRole does not allow .*, and whether the session log must be encrypted is not known$/);
  });

  test('judges a group that is not in the templates by its name', () => {
    const named = (resource: string) => logged({ CloudWatchLogGroupName: '/exec/other' }, instead(FIND, allow(WRITES, resource)));
    expect(says(SessionLogAccess, named('arn:aws:logs:eu-west-1:111111111111:log-group:/exec/other:*'))).toEqual([]);
    expect(says(SessionLogAccess, named('arn:aws:logs:eu-west-1:111111111111:log-group:/exec/app:*'))).toEqual([`warning ${STATEMENTS}.2.Resource`]);
    const Parameters = parameters('Name') as never;
    const given = { ...logged({ CloudWatchLogGroupName: ref('Name') }, instead(FIND, allow(WRITES, sub('arn:aws:logs:eu-west-1:111111111111:log-group:${Name}:*')))), Parameters };
    expect(says(SessionLogAccess, given)).toEqual([]);
  });

  test('does not warn of a group that may not be named', () => {
    const template = toGroup(true, instead());
    template.Resources.Cluster.Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchLogGroupName = { 'Fn::Transform': { Name: 'X' } };
    expect(says(SessionLogAccess, template)).toEqual([`unknown ${SESSION}.LogConfiguration.CloudWatchLogGroupName`]);
  });

  test('asks all roles that the task may have', () => {
    const either = (change: Change) => toGroup(true, (resources, template) => {
      resources.Other = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(), Policies: [inline('exec', FIND, WRITE)] } };
      resources.Task.Properties.TaskRoleArn = { 'Fn::If': ['Audited', att('TaskRole', 'Arn'), att('Other', 'Arn')] };
      template.Parameters = parameters('Stage') as never;
      template.Conditions = { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      change(resources, template);
    });
    expect(says(SessionLogAccess, either(() => undefined))).toEqual([]);
    expect(says(SessionLogAccess, either(instead()))).toEqual([`unknown ${SESSION}.LogConfiguration.CloudWatchLogGroupName`]);
    expect(says(SessionLogAccess, either((resources) => {
      statementsOf(resources).splice(1, 2);
      resources.Other.Properties.Policies = [];
    }))).toEqual(['error TaskRole']);
  });

  test('knows the endpoint that the call goes through', () => {
    const template = isolatedFargate();
    statementsOf(template.Resources).push(deny('logs:*', '*', { Condition: { StringNotEquals: { 'aws:SourceVpce': ref('Logs') } } }));
    expect(says(SessionLogAccess, template)).toEqual([]);
  });

  test('is silent about a role that is missing or not at hand, and where there is no log', () => {
    expect(says(SessionLogAccess, toGroup(true, ({ Task }) => { delete Task.Properties.TaskRoleArn; }))).toEqual([]);
    expect(says(SessionLogAccess, toGroup(true, ({ Task }) => { Task.Properties.TaskRoleArn = 'arn:aws:iam::111111111111:role/other'; }))).toEqual([]);
    expect(says(SessionLogAccess, session({ Logging: 'NONE' }, instead()))).toEqual([]);
    expect(says(SessionLogAccess, session(undefined, instead()))).toEqual([]);
    expect(says(SessionLogAccess, logged({ CloudWatchLogGroupName: att('SessionLog', 'Arn'), CloudWatchEncryptionEnabled: true }, instead()))).toEqual([]);
  });
});

describe('SessionLogAccess where sessions go where the container logs to', () => {
  const byDefault = (change?: Change) => session({ Logging: 'DEFAULT' }, change);

  test('is silent when the task role may write there', () => {
    expect(says(SessionLogAccess, byDefault(instead(FIND, allow(WRITES, att('AppLog', 'Arn')))))).toEqual([]);
  });

  test('warns when it may not', () => {
    expect(says(SessionLogAccess, byDefault())).toEqual([`warning ${STATEMENTS}.2.Resource`]);
    expect(says(SessionLogAccess, byDefault(instead()))).toEqual(['warning TaskRole']);
    expect(says(SessionLogAccess, byDefault((resources, template) => {
      instead()(resources, template);
      delete resources.Task.Properties.ContainerDefinitions[0].LogConfiguration.Options['awslogs-region'];
    }))).toEqual(['warning TaskRole']);
  });

  test('looks into each group once', () => {
    const template = byDefault((resources) => {
      statementsOf(resources).splice(1, 2, FIND);
      const [app] = resources.Task.Properties.ContainerDefinitions;
      resources.Task.Properties.ContainerDefinitions.push({ ...app, Name: 'second' });
    });
    expect(causes(SessionLogAccess, template)).toHaveLength(1);
    expect(causes(SessionLogAccess, template)[0].match(/AppLog/g)).toHaveLength(1);
  });

  test('leaves a log in another Region and one that is no awslogs alone', () => {
    const log = (change: object) => byDefault((resources) => {
      statementsOf(resources).splice(1, 2);
      const { LogConfiguration } = resources.Task.Properties.ContainerDefinitions[0];
      Object.assign(LogConfiguration, change);
    });
    expect(says(SessionLogAccess, log({ Options: { 'awslogs-group': 'app', 'awslogs-region': 'us-east-1' } }))).toEqual([]);
    expect(says(SessionLogAccess, log({ LogDriver: 'json-file' }))).toEqual([]);
  });
});

describe('SessionLogAccess of a bucket', () => {
  const written = (log: object, ...statements: object[]) => toBucket(log, {}, instead(...statements));
  const ENCRYPTED = { S3EncryptionEnabled: true };
  const ASK = allow('s3:GetEncryptionConfiguration', att('Bucket', 'Arn'));
  const PUT = allow('s3:PutObject', sub('${Bucket.Arn}/exec/*'));

  test.each([
    ['below the prefix', [PUT]],
    ['with the prefix alone', [allow('s3:PutObject', `${BUCKET}/exec*`)]],
    ['anywhere in the bucket', [allow('s3:PutObject', `${BUCKET}/*`)]],
    ['anywhere', [allow('s3:*')]],
  ])('is silent when the role may write %s', (_, statements) => {
    expect(says(SessionLogAccess, written({}, ...statements))).toEqual([]);
    expect(says(SessionLogAccess, written({ S3KeyPrefix: 'exec/' }, ...statements))).toEqual([]);
    expect(says(SessionLogAccess, written(ENCRYPTED, ASK, ...statements))).toEqual([]);
  });

  test('does not ask for the location of the bucket, which the agent does not', () => {
    expect(says(SessionLogAccess, written(ENCRYPTED, ASK, PUT, deny('s3:GetBucketLocation')))).toEqual([]);
  });

  test('is broken when the role may not ask for the encryption that is demanded', () => {
    expect(says(SessionLogAccess, written(ENCRYPTED, PUT))).toEqual(['error TaskRole']);
    expect(numbers(SessionLogAccess, written(ENCRYPTED, PUT))).toEqual(['X-044']);
    expect(causes(SessionLogAccess, written(ENCRYPTED, PUT)))
      .toEqual([`role TaskRole does not allow s3:GetEncryptionConfiguration on ${BUCKET}, so that the agent refuses every session`]);
    expect(says(SessionLogAccess, written(ENCRYPTED, PUT, allow('s3:GetEncryptionConfiguration', `${BUCKET}/*`)))).toEqual([`error ${STATEMENTS}.2.Resource`]);
  });

  test.each([
    ['may not write', [], 'TaskRole'],
    ['may write elsewhere', [allow('s3:PutObject', 'arn:aws:s3:::others/*')], `${STATEMENTS}.1.Resource`],
    ['may write below another prefix', [allow('s3:PutObject', `${BUCKET}/audit/*`)], `${STATEMENTS}.1.Resource`],
    ['may write to the bucket and not what is in it', [allow('s3:PutObject', att('Bucket', 'Arn'))], `${STATEMENTS}.1.Resource`],
  ])('warns when the role %s', (_, statements, place) => {
    expect(says(SessionLogAccess, written({}, ...statements))).toEqual([`warning ${place}`]);
    expect(causes(SessionLogAccess, written({}, ...statements))[0]).toContain(`s3:PutObject on ${BUCKET}/exec/*`);
  });

  test('does without a prefix', () => {
    expect(says(SessionLogAccess, written({ S3KeyPrefix: undefined }, allow('s3:PutObject', `${BUCKET}/*`)))).toEqual([]);
    expect(causes(SessionLogAccess, written({ S3KeyPrefix: undefined }))[0]).toContain(`s3:PutObject on ${BUCKET}/*`);
  });

  test('lets the policy of the bucket allow it', () => {
    const template = toBucket(ENCRYPTED, {}, (resources) => {
      statementsOf(resources).splice(1, 2);
      resources.BucketPolicy = {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: ref('Bucket'),
          PolicyDocument: policy(
            { ...allow(['s3:PutObject', 's3:GetEncryptionConfiguration'], [att('Bucket', 'Arn'), sub('${Bucket.Arn}/*')]), Principal: { AWS: att('TaskRole', 'Arn') } },
          ),
        },
      };
    });
    expect(says(SessionLogAccess, template)).toEqual([]);
  });

  test('does not know what the policy of a bucket allows that is not at hand', () => {
    expect(says(SessionLogAccess, written({ S3BucketName: 'others', ...ENCRYPTED }))).toEqual([`unknown ${SESSION}.LogConfiguration.S3BucketName`]);
    expect(says(SessionLogAccess, written({ S3BucketName: 'others' }))).toEqual([]);
    expect(says(SessionLogAccess, written({ S3BucketName: 'others', ...ENCRYPTED }, allow('s3:*', ['arn:aws:s3:::others', 'arn:aws:s3:::others/*'])))).toEqual([]);
  });

  test('asks of a group and of a bucket what they need, each', () => {
    const template = logged({ CloudWatchLogGroupName: ref('SessionLog'), S3BucketName: ref('Bucket') }, (resources) => {
      resources.Bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
      statementsOf(resources).splice(1, 2);
    });
    expect(says(SessionLogAccess, template)).toEqual(['warning TaskRole']);
    expect(numbers(SessionLogAccess, template)).toEqual(['X-041', 'X-042', 'X-044']);
  });
});
