import type { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ReadinessReport } from '../../../src';
import type { ExecReadyTaskProps } from '../../../src/service/exec-ready-task';
import { ExecReadyTask } from '../../../src/service/exec-ready-task';
import type { RuleTaskOptions, ScheduleTaskOptions, StateMachineTaskOptions } from '../../../src/service/task-target-options';
import { privateImage } from '../_helpers/apps';

export function newTask(scope: Construct, props: Partial<ExecReadyTaskProps> = {}, id = 'Report'): ExecReadyTask {
  return new ExecReadyTask(scope, id, { container: { image: privateImage(scope) }, ...props });
}

export function addRule(task: ExecReadyTask, options?: RuleTaskOptions, scope: Construct = task.node.scope!, id = 'Nightly'): events.Rule {
  return new events.Rule(scope, id, { schedule: events.Schedule.cron({ hour: '3', minute: '0' }), targets: [task.toRuleTarget(options)] });
}

export function addSchedule(task: ExecReadyTask, options?: ScheduleTaskOptions, scope: Construct = task.node.scope!, id = 'Hourly'): scheduler.Schedule {
  return new scheduler.Schedule(scope, id, { schedule: scheduler.ScheduleExpression.cron({ minute: '0' }), target: task.toScheduleTarget(options) });
}

export function addStateMachine(
  task: ExecReadyTask, options?: StateMachineTaskOptions, scope: Construct = task.node.scope!, id = 'Machine',
): sfn.StateMachine {
  const definitionBody = sfn.DefinitionBody.fromChainable(task.toStateMachineTask(scope, `${id}Run`, options));
  return new sfn.StateMachine(scope, id, { definitionBody });
}

export function vpcOf(scope: Stack, subnetType: ec2.SubnetType): ec2.Vpc {
  const isPrivate = subnetType === ec2.SubnetType.PRIVATE_WITH_EGRESS;
  const subnetConfiguration = [{ name: 'Tasks', subnetType }, ...isPrivate ? [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] : []];
  return new ec2.Vpc(scope, 'Vpc', { maxAzs: 2, natGateways: isPrivate ? 1 : 0, subnetConfiguration, restrictDefaultSecurityGroup: false });
}

/** What is not simply ready, as `id: verdict`, each finding and each unknown. */
export function flaws(app: App): string[] {
  const { services } = ReadinessReport.ofApp(app);
  expect(services.length).toBeGreaterThan(0);
  return services.flatMap(({ id, exec, verdict, findings, unknowns }) => [
    ...exec === 'on' && verdict === 'ready' ? [] : [`${id}: ${exec} ${verdict}`],
    ...findings.map(({ rule, resource, path, cause }) => `${rule} ${resource} ${path}: ${cause}`),
    ...unknowns.map(({ hop, resource, reason }) => `${hop} ${resource}: ${reason}`),
  ]);
}
