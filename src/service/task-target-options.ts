import type { Size } from 'aws-cdk-lib';
import type * as batch from 'aws-cdk-lib/aws-batch';
import type * as eventsTargets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import type * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import type * as stepfunctionsTasks from 'aws-cdk-lib/aws-stepfunctions-tasks';

/**
 * Options of a task that a rule of Amazon EventBridge runs.
 */
export interface RuleTaskOptions extends eventsTargets.TargetBaseProps {
  /**
   * How many tasks are run for each event.
   *
   * @default 1
   */
  readonly taskCount?: number;

  /**
   * What is different in the containers of these tasks.
   *
   * @default - nothing
   */
  readonly containerOverrides?: eventsTargets.ContainerOverride[];

  /**
   * The CPU units of the task.
   *
   * @default - those of the task definition
   */
  readonly cpu?: string;

  /**
   * The MiB of memory of the task.
   *
   * @default - those of the task definition
   */
  readonly memory?: string;

  /**
   * The ephemeral storage of the task.
   *
   * @default - that of the task definition
   */
  readonly ephemeralStorage?: eventsTargets.EphemeralStorageOverride;

  /**
   * The role with which the task is run. It is granted what that takes.
   *
   * @default - a role of the task, with nothing else
   */
  readonly role?: iam.IRole;
}

/**
 * Options of a task that a schedule of Amazon EventBridge Scheduler runs.
 */
export interface ScheduleTaskOptions extends schedulerTargets.ScheduleTargetBaseProps {
  /**
   * How many tasks are run each time.
   *
   * @default 1
   */
  readonly taskCount?: number;

  /**
   * The group of the tasks.
   *
   * @default - the family of the task definition
   */
  readonly group?: string;
}

/**
 * Options of a task that a state machine runs.
 */
export interface StateMachineTaskOptions extends stepfunctions.TaskStateBaseProps {
  /**
   * What is different in the containers of these tasks.
   *
   * @default - nothing
   */
  readonly containerOverrides?: stepfunctionsTasks.ContainerOverride[];

  /**
   * The CPU units of the task.
   *
   * @default - those of the task definition
   */
  readonly cpu?: string;

  /**
   * The MiB of memory of the task.
   *
   * @default - those of the task definition
   */
  readonly memoryMiB?: string;
}

/**
 * Options of the container of a job of AWS Batch.
 */
export interface BatchTaskOptions {
  /**
   * The vCPUs of the job.
   *
   * @default - those of the task definition, on instances rounded up to whole ones; 1 where it has none
   */
  readonly cpu?: number;

  /**
   * The memory of the job.
   *
   * Throws when it is left out and neither the task definition nor the container has any.
   *
   * @default - that of the task definition; where it has none, the limit of the container, or else its reservation
   */
  readonly memory?: Size;

  /**
   * The command of the job, with parameters of its job definition as `Ref::name`.
   *
   * Needed when the container has an `entryPoint`, which a job has not: it has that of its image.
   *
   * @default - the command of the container
   */
  readonly command?: string[];

  /**
   * The environment variables of the job.
   *
   * @default - those of the container
   */
  readonly environment?: { [name: string]: string };

  /**
   * The secrets of the job, by the names of their environment variables.
   *
   * @default - those of the container
   */
  readonly secrets?: { [name: string]: batch.Secret };
}
