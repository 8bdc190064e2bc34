import type { App } from 'aws-cdk-lib';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as events from 'aws-cdk-lib/aws-events';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { image } from './shared';
import { DiagnosticTask, ExecReadyService, ExecReadyTask } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** Tasks that are no service's, and whoever runs them. */
export function addTasks(app: App): void {
  const tasks = new Stack(app, 'Tasks');
  const report = new ExecReadyTask(tasks, 'Report', { container: { image: image(tasks) } });
  new events.Rule(tasks, 'Nightly', {
    schedule: events.Schedule.cron({ hour: '3', minute: '0' }),
    targets: [report.toRuleTarget()],
  });
  new scheduler.Schedule(tasks, 'Hourly', {
    schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
    target: report.toScheduleTarget(),
  });
  const machine = new stepfunctions.StateMachine(tasks, 'Machine', {
    definitionBody: stepfunctions.DefinitionBody.fromChainable(report.toStateMachineTask(tasks, 'Run')),
  });
  // the CDK lets a state machine depend on its role, to which it refers as well
  (machine.node.defaultChild as stepfunctions.CfnStateMachine).addMetadata('cfn-lint', { config: { ignore_checks: ['W3005'] } });
  new batch.EcsJobDefinition(tasks, 'Job', { container: report.toBatchContainer('JobContainer') });
  Validations.of(report).acknowledge({ id: 'exec-ready:unseenComputeEnvironment', reason: 'its subnets and security groups are those of the task' });

  // an image with a shell and tools, beside a service whose image has none
  const diagnosis = new Stack(app, 'Diagnosis');
  const service = new ExecReadyService(diagnosis, 'App', { container: { image: image(diagnosis) } });
  new DiagnosticTask(diagnosis, 'Look', { service, image: image(diagnosis, 'aws-cli') });
}
