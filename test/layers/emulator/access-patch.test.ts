import { accessTemplate } from './access-template';
import { Emulator } from './emulator';
import { Stack } from './stack';

const REGION = 'us-east-1';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1111222233334444';

let emulator: Emulator;
let stack: Stack;
let unit: string;
let outputs: Record<string, string>;

beforeAll(async () => {
  emulator = await Emulator.start();
  stack = new Stack(emulator, REGION);
  unit = await organizationalUnit();
  outputs = await stack.create(accessTemplate({ unit }));
});

afterAll(async () => emulator?.stop());

async function aws<T = unknown>(...args: string[]): Promise<T> {
  return emulator.aws<T>(REGION, ...args);
}

async function organizationalUnit(): Promise<string> {
  await aws('organizations', 'create-organization');
  const { Roots: [{ Id }] } = await aws<{ Roots: { Id: string }[] }>('organizations', 'list-roots');
  const { OrganizationalUnit } = await aws<{ OrganizationalUnit: { Id: string } }>(
    'organizations', 'create-organizational-unit', '--parent-id', Id, '--name', 'production');
  return OrganizationalUnit.Id;
}

/** The effect of the only statement of each kind of policy, and what the policies of people and of the organization are attached to. */
async function policies() {
  const role = await aws<{ PolicyDocument: Document }>('iam', 'get-role-policy', '--role-name', outputs.Role, '--policy-name', 'inline');
  const { Policy } = await aws<{ Policy: { DefaultVersionId: string } }>('iam', 'get-policy', '--policy-arn', outputs.ManagedPolicy);
  const managed = await aws<{ PolicyVersion: { Document: Document } }>(
    'iam', 'get-policy-version', '--policy-arn', outputs.ManagedPolicy, '--version-id', Policy.DefaultVersionId);
  const control = await aws<{ Policy: { Content: string } }>('organizations', 'describe-policy', '--policy-id', outputs.ServiceControl);
  const set = await aws<{ InlinePolicy: string }>(
    'sso-admin', 'get-inline-policy-for-permission-set', '--instance-arn', INSTANCE, '--permission-set-arn', outputs.PermissionSet);
  const { AttachedPolicies } = await aws<{ AttachedPolicies: object[] }>('iam', 'list-attached-role-policies', '--role-name', outputs.Role);
  const { Targets } = await aws<{ Targets: object[] }>('organizations', 'list-targets-for-policy', '--policy-id', outputs.ServiceControl);
  const written = [control.Policy.Content, set.InlinePolicy].map((text) => JSON.parse(text) as Document);
  const documents = [role.PolicyDocument, managed.PolicyVersion.Document, ...written];
  return { effects: documents.map(({ Statement: [{ Effect }] }) => Effect), attached: AttachedPolicies, targets: Targets };
}

interface Document { readonly Statement: { readonly Effect: string }[] }

async function alarms() {
  return (await aws<{ MetricAlarms: object[] }>('cloudwatch', 'describe-alarms')).MetricAlarms;
}

async function queries() {
  return (await aws<{ queryDefinitions: object[] }>('logs', 'describe-query-definitions', '--query-definition-name-prefix', 'sess')).queryDefinitions;
}

