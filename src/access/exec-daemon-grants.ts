import { Names, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ExecGrantOptions } from './exec-grant-options';
import { grantExec } from './private/exec-access';
import { definitionIn } from './private/policy-containers';
import { grantReadSessionLogs } from './private/policy-session-logs';
import { missingOnTasksOfDaemon } from './private/policy-tags';
import { TASK_TAG } from './private/task-tag';

/**
 * Access to the sessions of a daemon.
 */
export class ExecDaemonGrants {
  /**
   * Access to the sessions of any daemon that this app makes.
   *
   * The daemon is tagged, and its tasks get its tags (`propagateTags`): it is by this tag that a policy knows them. Synthesis fails when either is
   * taken back.
   *
   * @param daemon the daemon whose tasks are opened
   * @param cluster the cluster that it runs in
   */
  public static fromDaemon(daemon: ecs.CfnDaemon, cluster: ecs.ICluster): ExecDaemonGrants {
    const value = `${Stack.of(daemon).stackName}/${Names.uniqueResourceName(daemon, { maxLength: 120 })}`;
    daemon.cdkTagManager.setTag(TASK_TAG, value);
    daemon.propagateTags = 'DAEMON';
    daemon.node.addValidation({ validate: () => missingOnTasksOfDaemon(daemon, { [TASK_TAG]: value }) });
    return new ExecDaemonGrants(daemon, cluster, [TASK_TAG, value]);
  }

  private constructor(
    private readonly daemon: ecs.CfnDaemon,
    private readonly cluster: ecs.ICluster,
    private readonly tag: readonly [key: string, value: string],
  ) {}

  /**
   * Lets the grantee open a session in any task of the daemon.
   *
   * Grants `ecs:ExecuteCommand` on the cluster and on the tasks of this daemon, `ecs:DescribeTasks` on the same tasks,
   * `ecs:ListTasks` in this cluster, and `kms:GenerateDataKey` on the session key. It does not grant `ssm:StartSession`,
   * which opens sessions past the log.
   *
   * Whoever may tag tasks of the cluster (`ecs:TagResource`) decides which tasks these are.
   *
   * @param grantee the operator
   * @param options limits of the access
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command
   */
  public exec(grantee: iam.IGrantable, options: ExecGrantOptions = {}): iam.Grant {
    const missing = (tags: Readonly<Record<string, string>>) => missingOnTasksOfDaemon(this.daemon, tags);
    const definition = () => definitionIn(this.daemon, this.daemon.daemonTaskDefinitionArn);
    return grantExec({ scope: this.daemon, cluster: this.cluster, tag: this.tag, missing, definition }, grantee, options);
  }

  /**
   * Lets the grantee read the logs of sessions of the cluster that the daemon runs in, and not open any.
   *
   * A session log is that of a cluster: sessions of its other tasks are in it too.
   *
   * Throws when no log group or bucket of the sessions is known here.
   *
   * @param grantee the auditor
   */
  public readSessionLogs(grantee: iam.IGrantable): iam.Grant {
    return grantReadSessionLogs(this.daemon, this.cluster, grantee);
  }
}
