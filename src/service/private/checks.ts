import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { TASKS_PRINCIPAL } from '../../private/exec-facts';
import { identityOf } from '../../private/identity';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';
import type { ServiceOptions } from '../service-options';

interface Roles {
  readonly taskRole: iam.IRole;
  readonly executionRole: iam.IRole;
}

/** The cluster must be in the VPC of the tasks, and its sessions must be known. */
export function checkCluster(scope: Construct, { cluster, vpc }: { readonly cluster: ecs.ICluster; readonly vpc: ec2.IVpc }): void {
  if (identityOf(cluster.vpc, cluster.vpc.vpcId) !== identityOf(vpc, vpc.vpcId)) {
    throw new Error(`${scope.node.path}: the cluster ${JSON.stringify(cluster.node.path)} is in the VPC ${JSON.stringify(cluster.vpc.node.path)} and the network in `
      + `${JSON.stringify(vpc.node.path)}; pass ExecNetwork.existing({ vpc: cluster.vpc }), or leave one of the two out`);
  }
  if (cluster.executeCommandConfiguration) {
    return;
  }
  if (ownedResource(cluster)) {
    warn(scope, 'plainCluster', `the cluster ${JSON.stringify(cluster.node.path)} has no executeCommandConfiguration, so sessions have no key of yours `
      + 'and are logged only where the awslogs driver of the container writes; use ExecReadyCluster, or pass executeCommandConfiguration of an ExecSession');
  } else {
    warn(scope, 'importedCluster', `the cluster ${JSON.stringify(cluster.node.path)} is imported, so its session key and session log cannot be seen and nothing was granted on them; `
      + 'import it with executeCommandConfiguration through ecs.Cluster.fromClusterAttributes');
  }
}

/** Roles that the user brings must be what ECS expects of them, or cannot be seen. */
export function checkRoles(scope: Construct, { taskRole, executionRole }: Roles, brought: Partial<Roles>): void {
  if (brought.taskRole) {
    checkTrust(scope, 'taskRole', brought.taskRole);
  }
  if (brought.executionRole) {
    checkTrust(scope, 'executionRole', brought.executionRole);
  }
  if (taskRole.roleArn === executionRole.roleArn) {
    warn(scope, 'sharedRole', `the role ${JSON.stringify(taskRole.node.path)} is both task role and execution role, so the application may read every secret `
      + 'and image that the start of the task needs; give the service two roles');
  }
}

function checkTrust(scope: Construct, name: 'taskRole' | 'executionRole', role: iam.IRole): void {
  const resource = ownedResource(role) as iam.CfnRole | undefined;
  if (!resource) {
    warn(scope, name === 'taskRole' ? 'importedTaskRole' : 'importedExecutionRole',
      `the ${name} ${JSON.stringify(role.node.path)} is imported, so it cannot be seen whether it trusts ${TASKS_PRINCIPAL} and whether anything denies it what it needs; `
      + 'let the library make the role, or make sure of both');
    return;
  }
  const trust = JSON.stringify(Stack.of(resource).resolve(resource.assumeRolePolicyDocument));
  if (!trust.includes(TASKS_PRINCIPAL)) {
    throw new Error(`${scope.node.path}: the ${name} ${JSON.stringify(role.node.path)} does not trust ${TASKS_PRINCIPAL}, so no task can have it; `
      + `make it with assumedBy: new iam.ServicePrincipal('${TASKS_PRINCIPAL}')`);
  }
}

/** The agent opens sessions in one container of a shared PID namespace only. */
export function checkPidMode(scope: Construct, { pidMode }: ecs.TaskDefinition): void {
  if (pidMode === ecs.PidMode.TASK) {
    warn(scope, 'sharedPidNamespace', 'pidMode is "task", and in a shared PID namespace sessions can be opened in one container of the task only; '
      + 'leave pidMode out unless a container must see the processes of the others');
  }
}

/** With task sets, exec is not a setting of the service. */
export function checkDeploymentController(service: Construct, { deploymentController }: ServiceOptions): void {
  if (deploymentController?.type === ecs.DeploymentControllerType.EXTERNAL) {
    throw new Error(`${service.node.path}: deploymentController ${JSON.stringify(deploymentController.type)} leaves network and tasks to task sets made elsewhere, `
      + 'so exec cannot be made ready here; use ECS or CODE_DEPLOY');
  }
}
