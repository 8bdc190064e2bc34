import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ContainerFacts } from './container-facts';
import { NANO_SERVER } from '../../private/exec-facts';
import { isWindows } from '../../private/windows';
import type { ExecContainerOptions } from '../exec-container-options';

/** What was asked for a container and contradicts exec or itself, each to be read after the name of the container. */
export function contradictions(container: ecs.ContainerDefinition, options: ExecContainerOptions, facts: ContainerFacts): string[] {
  const windows = isWindows(container.taskDefinition);
  const platform = windows ? onWindows(options) : onLinux(options, facts);
  return options.execTarget === false ? platform : [...writing(facts, windows), ...networking(options), ...nanoServer(container), ...platform];
}

function writing({ readonlyRoot }: ContainerFacts, windows: boolean): string[] {
  const mounts = windows ? '' : 'set writableAgentDirectories to true, ';
  return readonlyRoot ? ['has readonlyRootFilesystem true, and the agent of ECS Exec must write; '
    + `leave it out, ${mounts}or set execTarget to false if nobody is to exec into it`] : [];
}

function networking({ disableNetworking }: ExecContainerOptions): string[] {
  return disableNetworking ? ['has disableNetworking true, and the agent of ECS Exec must reach Session Manager; '
    + 'leave it out, or set execTarget to false if nobody is to exec into it'] : [];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations */
function nanoServer(container: ecs.ContainerDefinition): string[] {
  const image = JSON.stringify(Stack.of(container).resolve(container.imageName));
  return NANO_SERVER.test(image) ? [`has the image ${image}, and ECS Exec does not work in Nano Server; `
    + 'make the image from Windows Server Core, or set execTarget to false if nobody is to exec into it'] : [];
}

function onWindows({ writableAgentDirectories, initProcess }: ExecContainerOptions): string[] {
  return [
    ...writableAgentDirectories ? ['has writableAgentDirectories true, which there are in Linux only; leave it out'] : [],
    ...initProcess ? ['has initProcess true, and Windows has no init process; leave it out'] : [],
  ];
}

function onLinux({ initProcess }: ExecContainerOptions, facts: ContainerFacts): string[] {
  return initProcess !== undefined && facts.initProcess === !initProcess
    ? [`has initProcess ${initProcess} and initProcessEnabled ${!initProcess} in its linuxParameters; leave one of them out`] : [];
}
