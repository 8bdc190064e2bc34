import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { arnOfContainerInstances } from './container-instances';

/**
 * The role of machines outside of AWS: what the agent of AWS Systems Manager calls, and what the container agent calls in one cluster.
 *
 * Images, logs and secrets are got with the execution role of each task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html
 */
export function createExternalRole(scope: Construct, id: string, cluster: ecs.ICluster, isTagged: boolean): iam.Role {
  const stack = Stack.of(scope);
  const instances = arnOfContainerInstances(scope, cluster);
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ssm', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
      },
    }),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
    inlinePolicies: {
      Default: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] }),
          new iam.PolicyStatement({
            actions: ['ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
            resources: [cluster.clusterArn],
          }),
          new iam.PolicyStatement({ actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'], resources: [instances] }),
          ...isTagged ? [new iam.PolicyStatement({
            actions: ['ecs:TagResource'], resources: [instances], conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
          })] : [],
        ],
      }),
    },
  });
}
