import { Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ExecAudit, ExecTrail } from '../../../src';
import { newApp, newStack, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { statementsOf, text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const SESSIONS = Match.objectLike({ detail: { eventName: ['ExecuteCommand'], errorCode: [{ exists: false }] } });

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Resource?: string;
  readonly Choices?: { readonly Next: string }[];
  readonly Default?: string;
}

/** The state machine as Step Functions reads it, with references in braces. */
function machineOf(template: Template): { readonly StartAt: string; readonly States: Record<string, State>; readonly TimeoutSeconds: number } {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine')) as { Properties: { DefinitionString: unknown } }[];
  return JSON.parse(text(machine.Properties.DefinitionString)) as ReturnType<typeof machineOf>;
}

describe('ExecAudit', () => {
  test('matches what CloudTrail records of sessions and of refused attempts, apart', () => {
    const stack = newStack();
    new ExecAudit(stack, 'Audit');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'source': ['aws.ecs'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventName: ['ExecuteCommand'], errorCode: [{ exists: false }] } },
    });
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { detail: { eventName: ['ExecuteCommand'], errorCode: [{ exists: true }] } } });
  });

  test('tells of the sessions of some clusters', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster');
    new ExecAudit(stack, 'Audit', { clusters: [cluster] });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { responseElements: { clusterArn: [stack.resolve(cluster.clusterArn)] } } },
    });
  });

  test('keeps the records for a year in an encrypted log that only its two rules write to', () => {
    const stack = newStack();
    new ExecAudit(stack, 'Audit');
    const template = Template.fromStack(stack);
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365, KmsKeyId: Match.anyValue() }, DeletionPolicy: 'RetainExceptOnCreate',
    });
    const [group] = Object.values(template.findResources('AWS::Logs::LogGroup')) as { Properties: { LogGroupName: unknown } }[];
    expect(text(group.Properties.LogGroupName)).toMatch(/^\/aws\/events\/exec\/Stack-Audit-/);
    const [policy] = Object.values(template.findResources('AWS::Logs::ResourcePolicy')) as { Properties: { PolicyDocument: unknown } }[];
    expect(JSON.stringify(policy.Properties.PolicyDocument)).toMatch(/AuditSessions\w+.*AuditRefusals/);
    const rules = Object.values(template.findResources('AWS::Events::Rule')) as { Properties: { Targets: { Arn: unknown }[] } }[];
    rules.forEach(({ Properties: { Targets: [{ Arn }] } }) => expect(text(Arn)).toMatch(/:log-group:\{AuditLog\w+\}$/));
  });

  test('tells people in words, once for sessions and once for refusals', () => {
    const stack = newStack();
    const audit = new ExecAudit(stack, 'Audit');
    audit.notify(new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: SESSIONS,
      Targets: Match.arrayWith([Match.objectLike({
        InputTransformer: {
          InputTemplate: Match.stringLikeRegexp('^"<detail-userIdentity-arn> opened a session of ECS Exec at .* command <detail-requestParameters-command> in the container '),
        },
      })]),
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: Match.arrayWith([Match.objectLike({ InputTransformer: { InputTemplate: Match.stringLikeRegexp('was refused a session of ECS Exec') } })]),
    });
  });

  test('leaves a target its own message', () => {
    const stack = newStack();
    const message = events.RuleTargetInput.fromText('somebody was here');
    new ExecAudit(stack, 'Audit').notify(new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { message }));
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: SESSIONS, Targets: Match.arrayWith([Match.objectLike({ Input: '"somebody was here"' })]),
    });
  });

  test('counts both and raises an alarm on each', () => {
    const stack = newStack();
    const audit = new ExecAudit(stack, 'Audit');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    for (const rule of [audit.sessions, audit.refusals]) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/Events',
        MetricName: 'TriggeredRules',
        Dimensions: [{ Name: 'RuleName', Value: stack.resolve(rule.ruleName) as unknown }],
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
    }
    expect(audit.metricSessions({ statistic: 'max' }).statistic).toBe('Maximum');
  });

  test('has queries and widgets of what is kept', () => {
    const stack = newStack();
    const audit = new ExecAudit(stack, 'Audit');
    new cloudwatch.Dashboard(stack, 'Dashboard').addWidgets(...audit.widgets());
    const template = Template.fromStack(stack);
    const queries = Object.values(template.findResources('AWS::Logs::QueryDefinition')) as { Properties: { QueryString: string; Name: string } }[];
    expect(queries.map(({ Properties: { Name } }) => Name)).toEqual(['ECS Exec/Stack/Audit/sessions', 'ECS Exec/Stack/Audit/refused attempts']);
    expect(queries[0].Properties.QueryString).toContain('| filter not ispresent(detail.errorCode)\n| sort @timestamp desc');
    const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard')) as { Properties: { DashboardBody: unknown } }[];
    expect(text(dashboard.Properties.DashboardBody)).toContain('detail.responseElements.containerName');
  });

  test('replaces tasks after a session, and may stop no others', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: new ecs.Cluster(stack, 'Other').vpc });
    new ExecAudit(stack, 'Audit', { clusters: [cluster] }).replaceTasks();
    const template = Template.fromStack(stack);
    const { StartAt, States, TimeoutSeconds } = machineOf(template);
    expect(TimeoutSeconds).toBe(90_000);
    expect([StartAt, States.Wait.Next, States.AskForSession.Next]).toEqual(['Wait', 'AskForSession', 'IsOpen']);
    expect([States.IsOpen.Choices![0].Next, States.IsOpen.Default, States.AskForTask.Next]).toEqual(['Wait', 'AskForTask', 'IsReplaced']);
    expect([States.IsReplaced.Choices![0].Next, States.IsReplaced.Default]).toEqual(['StopTask', 'Done']);
    expect(States.StopTask.Resource).toBe('arn:{AWS::Partition}:states:::aws-sdk:ecs:stopTask');
    const statements = statementsOf(template, 'ReplacementStateMachineRole');
    expect(statements.map(({ Action, Resource }) => [Action, text(Resource)])).toEqual([
      ['ssm:DescribeSessions', '*'],
      ['ecs:DescribeTasks', 'arn:{AWS::Partition}:ecs:{AWS::Region}:{AWS::AccountId}:task/orders/*'],
      ['ecs:StopTask', 'arn:{AWS::Partition}:ecs:{AWS::Region}:{AWS::AccountId}:task/orders/*'],
    ]);
  });

  test('makes a trail that records what writes, in an encrypted bucket that is kept', () => {
    const stack = newStack();
    const { trail } = new ExecAudit(stack, 'Audit', { trail: ExecTrail.create() });
    const template = Template.fromStack(stack);
    expect(trail).toBeDefined();
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      IsLogging: true, IsMultiRegionTrail: false, EnableLogFileValidation: true, EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'WriteOnly' }],
    });
    template.hasResource('AWS::S3::Bucket', {
      Properties: { VersioningConfiguration: { Status: 'Enabled' }, BucketEncryption: Match.anyValue(), PublicAccessBlockConfiguration: Match.anyValue() },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('warns that a trail must exist unless somebody says that it does', () => {
    const unseen = newStack();
    new ExecAudit(unseen, 'Audit');
    expect(warningIds(unseen)).toEqual(['exec-ready:unseenTrail']);
    const said = newStack();
    new ExecAudit(said, 'Audit', { trail: ExecTrail.existing() });
    expect(warningIds(said)).toEqual([]);
    const acknowledged = newStack();
    Validations.of(new ExecAudit(acknowledged, 'Audit')).acknowledge({ id: 'exec-ready:unseenTrail', reason: 'the organization has one' });
    expect(warningIds(acknowledged)).toEqual([]);
  });

  test('fails when it is given no cluster at all', () => {
    expect(() => new ExecAudit(newStack(), 'Audit', { clusters: [] })).toThrow('Stack/Audit: clusters is empty, so no session would be told of');
  });

  test.each([['no feature flags', {}], ['the flags of a fresh app', RECOMMENDED_FLAGS]])('needs no function and no custom resource with %s', (_name, context) => {
    const stack = new Stack(newApp(context), 'Stack');
    const audit = new ExecAudit(stack, 'Audit', { trail: ExecTrail.create() });
    audit.notify(new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
    audit.replaceTasks();
    const types = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types.filter((type) => /Lambda|Custom/.test(type))).toEqual([]);
  });
});
