import { unclear, violated, type Outcome, type Rule } from './rule';
import { ofVolumeRole } from './volume-role';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { isKnown, readable, type Text } from '../model/text';

export const ManagedVolumes: Rule = {
  id: 'ManagedVolumes',
  catalogue: ['X-104'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'What starts tasks configures the volume that ECS makes for each, with a size or a snapshot, and a role with which ECS may make it.',
  fix: {
    cdk: 'service.addVolume(new ecs.ServiceManagedVolume(this, name, { managedEBSVolume }))',
    cloudFormation: 'set VolumeConfigurations with the Name of the volume, and ManagedEBSVolume with RoleArn and SizeInGiB',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html',
  *check(subject) {
    const { taskDefinition, parts: { kind, at } } = subject;
    const definition = linked(taskDefinition);
    const configurations = at.at('VolumeConfigurations');
    if (definition?.kind !== 'ecs' || kind !== 'service' && kind !== 'run-task') {
      return;
    }
    const volumes = definition.at.at('Volumes').list.items.filter(({ given }) => given === 'yes');
    const launched = volumes.filter((volume) => isLaunched(volume) === true);
    yield* launched.slice(1).map((volume) => violated(volume.at('ConfiguredAtLaunch'), 'only one volume of a task can be configured at launch'));
    for (const volume of launched.slice(0, 1)) {
      yield* configurations.given === 'no' ? [violated(configurations, `no volume is configured for ${nameOf(volume)}, which is configured at launch`)]
        : configurations.given === 'unknown' ? [unclear(configurations, `whether a volume is configured for ${nameOf(volume)} is not known`)] : [];
    }
    for (const configuration of configurations.list.items.filter(({ given }) => given === 'yes')) {
      yield* ofConfiguration(configuration, volumes, subject);
    }
  },
};

function* ofConfiguration(configuration: Property, volumes: readonly Property[], subject: Subject): Generator<Outcome> {
  const managed = configuration.at('ManagedEBSVolume');
  const name = textOf(configuration.at('Name'));
  const names = volumes.map((volume) => textOf(volume.at('Name')));
  const volume = volumes[names.indexOf(name)];
  if (name !== undefined && isKnown(name) && names.every((each) => each !== undefined && isKnown(each) && each !== name)) {
    yield violated(configuration.at('Name'), `the task has no volume ${JSON.stringify(name)}`);
  } else if (name !== undefined && volume && isLaunched(volume) === false) {
    yield violated(volume.at('ConfiguredAtLaunch'), `${nameOf(volume)} is configured by what starts the tasks, and is not said to be configured at launch`);
  }
  if (managed.given === 'yes') {
    const role = managed.at('RoleArn');
    yield* role.given === 'no' ? [violated(role, 'no role is given to make the volume with')] : ofVolumeRole(role, subject);
    const isSized = managed.at('SizeInGiB').given !== 'no' || managed.at('SnapshotId').given !== 'no';
    yield* isSized ? [] : [violated(managed.at('SizeInGiB'), 'the volume has neither a size nor a snapshot')];
  }
}

/** Undefined when it is not known. */
function isLaunched(volume: Property): boolean | undefined {
  const { flag } = volume.at('ConfiguredAtLaunch');
  return 'known' in flag ? flag.known === true : undefined;
}

function textOf({ text }: Property): Text | undefined {
  return 'known' in text ? text.known : undefined;
}

function nameOf(volume: Property): string {
  return `volume ${JSON.stringify(readable(textOf(volume.at('Name')) ?? ''))}`;
}
