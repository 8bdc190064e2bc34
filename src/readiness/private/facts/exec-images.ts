import type { MachineImage } from '../model/machine-image';

/** The first day of the images of Amazon Linux whose agent, 1.50.2 or later, has ECS Exec. */
const FIRST_DAY = 20210121;
/** Bottlerocket has ECS Exec from here on. */
const FIRST_BOTTLEROCKET = [1, 14, 0];
/** It runs an init process in containers from here on, and does not start them with one before. */
const FIRST_BOTTLEROCKET_INIT = [1, 19, 0];
/** The agent of Windows has ECS Exec from here on. */
const FIRST_WINDOWS_AGENT = [1, 56, 0];

const DAY = /(?:^|\D)(20\d{6})(?:\D|$)/;
const VERSION = /(?:^|[/v])(\d+)\.(\d+)(?:\.(\d+))?(?:-[0-9a-f]+)?(?:\/|$)/;

/**
 * What keeps ECS Exec from working with an image, if anything does for certain. One that is named by `recommended` or `latest` is new enough.
 *
 * @param withInit whether a container asks for an init process
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function flawOf({ kind, name }: MachineImage, withInit: boolean): string | undefined {
  const day = Number(DAY.exec(name)?.[1] ?? FIRST_DAY);
  if (kind === 'ecs') {
    return day < FIRST_DAY ? 'its agent is older than 1.50.2, the first with ECS Exec' : undefined;
  }
  if (kind === 'bottlerocket') {
    return isBefore(versionIn(name), FIRST_BOTTLEROCKET) ? 'Bottlerocket has ECS Exec from 1.14.0'
      : withInit && isBefore(versionIn(name), FIRST_BOTTLEROCKET_INIT) ? 'Bottlerocket runs containers with an init process from 1.19.0' : undefined;
  }
  return kind === 'windows' && /Windows_Server-2016|windows_server\/2016/i.test(name) ? 'the agent offers no ECS Exec on Windows Server 2016' : undefined;
}

/** Whether a version of the agent for Windows, such as `v1.55.0`, is certainly too old. */
export function isOldWindowsAgent(version: string): boolean {
  return isBefore(versionIn(version), FIRST_WINDOWS_AGENT);
}

function versionIn(text: string): readonly number[] | undefined {
  return VERSION.exec(text)?.slice(1).map((part) => Number(part ?? 0));
}

function isBefore(version: readonly number[] | undefined, first: readonly number[]): boolean {
  const index = version?.findIndex((part, place) => part !== first[place]) ?? -1;
  return version !== undefined && index >= 0 && version[index] < first[index];
}
