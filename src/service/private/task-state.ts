import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { TaskRun } from './task-run';
import { arnOfTasks } from '../../access/private/exec-access';
import type { StateMachineTaskOptions } from '../task-target-options';

/**
 * A state of a state machine that runs a task.
 *
 * @param statements what it takes to run the task
 */
export function taskState(
  scope: Construct, id: string, run: TaskRun, statements: iam.PolicyStatement[], options: StateMachineTaskOptions,
): tasks.EcsRunTask {
  const { cluster, taskDefinition, awsvpc } = run;
  /** Declared when it is used, for it takes a module to load. */
  class TaskState extends tasks.EcsRunTask {
    /** The L2 allows more than it takes, and not to hand on tags. */
    protected override readonly taskPolicies = [...statements, ...waitStatements(scope, run, options.integrationPattern)];

    /** The L2 names the family, of which somebody may have registered another revision since. */
    public override toStateJson(topLevelQueryLanguage?: sfn.QueryLanguage): object {
      const state = super.toStateJson(topLevelQueryLanguage) as Record<string, object | undefined>;
      const key = state.Arguments ? 'Arguments' : 'Parameters';
      return { ...state, [key]: { ...state[key], TaskDefinition: taskDefinition.taskDefinitionArn } };
    }
  }
  return new TaskState(scope, id, {
    ...options,
    cluster,
    taskDefinition,
    ...awsvpc && {
      subnets: { subnets: awsvpc.subnets },
      securityGroups: awsvpc.securityGroups,
      assignPublicIp: awsvpc.assignPublicIp === 'ENABLED',
    },
    launchTarget: { bind: () => ({ parameters: placement(run) }) },
    propagatedTagSource: ecs.PropagatedTagSource.TASK_DEFINITION,
    enableExecuteCommand: true,
  });
}

function placement({ launchType, strategy }: TaskRun): Record<string, unknown> {
  return {
    LaunchType: launchType,
    CapacityProviderStrategy: strategy?.map(({ capacityProvider, weight, base }) => ({
      CapacityProvider: capacityProvider, Weight: weight, Base: base,
    })),
  };
}

/**
 * What a state machine calls until the task has stopped.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html
 */
function waitStatements(scope: Construct, { cluster }: TaskRun, pattern?: sfn.IntegrationPattern): iam.PolicyStatement[] {
  const rule = Stack.of(scope).formatArn({
    service: 'events', resource: 'rule', resourceName: 'StepFunctionsGetEventsForECSTaskRule', arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return pattern === sfn.IntegrationPattern.RUN_JOB ? [
    new iam.PolicyStatement({ actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: [arnOfTasks({ scope, cluster })] }),
    new iam.PolicyStatement({ actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'], resources: [rule] }),
  ] : [];
}
