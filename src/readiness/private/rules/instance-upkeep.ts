import { violated, type Outcome, type Rule } from './rule';
import { hostsOf, type Host } from '../model/hosts';
import { isOn } from '../model/offered';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';

/** What images of Amazon Linux with the agent are made for, in GiB. */
const ROOT_SIZE = 30;
const ROOT_DEVICE = '/dev/xvda';
/** The agent of ECS Exec and a shell take some dozens of processes and threads. */
const FEWEST_PROCESSES = 100;
/** How long stopped tasks may reasonably lie about, in hours. */
const LONGEST_WAIT = 24;

export const InstanceUpkeep: Rule = {
  id: 'InstanceUpkeep',
  catalogue: ['X-094'],
  hop: 'start-up path',
  severity: 'warning',
  requirement: 'Instances do not run full: their disk holds the images and logs of tasks, what is not used is cleaned up, and sessions may start processes.',
  fix: { cloudFormation: 'raise VolumeSize, set max-size for json-file, and leave the settings of the agent at their defaults' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/automated_image_cleanup.html',
  *check(subject) {
    const { hosts } = hostsOf(subject);
    for (const host of hosts) {
      yield* disk(host);
      yield* settings(host);
    }
    yield* hosts.length > 0 ? logs(subject) : [];
  },
};

function* disk({ launch, image }: Host): Generator<Outcome> {
  for (const device of image.kind === 'ecs' ? launch.at('BlockDeviceMappings').list.items : []) {
    const size = device.at('Ebs', 'VolumeSize').number;
    if (device.at('DeviceName').value === ROOT_DEVICE && 'known' in size && size.known !== undefined && size.known < ROOT_SIZE) {
      yield violated(device.at('Ebs', 'VolumeSize'), `the disk of the instances has ${size.known} GiB, and the image is made for ${ROOT_SIZE}`);
    }
  }
}

function* settings({ agent, userDataAt, resource }: Host): Generator<Outcome> {
  const value = (name: string) => {
    const setting = agent.get(name);
    return 'known' in setting ? setting.known : undefined;
  };
  const processes = Number(value('ECS_TASK_PIDS_LIMIT') ?? NaN);
  if (processes > 0 && processes < FEWEST_PROCESSES) {
    yield violated(userDataAt, `ECS_TASK_PIDS_LIMIT in the user data of ${resource.logicalId} is ${processes}, which leaves little for the processes of a session`);
  }
  if (isOn(value('ECS_DISABLE_IMAGE_CLEANUP') ?? '') === 'yes') {
    yield violated(userDataAt, `images are never removed from the instances of ${resource.logicalId}`);
  }
  if (hoursIn(value('ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION') ?? '') > LONGEST_WAIT) {
    yield violated(userDataAt, `stopped tasks stay on the instances of ${resource.logicalId} for more than ${LONGEST_WAIT} hours`);
  }
}

function* logs(subject: Subject): Generator<Outcome> {
  for (const { container, sure } of taskContainers(subject)) {
    if (sure && container.logDriver.value === 'json-file' && container.logOption('max-size').given === 'no') {
      yield violated(container.logDriver, `the log of ${container.label} grows without end on the disk of the instance`);
    }
  }
}

/** The hours of a duration such as `1h30m`. */
function hoursIn(duration: string): number {
  const [, hours = '0'] = /^(\d{1,9})h/.exec(duration) ?? [];
  return Number(hours);
}
