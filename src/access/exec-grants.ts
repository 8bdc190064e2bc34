import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { ExecClusterGrants } from './exec-cluster-grants';
import type { ExecGrantOptions } from './exec-grant-options';
import { grantExec } from './private/exec-access';
import { definitionIn } from './private/policy-containers';
import { grantDeploy } from './private/policy-deployer';
import { grantReadSessionLogs } from './private/policy-session-logs';
import { missingOnTasksOf } from './private/policy-tags';
import { SERVICE_NAME_TAG } from '../private/exec-facts';
import { ownedResource } from '../private/owned';

export type { ExecGrantOptions } from './exec-grant-options';

/**
 * Access to the sessions of a service.
 */
export class ExecGrants {
  /**
   * Access to the sessions of any service that this app makes.
   *
   * The service must have `enableECSManagedTags`: it is by the tag `aws:ecs:serviceName` that a policy knows the tasks of one service.
   *
   * @param service the service whose tasks are opened
   */
  public static fromService(service: ecs.BaseService): ExecGrants {
    return new ExecGrants(service);
  }

  /**
   * Access to the sessions of all tasks of a cluster, of this app or imported.
   *
   * @param cluster the cluster whose tasks are opened
   */
  public static fromCluster(cluster: ecs.ICluster): ExecClusterGrants {
    return ExecClusterGrants._of(cluster);
  }

  private constructor(private readonly service: ecs.BaseService) {}

  /**
   * Lets the grantee open a session in any task of the service.
   *
   * Grants `ecs:ExecuteCommand` on the cluster and on the tasks of this service, `ecs:DescribeTasks` on the same tasks,
   * `ecs:ListTasks` in this cluster, and `kms:GenerateDataKey` on the session key. It does not grant `ssm:StartSession`,
   * which opens sessions past the log.
   *
   * Throws when the service has no `enableECSManagedTags`, and when limits contradict each other. Synthesis fails when no container has a name of `containers`.
   *
   * @param grantee the operator
   * @param options limits of the access
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command
   */
  public exec(grantee: iam.IGrantable, options: ExecGrantOptions = {}): iam.Grant {
    this.requireManagedTags();
    const { cluster, serviceName } = this.service;
    const missing = (tags: Readonly<Record<string, string>>) => missingOnTasksOf(this.service, tags);
    const definition = () => definitionIn(this.service, (ownedResource(this.service) as ecs.CfnService).taskDefinition);
    return grantExec({ scope: this.service, cluster, tag: [SERVICE_NAME_TAG, serviceName], missing, definition }, grantee, options);
  }

  /**
   * Lets the grantee read the logs of sessions of the cluster that the service runs in, and not open any.
   *
   * A session log is that of a cluster: sessions of its other services are in it too.
   *
   * Throws when no log group or bucket of the sessions is known here.
   *
   * @param grantee the auditor
   */
  public readSessionLogs(grantee: iam.IGrantable): iam.Grant {
    return grantReadSessionLogs(this.service, this.service.cluster, grantee);
  }

  /**
   * Lets the grantee deploy new revisions of the task definition to the service.
   *
   * Grants `ecs:RegisterTaskDefinition` on its family, with tags; `ecs:UpdateService` and `ecs:DescribeServices` on the service;
   * `ecs:DescribeTaskDefinition`, which AWS narrows by nothing; and `iam:PassRole` on the roles of the task definition to Amazon ECS alone.
   * Whoever may deploy may have the tasks do whatever their role allows, and may switch exec; an `ExecGuardrail` takes the switch away.
   *
   * Roles with which Amazon ECS makes volumes, gets certificates, calls hooks or switches target groups of the service are passed by updates that say something
   * of these alone; those that do not leave them as they are. Pass the roles here for a pipeline that sends all of the service each time: it may then attach any
   * volume, or turn any traffic, that the role lets Amazon ECS. The infrastructure role and the instance profile of a capacity provider are passed by whoever
   * makes the capacity provider, and never here.
   *
   * @param grantee who deploys, such as the role of a pipeline
   * @param infrastructureRoles the roles that updates of the service name for Amazon ECS itself: none unless given
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
   */
  public deployer(grantee: iam.IGrantable, infrastructureRoles: iam.IRole[] = []): iam.Grant {
    return grantDeploy(this.service, grantee, infrastructureRoles);
  }

  private requireManagedTags(): void {
    const { enableEcsManagedTags } = ownedResource(this.service) as ecs.CfnService;
    if (enableEcsManagedTags !== true) {
      throw new Error(`${this.service.node.path}: enableECSManagedTags is ${JSON.stringify(enableEcsManagedTags)}; `
        + `without the tag ${SERVICE_NAME_TAG} a policy cannot tell the tasks of this service from others: set it to true`);
    }
  }
}
