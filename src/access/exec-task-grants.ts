import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ExecGrantOptions } from './exec-grant-options';
import { arnOfTasks, combined, grantExec } from './private/exec-access';
import { grantReadSessionLogs } from './private/policy-session-logs';
import { missingOnTaskDefinition } from './private/policy-tags';
import { TASK_TAG, tagTasksOf } from './private/task-tag';
import { TASKS_PRINCIPAL } from '../private/exec-facts';
import { ownedResource } from '../private/owned';

/**
 * Access to tasks that are not a service's: to run them, and to open sessions in them.
 */
export class ExecTaskGrants {
  /**
   * Access to the tasks of any task definition that this app makes.
   *
   * It is tagged, and the tasks must be run with the tags of their task definition (`propagateTags`): it is by this tag that a policy
   * knows them.
   *
   * @param taskDefinition the task definition
   * @param cluster the cluster that the tasks run in
   */
  public static fromTaskDefinition(taskDefinition: ecs.TaskDefinition, cluster: ecs.ICluster): ExecTaskGrants {
    return new ExecTaskGrants(taskDefinition, cluster, tagTasksOf(taskDefinition));
  }

  private constructor(
    private readonly taskDefinition: ecs.TaskDefinition,
    private readonly cluster: ecs.ICluster,
    private readonly tag: readonly [key: string, value: string],
  ) {}

  /**
   * Lets the grantee open a session in any task that is run with the tags of the task definition.
   *
   * Grants `ecs:ExecuteCommand` on the cluster and on these tasks, `ecs:DescribeTasks` on the same tasks, `ecs:ListTasks` in this
   * cluster, and `kms:GenerateDataKey` on the session key. It does not grant `ssm:StartSession`, which opens sessions past the log.
   *
   * Whoever may tag tasks of the cluster (`ecs:TagResource`) decides which tasks these are.
   *
   * @param grantee the operator
   * @param options limits of the access
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command
   */
  public exec(grantee: iam.IGrantable, options: ExecGrantOptions = {}): iam.Grant {
    const missing = (tags: Readonly<Record<string, string>>) => missingOnTaskDefinition(this.taskDefinition, tags);
    const definition = () => ownedResource(this.taskDefinition);
    return grantExec({ scope: this.taskDefinition, cluster: this.cluster, tag: this.tag, missing, definition }, grantee, options);
  }

  /**
   * Lets the grantee read the logs of sessions of the cluster that the tasks run in, and not open any.
   *
   * A session log is that of a cluster: sessions of its other tasks are in it too.
   *
   * Throws when no log group or bucket of the sessions is known here.
   *
   * @param grantee the auditor
   */
  public readSessionLogs(grantee: iam.IGrantable): iam.Grant {
    return grantReadSessionLogs(this.taskDefinition, this.cluster, grantee);
  }

  /**
   * Lets the grantee run tasks of this task definition, in this cluster.
   *
   * Grants `ecs:RunTask` on the task definition, `iam:PassRole` on its roles to Amazon ECS alone, and `ecs:TagResource` on what is being
   * run, with no tag of another task definition. Whoever may run a task may have it do whatever its task role allows.
   *
   * @param grantee who runs the tasks: a person, a role of Amazon EventBridge, a state machine
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
   */
  public run(grantee: iam.IGrantable): iam.Grant {
    const grants = this._runStatements().map(({ actions, resources, conditions }) => iam.Grant.addToPrincipal({
      grantee, actions, resourceArns: resources, conditions: conditions as Record<string, Record<string, unknown>>,
    }));
    return combined(this.taskDefinition, grantee, 'grants.run()', grants);
  }

  /**
   * What whoever runs tasks is allowed.
   *
   * @internal
   */
  public _runStatements(): iam.PolicyStatement[] {
    const { taskRole, executionRole, taskDefinitionArn } = this.taskDefinition;
    const roles = [taskRole, executionRole].flatMap((role) => role?.roleArn ?? []);
    return [
      new iam.PolicyStatement({
        actions: ['ecs:RunTask'], resources: [taskDefinitionArn], conditions: { ArnEquals: { 'ecs:cluster': this.cluster.clusterArn } },
      }),
      new iam.PolicyStatement({
        actions: ['iam:PassRole'], resources: roles, conditions: { StringEquals: { 'iam:PassedToService': TASKS_PRINCIPAL } },
      }),
      // with the tag of other tasks, this one would be in the reach of others, or theirs in the reach of this one's operators
      new iam.PolicyStatement({
        actions: ['ecs:TagResource'],
        resources: [arnOfTasks({ scope: this.taskDefinition, cluster: this.cluster })],
        conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' }, StringEqualsIfExists: { [`aws:RequestTag/${TASK_TAG}`]: this.tag[1] } },
      }),
    ];
  }
}
