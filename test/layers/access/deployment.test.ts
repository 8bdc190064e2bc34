import { NOT_MODELLED } from './answers';
import type { Document } from './deployed-access';
import { DeployedAccess, parsed } from './deployed-access';
import { DeployedAudit } from './deployed-audit';
import type { Inventory } from './inventory';
import { inventoryOf, since } from './inventory';
import type { Who, World } from './requests';
import { policiesOf, REQUESTS, worldOf } from './requests';
import type { Policy } from '../../../src/readiness/private/iam';
import { contextOf, keyAllows } from '../../../src/readiness/private/iam';
import { answerTo } from '../../unit/access/_helpers/requests';
import { ACCOUNT } from '../_examples/deployed-example';
import { Emulator } from '../emulator/emulator';

const TIMEOUT_MS = 1_200_000;
const REGION = 'us-east-1';
const STACKS = ['Audit', 'Offices', 'Orders', 'Organization', 'People'];

let emulator: Emulator;
let deployed: DeployedAccess;
let world: World;
let clusterArn: string;
let before: Inventory;

beforeAll(async () => {
  emulator = await Emulator.start();
  deployed = new DeployedAccess(emulator, REGION);
  await deployed.prepare();
  before = await inventoryOf(deployed);
  await deployed.deploy();
  world = await worldOf(deployed);
  clusterArn = `${world.ecs}:cluster/${world.cluster}`;
}, TIMEOUT_MS);

afterAll(async () => emulator?.stop());

test('the local AWS knows everything in the templates but what is listed', () => {
  expect([...emulator.dropped].sort()).toEqual(Object.keys(NOT_MODELLED).sort());
});

