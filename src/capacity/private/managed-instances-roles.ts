import { Fn, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { arnOfContainerInstances } from './container-instances';
import { ownedResource } from '../../private/owned';

/**
 * A name that AWS's own policy for infrastructure roles lets pass, for a role and its profile.
 *
 * An account has a name once for all of its regions, so it ends with the id of the stack.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html
 */
function nameOfInstanceRole(scope: Construct): string {
  return `ecsInstanceRole-${Fn.select(2, Fn.split('/', Stack.of(scope).stackId))}-${scope.node.addr.slice(-10)}`;
}

/** The profile of Managed Instances with its role. */
export function createInstanceProfile(scope: Construct, cluster: ecs.ICluster): iam.InstanceProfile {
  const name = nameOfInstanceRole(scope);
  return new iam.InstanceProfile(scope, 'InstanceProfile', { instanceProfileName: name, role: createInstanceRole(scope, 'Role', cluster, name) });
}

/**
 * The role of Managed Instances: what their agent calls in one cluster, and no more.
 *
 * Images, logs and secrets are got with the execution role of each task.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInstanceRolePolicyForManagedInstances.html
 */
function createInstanceRole(scope: Construct, id: string, cluster: ecs.ICluster, roleName: string): iam.Role {
  const instances = arnOfContainerInstances(scope, cluster);
  return roleWith(scope, id, { roleName, service: 'ec2.amazonaws.com' }, [
    { actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] },
    { actions: ['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitTaskStateChange'], resources: [cluster.clusterArn] },
    { actions: ['ecs:Poll', 'ecs:PutSystemLogEvents', 'ecs:StartTelemetrySession'], resources: [instances] },
  ]);
}

/** What Amazon ECS starts Managed Instances with. */
export interface Infrastructure {
  readonly subnets: readonly ec2.ISubnet[];
  readonly securityGroups: readonly ec2.ISecurityGroup[];
  readonly instanceRole: iam.IRole;
  readonly capacityOptionType?: ecs.CapacityOptionType;
}

/**
 * The role with which Amazon ECS starts Managed Instances.
 *
 * AWS's own policy for it lets every role pass whose name begins with `ecsInstanceRole`. This one lets the one role pass, and
 * starts instances in the given subnets alone.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForManagedInstances.html
 */
export function createInfrastructureRole(scope: Construct, id: string, infrastructure: Infrastructure): iam.Role {
  const stack = Stack.of(scope);
  const own = (...resources: string[]) => resources.map((resource) => arn(scope, resource, '*', stack.account));
  // what this app does not make may be shared from another account
  const accountOf = (place: IConstruct) => ownedResource(place) ? Stack.of(place).account : '*';
  const places = [
    ...infrastructure.subnets.map((subnet) => arn(scope, 'subnet', subnet.subnetId, accountOf(subnet))),
    ...infrastructure.securityGroups.map((group) => arn(scope, 'security-group', group.securityGroupId, accountOf(group))),
    arn(scope, 'image', '*', ''),
  ];
  const requested = { StringEquals: { [`aws:RequestTag/${MANAGED}`]: 'true' } };
  return roleWith(scope, id, { service: 'ecs.amazonaws.com' }, [
    { actions: ['ec2:CreateLaunchTemplate'], resources: own('launch-template'), conditions: requested },
    {
      actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
      resources: own('launch-template'),
      conditions: { StringEquals: { 'ec2:ManagedResourceOperator': 'ecs.amazonaws.com' } },
    },
    { actions: ['ec2:CreateFleet'], resources: own('fleet', 'instance', 'launch-template', 'network-interface', 'volume'), conditions: requested },
    { actions: ['ec2:RunInstances'], resources: own('instance', 'network-interface', 'volume'), conditions: requested },
    { actions: ['ec2:RunInstances'], resources: own('launch-template'), conditions: { StringEquals: { [`ec2:ResourceTag/${MANAGED}`]: 'true' } } },
    { actions: ['ec2:CreateFleet', 'ec2:RunInstances'], resources: places },
    {
      actions: ['ec2:CreateTags'],
      resources: own('fleet', 'instance', 'launch-template', 'network-interface', 'volume'),
      conditions: { StringEquals: { 'ec2:CreateAction': ['CreateFleet', 'CreateLaunchTemplate', 'RunInstances'] } },
    },
    { actions: ['iam:PassRole'], resources: [infrastructure.instanceRole.roleArn], conditions: { StringEquals: { 'iam:PassedToService': EC2_PRINCIPALS } } },
    ...infrastructure.capacityOptionType === ecs.CapacityOptionType.SPOT ? [{
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot' })],
    }] : [],
    // AWS offers no narrower resource for these
    {
      actions: [
        'ec2:DescribeAvailabilityZones', 'ec2:DescribeInstanceTypeOfferings', 'ec2:DescribeInstanceTypes', 'ec2:DescribeInstances', 'ec2:DescribeLaunchTemplates',
        'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs',
      ],
      resources: ['*'],
    },
  ]);
}

/** The tag that Amazon ECS puts on whatever it makes. */
const MANAGED = 'AmazonECSManaged';

/** Amazon EC2 goes by the second name in China. */
const EC2_PRINCIPALS = ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'];

function arn(scope: Construct, resource: string, resourceName: string, account: string): string {
  return Stack.of(scope).formatArn({ service: 'ec2', account, resource, resourceName });
}

/** Within the role itself, so that whatever uses the role comes after its permissions. */
function roleWith(
  scope: Construct, id: string, { roleName, service }: { roleName?: string; service: string }, statements: readonly iam.PolicyStatementProps[],
): iam.Role {
  return new iam.Role(scope, id, {
    roleName,
    assumedBy: new iam.ServicePrincipal(service),
    inlinePolicies: { Default: new iam.PolicyDocument({ statements: statements.map((statement) => new iam.PolicyStatement(statement)) }) },
  });
}
