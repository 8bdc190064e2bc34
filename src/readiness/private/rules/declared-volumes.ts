import { ifThere } from './if-there';
import { violated, type Rule } from './rule';
import { sameText } from '../iam/index';
import { linked } from '../model/link';
import { taskContainers } from '../model/task-containers';
import { readable, type Text } from '../model/text';

export const DeclaredVolumes: Rule = {
  id: 'DeclaredVolumes',
  catalogue: ['X-104'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Containers mount volumes that the task has.',
  fix: { cdk: 'addVolume() on the task definition', cloudFormation: 'add the volume to Volumes of the task definition' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html',
  *check(subject) {
    const volumes = linked(subject.taskDefinition)?.at.at('Volumes').list;
    const names = volumes?.items.map((volume) => volume.at('Name').text);
    if (!volumes || !names || volumes.more !== undefined || names.some((name) => 'unknown' in name)) {
      return;
    }
    const known = names.flatMap((name): Text[] => 'known' in name && name.known !== undefined ? [name.known] : []);
    for (const { container, sure } of taskContainers(subject)) {
      for (const mount of container.at.at('MountPoints').list.items) {
        const { text } = mount.at('SourceVolume');
        const source = 'known' in text ? text.known : undefined;
        if (source !== undefined && known.every((name) => sameText(source, name) === 'no')) {
          yield* ifThere(sure && mount.given === 'yes', violated(mount.at('SourceVolume'), `${container.label} mounts the volume ${JSON.stringify(readable(source))}, which the task does not have`), 'error');
        }
      }
    }
  },
};
