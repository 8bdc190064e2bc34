import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * The role of instances: what their agent calls in one cluster, and no more.
 *
 * Images, logs and secrets are got with the execution role of each task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export class HostRole extends iam.Role {
  private isClosed = false;

  constructor(scope: Construct, id: string, cluster: ecs.ICluster) {
    super(scope, id, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const instances = Stack.of(scope).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` });
    [
      new iam.PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] }),
      new iam.PolicyStatement({
        actions: [
          'ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance',
          'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange',
        ],
        resources: [cluster.clusterArn],
      }),
      new iam.PolicyStatement({ actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'], resources: [instances] }),
    ].forEach((statement) => this.addToPrincipalPolicy(statement));
  }

  /** Leaves out what is added meanwhile: the L2 adds statements that are looser than these. */
  public leaveOut(change: () => void): void {
    this.isClosed = true;
    change();
    this.isClosed = false;
  }

  public override addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return this.isClosed ? { statementAdded: true } : super.addToPrincipalPolicy(statement);
  }

  public override addManagedPolicy(policy: iam.IManagedPolicy): void {
    if (!this.isClosed) {
      super.addManagedPolicy(policy);
    }
  }
}
