import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import type { TaskRun } from './task-run';
import { idsOf } from './task-run';
import type { ScheduleTaskOptions } from '../task-target-options';

/** Has a schedule of Amazon EventBridge Scheduler run tasks. */
export class TaskScheduleTarget implements scheduler.IScheduleTarget {
  /**
   * @param roleFor the role that may run the tasks for a schedule
   * @param start is told of each schedule
   */
  constructor(
    private readonly run: TaskRun,
    private readonly roleFor: (schedule: scheduler.ISchedule) => iam.IRole,
    private readonly options: ScheduleTaskOptions,
    private readonly start: (schedule: scheduler.ISchedule, role: iam.IRole) => void,
  ) {}

  public bind(schedule: scheduler.ISchedule): scheduler.ScheduleTargetConfig {
    const role = this.options.role ?? this.roleFor(schedule);
    this.start(schedule, role);
    return targetOf(this.run, { ...this.options, role }).bind(schedule);
  }
}

/** A class of the L2, with what its two subclasses leave out; declared when it is used, for it takes a module to load. */
function targetOf(run: TaskRun, options: ScheduleTaskOptions): scheduler.IScheduleTarget {
  const { cluster, taskDefinition, launchType, strategy, awsvpc } = run;
  class Target extends targets.EcsRunTask {
    /** The L2 would grant more than it takes to run the task. */
    protected override addTargetActionToRole(): void {
      // the role has its grants already
    }

    protected override bindBaseTargetConfig(schedule: scheduler.ISchedule): scheduler.ScheduleTargetConfig {
      const config = super.bindBaseTargetConfig(schedule);
      return {
        ...config,
        ecsParameters: { ...config.ecsParameters!, launchType, networkConfiguration: awsvpc && { awsvpcConfiguration: idsOf(awsvpc) } },
      };
    }
  }
  return new Target(cluster, { ...options, taskDefinition, capacityProviderStrategies: strategy, propagateTags: true, enableExecuteCommand: true });
}
