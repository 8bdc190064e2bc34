import { posix } from 'node:path';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { AGENT_FOLDERS } from '../../private/exec-facts';

/** Gives the agent in a container folders to write in, in volumes that no other container has. */
export function mountAgentFolders(container: ecs.ContainerDefinition): void {
  const { taskDefinition, containerName } = container;
  for (const folder of AGENT_FOLDERS) {
    const name = `${containerName}${folder.replaceAll('/', '-')}`;
    taskDefinition.addVolume({ name });
    container.addMountPoints({ sourceVolume: name, containerPath: mountPathOf(folder, taskDefinition), readOnly: false });
  }
}

/** Whether mounts let the folders of the agent be written to: of those at a folder or above it, the nearest decides. */
export function hasAgentFolders(mountPoints: readonly ecs.CfnTaskDefinition.MountPointProperty[]): boolean {
  const mounts = mountPoints.map(({ containerPath = '', readOnly }) => ({ path: posix.resolve('/', containerPath), readOnly }))
    .filter(({ path }) => path !== '/').sort((one, other) => other.path.length - one.path.length);
  return AGENT_FOLDERS.every((folder) => {
    const nearest = mounts.find(({ path }) => `${folder}/`.startsWith(`${path}/`));
    return nearest !== undefined && nearest.readOnly !== true;
  });
}

/**
 * The agent of instances mounts a folder of its own for logs at the same path, and Docker starts no container with two mounts at one path.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/agent/engine/execcmd/manager_init_task_linux.go
 */
function mountPathOf(folder: string, { isFargateCompatible }: ecs.TaskDefinition): string {
  return folder === '/var/log/amazon/ssm' && !isFargateCompatible ? '/var/log/amazon' : folder;
}