describe('a stack that was created', () => {
  test('its policies say what the template says, and hold for whom it says', async () => {
    expect(await policies()).toMatchObject({
      effects: ['Allow', 'Allow', 'Allow', 'Allow'], attached: [{ PolicyArn: outputs.ManagedPolicy }], targets: [{ TargetId: unit, Type: 'ORGANIZATIONAL_UNIT' }],
    });
    expect(await aws('sso-admin', 'describe-permission-set', '--instance-arn', INSTANCE, '--permission-set-arn', outputs.PermissionSet)).toMatchObject({
      PermissionSet: { Name: 'operators', SessionDuration: 'PT2H' },
    });
  });

  test('its trail records what the template says', async () => {
    expect(await aws('cloudtrail', 'get-trail', '--name', outputs.Trail)).toMatchObject({ Trail: { IsMultiRegionTrail: false, IncludeGlobalServiceEvents: true, LogFileValidationEnabled: true } });
    expect(await aws('cloudtrail', 'get-trail-status', '--name', outputs.Trail)).toMatchObject({ IsLogging: true });
    expect(await aws('cloudtrail', 'get-event-selectors', '--trail-name', outputs.Trail)).toMatchObject({ EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] });
  });

  test('its alarm, its query and the policy of its topic are those of the template', async () => {
    expect(await alarms()).toMatchObject([{
      AlarmArn: outputs.Alarm, AlarmDescription: 'opened', Period: 300, EvaluationPeriods: 1, Threshold: 1, AlarmActions: [outputs.Topic], OKActions: [outputs.Topic],
    }]);
    expect(await queries()).toMatchObject([{ queryDefinitionId: outputs.Query, name: 'sessions', queryString: 'fields @message', logGroupNames: ['audit'] }]);
    const { Attributes } = await aws<{ Attributes: { Policy: string } }>('sns', 'get-topic-attributes', '--topic-arn', outputs.Topic);
    expect(JSON.parse(Attributes.Policy)).toMatchObject({ Statement: [{ Principal: { Service: 'events.amazonaws.com' }, Resource: outputs.Topic }] });
  });

  test('its rule tells the topic in the words of the template, and starts the state machine with the event', async () => {
    const sqs = async <T>(...args: string[]) => aws<T>('sqs', '--endpoint-url', emulator.endpoint, ...args);
    const { QueueUrl } = await sqs<{ QueueUrl: string }>('create-queue', '--queue-name', 'mail');
    await aws('sns', 'subscribe', '--topic-arn', outputs.Topic, '--protocol', 'sqs', '--notification-endpoint', `arn:aws:sqs:${REGION}:123456789012:mail`,
      '--attributes', 'RawMessageDelivery=true');
    const event = (Source: string, who: string) => ({ Source, DetailType: 'call', Detail: JSON.stringify({ who }) });
    await aws('events', 'put-events', '--entries', JSON.stringify([event('aws.ecs', 'ada'), event('aws.s3', 'bob')]));

    expect(await sqs('receive-message', '--queue-url', QueueUrl, '--max-number-of-messages', '10')).toMatchObject({ Messages: [{ Body: '"ada was here"' }] });
    const { executions } = await aws<{ executions: { executionArn: string }[] }>('stepfunctions', 'list-executions', '--state-machine-arn', outputs.Machine);
    expect(executions).toHaveLength(1);
    const { input } = await aws<{ input: string }>('stepfunctions', 'describe-execution', '--execution-arn', executions[0].executionArn);
    expect(JSON.parse(input)).toMatchObject({ 'source': 'aws.ecs', 'detail-type': 'call', 'detail': { who: 'ada' } });
  });
});

describe('a stack that was updated', () => {
  let before: Record<string, string>;

  beforeAll(async () => {
    before = outputs;
    outputs = await stack.update(accessTemplate({ unit, effect: 'Deny', threshold: 2, query: 'fields @timestamp', isLogging: false, isAttached: false }));
  });

  test('has the same resources', () => {
    expect(outputs).toEqual(before);
  });

  test('its policies say what the template says now, and hold for nobody', async () => {
    expect(await policies()).toEqual({ effects: ['Deny', 'Deny', 'Deny', 'Deny'], attached: [], targets: [] });
  });

  test('its trail, its alarm and its query are those of the template now', async () => {
    expect(await aws('cloudtrail', 'get-trail-status', '--name', outputs.Trail)).toMatchObject({ IsLogging: false });
    expect(await alarms()).toMatchObject([{ AlarmArn: outputs.Alarm, Threshold: 2 }]);
    expect(await queries()).toMatchObject([{ queryString: 'fields @timestamp' }]);
  });
});

test('a stack that is deleted leaves what its template keeps, and makes nothing again when it is looked at', async () => {
  const { StackSummaries: [{ StackId }] } = await aws<{ StackSummaries: { StackId: string }[] }>('cloudformation', 'list-stacks');
  await stack.delete();

  expect(await aws('cloudformation', 'describe-stacks', '--stack-name', StackId)).toMatchObject({ Stacks: [{ StackStatus: 'DELETE_COMPLETE' }] });
  expect(await aws('ecs', 'list-clusters')).toEqual({ clusterArns: [] });
  expect(await aws('kms', 'list-keys')).toMatchObject({ Keys: [{ KeyId: outputs.Key }] });
  expect([await alarms(), await queries()]).toEqual([[], []]);
  expect(await aws('iam', 'list-roles')).toEqual({ Roles: [] });
  expect(await aws('iam', 'list-policies', '--scope', 'Local')).toEqual({ Policies: [] });
  expect(await aws('organizations', 'list-policies', '--filter', 'SERVICE_CONTROL_POLICY')).toMatchObject({ Policies: [{ Name: 'FullAWSAccess' }] });
  expect(await aws('sso-admin', 'list-permission-sets', '--instance-arn', INSTANCE)).toEqual({ PermissionSets: [] });
  expect(await aws('cloudtrail', 'list-trails')).toEqual({ Trails: [] });
});
