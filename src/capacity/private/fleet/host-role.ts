import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { agentNeeds } from './host-agent';
import type { EcsAgentConfig } from '../../ecs-agent-config';
import { arnOfContainerInstances } from '../container-instances';

/**
 * The role of instances: what their agent calls in one cluster, and no more.
 *
 * Images, logs and secrets are got with the execution role of each task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export class HostRole extends iam.Role {
  private isClosed = false;

  constructor(scope: Construct, id: string, cluster: ecs.ICluster, config: EcsAgentConfig) {
    super(scope, id, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const instances = arnOfContainerInstances(scope, cluster);
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
      ...tagStatements(config, instances),
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

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html */
function tagStatements(config: EcsAgentConfig, instances: string): iam.PolicyStatement[] {
  const { describesTags, tags } = agentNeeds(config);
  return [
    ...describesTags ? [new iam.PolicyStatement({ actions: ['ec2:DescribeTags'], resources: ['*'] })] : [],
    ...tags ? [new iam.PolicyStatement({
      actions: ['ecs:TagResource'], resources: [instances], conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
    })] : [],
  ];
}
