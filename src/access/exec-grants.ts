import * as cdk from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ExecOperatorNetwork } from '../network/exec-operator-network';
import { OPERATOR_KEY_ACTION, SERVICE_NAME_TAG } from '../private/exec-facts';
import { isChangeable } from '../private/grantable';
import { ownedResource } from '../private/owned';
import { warn } from '../private/warnings';

/**
 * Limits of access to the sessions of a service.
 */
export interface ExecGrantOptions {
  /**
   * Where sessions must be opened from.
   *
   * @default - from anywhere
   */
  readonly from?: ExecOperatorNetwork;
}

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

  private constructor(private readonly service: ecs.BaseService) {}

  /**
   * Lets the grantee open a session in any task of the service.
   *
   * Grants `ecs:ExecuteCommand` on the cluster and on the tasks of this service, `ecs:DescribeTasks` on the same tasks,
   * `ecs:ListTasks` in this cluster, and `kms:GenerateDataKey` on the session key. It does not grant `ssm:StartSession`,
   * which opens sessions past the log.
   *
   * Throws when the service has no `enableECSManagedTags`.
   *
   * @param grantee the operator
   * @param options where sessions must be opened from
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command
   */
  public exec(grantee: iam.IGrantable, options: ExecGrantOptions = {}): iam.Grant {
    this.requireManagedTags();
    const { cluster } = this.service;
    const { from } = options;
    const source = from ? { 'aws:SourceVpc': from.vpc.vpcId } : {};
    const grants = [
      iam.Grant.addToPrincipal({ grantee, actions: ['ecs:ExecuteCommand'], resourceArns: [cluster.clusterArn], ...from && { conditions: { StringEquals: source } } }),
      iam.Grant.addToPrincipal({
        grantee,
        actions: ['ecs:DescribeTasks', 'ecs:ExecuteCommand'],
        resourceArns: [this.tasks()],
        conditions: { StringEquals: { [`aws:ResourceTag/${SERVICE_NAME_TAG}`]: this.service.serviceName, ...source } },
      }),
      // listing has no resource to name: AWS narrows it by the cluster
      iam.Grant.addToPrincipal({
        grantee,
        actions: ['ecs:ListTasks'],
        resourceArns: ['*'],
        conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn }, ...from && { StringEquals: source } },
      }),
      ...this.grantKey(grantee, from),
    ];
    if (!isChangeable(grantee.grantPrincipal) || grants.some((grant) => !grant.success)) {
      warn(this.service, 'unchangedOperator', `the policies of ${JSON.stringify(grantee.grantPrincipal.toString())} cannot be changed here, so it was not allowed to exec; `
        + 'attach the statements of grants.exec() where the principal is made');
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }

  /** The client of the operator calls AWS KMS by itself. */
  private grantKey(grantee: iam.IGrantable, from: ExecOperatorNetwork | undefined): iam.Grant[] {
    const key = this.service.cluster.executeCommandConfiguration?.kmsKey;
    if (!key || !from) {
      return key ? [key.grant(grantee, OPERATOR_KEY_ACTION)] : [];
    }
    from._use(key);
    return [iam.Grant.addToPrincipal({
      grantee, actions: [OPERATOR_KEY_ACTION], resourceArns: [key.keyArn], conditions: { StringEquals: { 'aws:SourceVpc': from.vpc.vpcId } },
    })];
  }

  private requireManagedTags(): void {
    const { enableEcsManagedTags } = ownedResource(this.service) as ecs.CfnService;
    if (enableEcsManagedTags !== true) {
      throw new Error(`${this.service.node.path}: enableECSManagedTags is ${JSON.stringify(enableEcsManagedTags)}; `
        + `without the tag ${SERVICE_NAME_TAG} a policy cannot tell the tasks of this service from others: set it to true`);
    }
  }

  private tasks(): string {
    return cdk.Stack.of(this.service).formatArn({
      service: 'ecs', resource: 'task', resourceName: `${this.service.cluster.clusterName}/*`,
    });
  }
}
