import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { ExecTaskGrants } from '../../access/exec-task-grants';

/** The roles with which services of AWS run the tasks of one task definition. */
export class TaskRoles {
  private readonly groups = new Set<string>();
  private eventsRole?: iam.Role;
  private schedulerRole?: iam.Role;

  constructor(private readonly scope: Construct, private readonly grants: ExecTaskGrants) {}

  /** For all rules. */
  public forRules(): iam.IRole {
    this.eventsRole ??= this.granted(new iam.Role(this.scope, 'EventsRole', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') }));
    return this.eventsRole;
  }

  /**
   * For the schedules of all groups in which there is one.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
   */
  public forSchedule({ scheduleGroup, env: { account, region } }: scheduler.ISchedule): iam.IRole {
    const group = scheduleGroup?.scheduleGroupArn
      ?? Stack.of(this.scope).formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: 'default', account, region });
    const principal = new iam.ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } } });
    if (!this.schedulerRole) {
      this.schedulerRole = this.granted(new iam.Role(this.scope, 'SchedulerRole', { assumedBy: principal }));
    } else if (!this.groups.has(group)) {
      this.schedulerRole.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [principal] }));
    }
    this.groups.add(group);
    return this.schedulerRole;
  }

  private granted<R extends iam.IRole>(role: R): R {
    this.grants.run(role);
    return role;
  }
}