describe('the policies that were deployed', () => {
  let policies: Record<Who, Policy[]>;

  beforeAll(async () => {
    policies = await policiesOf(deployed);
  });

  test.each(REQUESTS)('let nobody else %s', (_, requestOf, allowed) => {
    const request = requestOf(world);
    const roleOf = (who: string) => (who === 'cloudFormation' ? `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}` : who);
    const answers = Object.entries(policies).map(([who, those]) => [who, answerTo(request, those, roleOf(who))]);

    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(Object.keys(policies).map((who) => [who, allowed.includes(who as Who) ? 'yes' : 'no'])));
  });

  test('except the role that the cdk command deploys with from those of the organization', async () => {
    const roles = await deployed.ids('CDKToolkit', 'AWS::IAM::Role');

    expect(roles).toContain(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`);
  });

  test('hold for everybody in the unit of the organization', async () => {
    const id = await deployed.id('Organization', 'AWS::Organizations::Policy');

    expect(await deployed.aws('organizations', 'list-targets-for-policy', '--policy-id', id)).toMatchObject({ Targets: [{ Name: 'Production', Type: 'ORGANIZATIONAL_UNIT' }] });
    expect(await deployed.aws('organizations', 'describe-policy', '--policy-id', id)).toMatchObject({ Policy: { PolicySummary: { Name: 'ExecGuardrail', Type: 'SERVICE_CONTROL_POLICY' } } });
  });

  test('say the same in the permission set and in the managed policies', async () => {
    const statements = (documents: Document[]) => documents.flatMap(({ Statement }) => Statement);
    const managed = await deployed.documents('People', 'Emergency');
    const permissionSet = await deployed.permissionSet();

    expect(managed).toHaveLength(2);
    expect(statements([permissionSet])).toHaveLength(statements(managed).length);
    expect(statements([permissionSet])).toEqual(expect.arrayContaining(statements(managed)));
  });

  test('are no larger than AWS takes', async () => {
    const sizeOf = (document: Document) => JSON.stringify(document).length;
    const managed = await Promise.all((await deployed.ids('People', 'AWS::IAM::ManagedPolicy')).map(async (arn) => deployed.managedPolicy(arn)));

    managed.forEach((document) => expect(sizeOf(document)).toBeLessThanOrEqual(6144));
    expect(sizeOf(await deployed.permissionSet())).toBeLessThanOrEqual(10_240);
    expect(sizeOf(await deployed.serviceControlPolicy())).toBeLessThanOrEqual(5120);
  });

  test('ask for the tag that the role of the operators has', async () => {
    expect((await deployed.role('People', 'Operators')).Tags).toEqual([{ Key: 'team', Value: 'orders' }]);
  });
});

describe('the desk', () => {
  test('has the endpoints that make calls known to come from its VPC', async () => {
    const { VpcEndpoints } = await deployed.aws<{ VpcEndpoints: { VpcId: string; ServiceName: string; PrivateDnsEnabled: boolean }[] }>('ec2', 'describe-vpc-endpoints');
    const here = VpcEndpoints.filter(({ VpcId }) => VpcId === world.vpc);

    expect(here.map(({ ServiceName }) => ServiceName).sort()).toEqual([`com.amazonaws.${REGION}.ecs`, `com.amazonaws.${REGION}.kms`]);
    expect(here.every(({ PrivateDnsEnabled }) => PrivateDnsEnabled)).toBe(true);
  });
});

describe('the log of sessions', () => {
  test('is where the cluster sends it, encrypted, in CloudWatch Logs and in Amazon S3', async () => {
    const [name, bucket] = [world.logGroup.split(':log-group:')[1], world.bucket.split(':::')[1]];
    const { clusters } = await deployed.aws<{ clusters: object[] }>('ecs', 'describe-clusters', '--clusters', clusterArn, '--include', 'CONFIGURATIONS');

    expect(clusters).toMatchObject([{
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: world.key,
          logging: 'OVERRIDE',
          logConfiguration: {
            cloudWatchLogGroupName: name, cloudWatchEncryptionEnabled: true, s3BucketName: bucket, s3EncryptionEnabled: true, s3KeyPrefix: 'orders/sessions',
          },
        },
      },
    }]);
    expect(await deployed.logGroup(name)).toMatchObject({ retentionInDays: 90, kmsKeyId: world.key });
  });
});

describe('the audit that was deployed', () => {
  let audit: DeployedAudit;

  beforeAll(async () => {
    audit = await DeployedAudit.of(deployed);
  });

  test('matches sessions in the cluster, and refused attempts in all', async () => {
    const call = { 'source': ['aws.ecs'], 'detail-type': ['AWS API Call via CloudTrail'] };
    const [sessions, refusals] = [await audit.rule('AuditSessions'), await audit.rule('AuditRefusals')];

    expect([sessions.State, refusals.State]).toEqual(['ENABLED', 'ENABLED']);
    expect(JSON.parse(sessions.EventPattern)).toEqual({ ...call, detail: { eventName: ['ExecuteCommand'], errorCode: [{ exists: false }], responseElements: { clusterArn: [clusterArn] } } });
    expect(JSON.parse(refusals.EventPattern)).toEqual({ ...call, detail: { eventName: ['ExecuteCommand'], errorCode: [{ exists: true }] } });
  });

  test('sends them to its log, to the topic in words, and sessions to the state machine', async () => {
    const log = { Arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${audit.logGroup}` };
    const topic = { Arn: await deployed.id('Audit', 'AWS::SNS::Topic'), InputTransformer: { InputTemplate: expect.stringContaining('<detail-userIdentity-arn>'), InputPathsMap: { 'detail-userIdentity-arn': '$.detail.userIdentity.arn' } } };

    expect(await audit.targets('AuditSessions')).toMatchObject([log, topic, { Arn: audit.stateMachine }]);
    expect(await audit.targets('AuditRefusals')).toMatchObject([log, topic]);
  });

  test('records a session, tells of it, and has the task replaced', async () => {
    expect(await audit.open(clusterArn)).toEqual({
      recorded: 1,
      messages: [`arn:aws:sts::${ACCOUNT}:assumed-role/Operators/ada opened a session of ECS Exec at 2027-03-01T09:00:00Z from 203.0.113.7: command /bin/sh `
        + `in the container app of ${world.ecs}:task/${world.cluster}/1a2b (session ecs-execute-command-0f1e2d3c)`],
      replacements: 1,
    });
  });

  test('knows nothing of a session in another cluster', async () => {
    expect(await audit.open(`${world.ecs}:cluster/other`)).toEqual({ recorded: 0, messages: [], replacements: 0 });
  });

  test('records a refused attempt, tells of it, and replaces nothing', async () => {
    expect(await audit.refuse(clusterArn)).toEqual({
      recorded: 1,
      messages: [expect.stringMatching(/Operators\/ada was refused a session of ECS Exec at .+: AccessDenied, User: .+ with an explicit deny$/)],
      replacements: 0,
    });
  });

  test('replaces tasks of the cluster with a state machine that may do no more', async () => {
    const { definition } = await deployed.aws<{ definition: string }>('stepfunctions', 'describe-state-machine', '--state-machine-arn', audit.stateMachine);
    const machine = (await deployed.documents('Audit', 'AuditReplacementStateMachineRole')).map(parsed);
    const rule = (await deployed.documents('Audit', 'AuditReplacementStateMachineEventsRole')).map(parsed);
    const may = (policies: Policy[], action: string, resource: string) => answerTo({ action, on: [[resource]] }, policies);

    expect(JSON.parse(definition)).toMatchObject({
      StartAt: 'Wait',
      States: { AskForSession: { Resource: 'arn:aws:states:::aws-sdk:ssm:describeSessions' }, StopTask: { Resource: 'arn:aws:states:::aws-sdk:ecs:stopTask' } },
    });
    expect(may(machine, 'ecs:StopTask', `${world.ecs}:task/${world.cluster}/1a2b`)).toBe('yes');
    expect(may(machine, 'ecs:StopTask', `${world.ecs}:task/other/1a2b`)).toBe('no');
    expect(may(machine, 'ecs:UpdateService', `${world.ecs}:service/${world.cluster}/${world.service}`)).toBe('no');
    expect(may(rule, 'states:StartExecution', audit.stateMachine)).toBe('yes');
    expect(may(rule, 'states:StartExecution', `${audit.stateMachine}2`)).toBe('no');
  });

  test('has an alarm for each, of which that for refused attempts tells the topic', async () => {
    const alarm = async (prefix: string, rule: string) => ({
      AlarmName: await deployed.id('Audit', 'AWS::CloudWatch::Alarm', prefix),
      Namespace: 'AWS/Events',
      MetricName: 'TriggeredRules',
      Dimensions: [{ Name: 'RuleName', Value: await deployed.id('Audit', 'AWS::Events::Rule', rule) }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      ActionsEnabled: true,
    });

    const topic = await deployed.id('Audit', 'AWS::SNS::Topic');
    const { MetricAlarms } = await deployed.aws<{ MetricAlarms: object[] }>('cloudwatch', 'describe-alarms');
    expect(MetricAlarms).toHaveLength(2);
    expect(MetricAlarms).toEqual(expect.arrayContaining([
      expect.objectContaining({ ...await alarm('AuditSessionAlarm', 'AuditSessions'), AlarmActions: [] }),
      expect.objectContaining({ ...await alarm('AuditRefusalAlarm', 'AuditRefusals'), AlarmActions: [topic] }),
    ]));
  });

  test('lets nobody but events and alarms of AWS publish to the topic', async () => {
    const { Attributes } = await deployed.aws<{ Attributes: { Policy: string } }>('sns', 'get-topic-attributes', '--topic-arn', await deployed.id('Audit', 'AWS::SNS::Topic'));
    const allowed = (JSON.parse(Attributes.Policy) as { Statement: { Effect: string; Principal: unknown }[] }).Statement.filter(({ Effect }) => Effect === 'Allow');

    expect(allowed.map(({ Principal }) => Principal)).toEqual([{ Service: 'events.amazonaws.com' }, { Service: 'cloudwatch.amazonaws.com' }]);
  });

  test('has queries and a dashboard of its log', async () => {
    const { queryDefinitions } = await deployed.aws<{ queryDefinitions: object[] }>('logs', 'describe-query-definitions');
    const { DashboardBody } = await deployed.aws<{ DashboardBody: string }>('cloudwatch', 'get-dashboard', '--dashboard-name', await deployed.id('Audit', 'AWS::CloudWatch::Dashboard'));

    expect(queryDefinitions).toMatchObject(['sessions', 'refused attempts'].map((query) => ({ name: `ECS Exec/Audit/Audit/${query}`, logGroupNames: [audit.logGroup] })));
    expect((JSON.parse(DashboardBody) as { widgets: object[] }).widgets).toMatchObject([
      { type: 'metric', properties: { title: 'ECS Exec', metrics: [['AWS/Events', 'TriggeredRules', 'RuleName', await deployed.id('Audit', 'AWS::Events::Rule', 'AuditSessions'), expect.anything()], expect.anything()] } },
      { type: 'log', properties: { title: 'ECS Exec: sessions', query: expect.stringContaining(`SOURCE '${audit.logGroup}'`) } },
      { type: 'log', properties: { title: 'ECS Exec: refused attempts', query: expect.stringContaining(`SOURCE '${audit.logGroup}'`) } },
    ]);
  });

  test('keeps its records for a year, with a key of their own', async () => {
    const key = await deployed.id('Audit', 'AWS::KMS::Key', 'AuditKey');
    const keyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${key}`;
    const policy = await deployed.keyPolicy(key);
    const may = (group: string) => keyAllows({
      action: 'kms:GenerateDataKey', resource: keyArn, caller: { service: `logs.${REGION}.amazonaws.com` }, context: contextOf({ 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}` }),
    }, policy).answer;

    expect(await deployed.logGroup(audit.logGroup)).toMatchObject({ retentionInDays: 365, kmsKeyId: keyArn });
    expect(await deployed.aws('kms', 'get-key-rotation-status', '--key-id', key)).toMatchObject({ KeyRotationEnabled: true });
    expect([may(audit.logGroup), may('/aws/events/other')]).toEqual(['yes', 'no']);
  });

  test('lets its two rules alone write to the log', async () => {
    const { resourcePolicies } = await deployed.aws<{ resourcePolicies: { policyDocument: string }[] }>('logs', 'describe-resource-policies');
    const rules = [(await audit.rule('AuditSessions')).Arn, (await audit.rule('AuditRefusals')).Arn];

    expect(resourcePolicies.map(({ policyDocument }) => JSON.parse(policyDocument) as object)).toMatchObject([{
      Statement: [{
        Effect: 'Allow',
        Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
        Resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${audit.logGroup}:*`,
        Condition: { ArnEquals: { 'aws:SourceArn': rules } },
      }],
    }]);
  });
});

describe('the trail that was deployed', () => {
  let name: string;
  let bucket: string;

  beforeAll(async () => {
    name = await deployed.id('Audit', 'AWS::CloudTrail::Trail');
    bucket = await deployed.id('Audit', 'AWS::S3::Bucket');
  });

  test('records what writes in this region, so that events reach the rules', async () => {
    expect(await deployed.aws('cloudtrail', 'get-trail-status', '--name', name)).toMatchObject({ IsLogging: true });
    expect(await deployed.aws('cloudtrail', 'get-event-selectors', '--trail-name', name)).toMatchObject({ EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] });
    expect(await deployed.aws('cloudtrail', 'describe-trails')).toMatchObject({
      trailList: [{
        Name: name,
        HomeRegion: REGION,
        IsMultiRegionTrail: false,
        IncludeGlobalServiceEvents: false,
        LogFileValidationEnabled: true,
        S3BucketName: bucket,
        KmsKeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${await deployed.id('Audit', 'AWS::KMS::Key', 'AuditTrailKey')}`,
      }],
    });
  });

  test('writes to a bucket that is encrypted, closed to the public, and keeps versions', async () => {
    const key = await deployed.id('Audit', 'AWS::KMS::Key', 'AuditTrailKey');

    expect(await deployed.aws('s3api', 'get-bucket-encryption', '--bucket', bucket)).toMatchObject({
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: expect.stringContaining(key) } }] },
    });
    expect(await deployed.aws('s3api', 'get-public-access-block', '--bucket', bucket)).toEqual({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    });
    expect(await deployed.aws('s3api', 'get-bucket-versioning', '--bucket', bucket)).toMatchObject({ Status: 'Enabled' });
  });

  test('may write there with its key, and no other service may', async () => {
    const key = await deployed.id('Audit', 'AWS::KMS::Key', 'AuditTrailKey');
    const trail = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/${name}`;
    const policy = await deployed.keyPolicy(key);
    const context = contextOf({ 'aws:SourceArn': trail, 'kms:EncryptionContext:aws:cloudtrail:arn': trail });
    const may = (action: string, service: string) => keyAllows({ action, resource: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${key}`, caller: { service }, context }, policy).answer;

    expect([may('kms:GenerateDataKey', 'cloudtrail.amazonaws.com'), may('kms:DescribeKey', 'cloudtrail.amazonaws.com')]).toEqual(['yes', 'yes']);
    expect(may('kms:GenerateDataKey', 'events.amazonaws.com')).toBe('no');
  });
});

describe('the same example again', () => {
  test('changes nothing when it is deployed', async () => {
    const said = await deployed.deploy();

    expect(said.match(/\(no changes\)/g)).toHaveLength(STACKS.length);
  }, TIMEOUT_MS);

  test('leaves the keys, logs and buckets of what was recorded when it is destroyed, and can be made once more', async () => {
    const ids = async (type: string) => (await Promise.all(STACKS.map(async (stack) => deployed.ids(stack, type)))).flat().sort();
    const kept = { buckets: await ids('AWS::S3::Bucket'), keys: await ids('AWS::KMS::Key'), logGroups: await ids('AWS::Logs::LogGroup') };
    await deployed.destroy();

    expect(Object.values(kept).map(({ length }) => length)).toEqual([2, 3, 3]);
    expect(since(before, await inventoryOf(deployed))).toEqual(kept);

    expect((await deployed.deploy()).match(/✅/g)).toHaveLength(STACKS.length);
  }, TIMEOUT_MS);
});
