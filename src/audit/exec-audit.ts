import { Duration, Stack } from 'aws-cdk-lib';
import type * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ExecTrail } from './exec-trail';
import { createAuditLog, keepIn } from './private/audit-log';
import { replacement } from './private/replacement';
import { refusalMessage, refusals, sessionMessage, sessionsIn, withMessage } from './private/session-events';
import type { TaskReplacementOptions } from './task-replacement-options';
import { warn } from '../private/warnings';

/**
 * Properties of an ExecAudit.
 */
export interface ExecAuditProps {
  /**
   * The trail that records who opens sessions.
   *
   * @default - one that exists; since it cannot be seen, it is warned about
   */
  readonly trail?: ExecTrail;

  /**
   * The clusters whose sessions are told of. Refused attempts are told of in all clusters: the record of a refused call names none.
   *
   * @default - all clusters of the account in the region
   */
  readonly clusters?: ecs.ICluster[];

  /**
   * How long the records are kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: logs.RetentionDays;
}

/**
 * Who opened sessions of ECS Exec, and who was refused one: kept, counted, and told to whoever should know.
 *
 * It sees the calls of `ExecuteCommand` that AWS CloudTrail records in this account and region, so a trail must exist there. What was
 * typed in a session is in the log of the session, not here.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html
 *
 * @example
 * declare const topic: sns.Topic;
 * const audit = new ExecAudit(this, 'Audit', { trail: ExecTrail.create() });
 * audit.notify(new targets.SnsTopic(topic));
 * audit.replaceTasks();
 */
export class ExecAudit extends Construct {
  /**
   * The rule that matches sessions that were opened. More targets can be added.
   */
  public readonly sessions: events.Rule;

  /**
   * The rule that matches attempts that were refused. More targets can be added.
   */
  public readonly refusals: events.Rule;

  /**
   * The records of both, as AWS CloudTrail writes them.
   */
  public readonly log: logs.LogGroup;

  /**
   * The alarm that goes off when a session is opened. It has no action until one is added.
   */
  public readonly sessionAlarm: cloudwatch.Alarm;

  /**
   * The alarm that goes off when an attempt is refused. It has no action until one is added.
   */
  public readonly refusalAlarm: cloudwatch.Alarm;

  /**
   * The trail, when this makes one.
   */
  public readonly trail?: cloudtrail.Trail;

  private readonly clusters?: ecs.ICluster[];

  constructor(scope: Construct, id: string, props: ExecAuditProps = {}) {
    super(scope, id);

    this.clusters = props.clusters;
    this.trail = props.trail?._bind(this);
    this.sessions = new events.Rule(this, 'Sessions', {
      description: 'Sessions of ECS Exec that were opened',
      eventPattern: sessionsIn(props.clusters?.map(({ clusterArn }) => clusterArn)),
    });
    this.refusals = new events.Rule(this, 'Refusals', { description: 'Sessions of ECS Exec that were refused', eventPattern: refusals() });
    this.log = createAuditLog(this, props.retention ?? logs.RetentionDays.ONE_YEAR);
    keepIn(this.log, [this.sessions, this.refusals]);
    this.sessionAlarm = this.alarm('SessionAlarm', matches(this.sessions), 'Somebody opened a session of ECS Exec');
    this.refusalAlarm = this.alarm('RefusalAlarm', matches(this.refusals), 'Somebody was refused a session of ECS Exec');
    this.saveQueries();
    checkClusters(this, props.clusters);
    if (!props.trail) {
      warn(this, 'unseenTrail', 'it cannot be seen whether a trail of AWS CloudTrail records management events here, and without one nobody is told of sessions; '
        + 'pass trail: ExecTrail.create(), or ExecTrail.existing() when there is one');
    }
  }

  /**
   * Tells a target in a readable message who opened a session, in which task and container, with what command; and who was refused.
   *
   * A target that says itself what it is sent is sent that.
   *
   * @param target for example a topic of Amazon SNS
   */
  public notify(target: events.IRuleTarget): void {
    this.sessions.addTarget(withMessage(target, sessionMessage()));
    this.refusals.addTarget(withMessage(target, refusalMessage()));
  }

  /**
   * Has tasks replaced in which somebody was: when a session has ended, its task is stopped and its service starts a new one.
   *
   * Other sessions in the same task end with it. Tasks that no service keeps are left alone.
   *
   * @param options how the state machine is observed
   */
  public replaceTasks(options: TaskReplacementOptions = {}): sfn.StateMachine {
    const machine = replacement(new Construct(this, 'Replacement'), this.tasks(), options);
    this.sessions.addTarget(new targets.SfnStateMachine(machine));
    return machine;
  }

  /**
   * How many sessions were opened.
   *
   * @param options the options of the metric
   * @default - sum over 5 minutes
   */
  public metricSessions(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return matches(this.sessions, { label: 'Sessions', ...options });
  }

  /**
   * How many attempts were refused.
   *
   * @param options the options of the metric
   * @default - sum over 5 minutes
   */
  public metricRefusals(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return matches(this.refusals, { label: 'Refused attempts', ...options });
  }

  /**
   * Widgets for a dashboard: sessions and refused attempts over time, and the latest of each.
   */
  public widgets(): cloudwatch.IWidget[] {
    return [
      new cloudwatch.GraphWidget({ title: 'ECS Exec', left: [this.metricSessions()], right: [this.metricRefusals()] }),
      ...QUERIES.map(([title, query]) =>
        new cloudwatch.LogQueryWidget({ title: `ECS Exec: ${title}`, logGroupNames: [this.log.logGroupName], queryString: query.toString(), width: 12 })),
    ];
  }

  private alarm(id: string, metric: cloudwatch.Metric, alarmDescription: string): cloudwatch.Alarm {
    return metric.createAlarm(this, id, {
      alarmDescription,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  private saveQueries(): void {
    QUERIES.forEach(([name, query]) => new logs.QueryDefinition(this, `Query ${name}`, {
      queryDefinitionName: `ECS Exec/${this.node.path}/${name}`, queryString: query, logGroups: [this.log],
    }));
  }

  private tasks(): string[] {
    const arnOf = (cluster: string) => Stack.of(this).formatArn({ service: 'ecs', resource: 'task', resourceName: `${cluster}/*` });
    return this.clusters?.map(({ clusterName }) => arnOf(clusterName)) ?? [arnOf('*')];
  }
}

/** For CloudWatch Logs Insights. */
const QUERIES: ReadonlyArray<readonly [string, logs.QueryString]> = [
  ['sessions', queryOf(['responseElements.taskArn', 'responseElements.containerName', 'requestParameters.command', 'responseElements.session.sessionId'], 'not ispresent')],
  ['refused attempts', queryOf(['errorCode', 'errorMessage'], 'ispresent')],
];

function queryOf(details: string[], errorCode: string): logs.QueryString {
  return new logs.QueryString({
    fields: ['@timestamp', ...['userIdentity.arn', 'sourceIPAddress', ...details].map((name) => `detail.${name}`)],
    filterStatements: [`${errorCode}(detail.errorCode)`],
    sort: '@timestamp desc',
  });
}

function matches(rule: events.Rule, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/Events',
    metricName: 'TriggeredRules',
    dimensionsMap: { RuleName: rule.ruleName },
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(5),
    ...options,
  });
}

function checkClusters(scope: Construct, clusters: ecs.ICluster[] | undefined): void {
  if (clusters?.length === 0) {
    throw new Error(`${scope.node.path}: clusters is empty, so no session would be told of; name at least one, or leave it out for all clusters`);
  }
}
