import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ExecGrantOptions } from './exec-grant-options';
import { grantExec } from './private/exec-access';
import { grantReadSessionLogs } from './private/policy-session-logs';

/**
 * Access to the sessions of all tasks of a cluster.
 */
export class ExecClusterGrants {
  /**
   * Made by `ExecGrants.fromCluster()`.
   *
   * @internal
   */
  public static _of(cluster: ecs.ICluster): ExecClusterGrants {
    return new ExecClusterGrants(cluster);
  }

  private constructor(private readonly cluster: ecs.ICluster) {}

  /**
   * Lets the grantee open a session in any task of the cluster, whatever started it.
   *
   * Grants `ecs:ExecuteCommand` on the cluster and its tasks, `ecs:DescribeTasks` on the same tasks, `ecs:ListTasks` in this cluster, and
   * `kms:GenerateDataKey` on the session key. It does not grant `ssm:StartSession`, which opens sessions past the log.
   *
   * Which tags the tasks of a cluster have cannot be checked.
   *
   * @param grantee the operator
   * @param options limits of the access
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command
   */
  public exec(grantee: iam.IGrantable, options: ExecGrantOptions = {}): iam.Grant {
    return grantExec({ scope: this.cluster, cluster: this.cluster }, grantee, options);
  }

  /**
   * Lets the grantee read the logs of sessions of the cluster, and not open any.
   *
   * Throws when no log group or bucket of the sessions is known here.
   *
   * @param grantee the auditor
   */
  public readSessionLogs(grantee: iam.IGrantable): iam.Grant {
    return grantReadSessionLogs(this.cluster, this.cluster, grantee);
  }
}
