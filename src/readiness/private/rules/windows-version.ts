import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { imageName } from '../model/image-name';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';

/** The tags that Microsoft gives its images, and the names of images that are made from them. */
const OF_IMAGE = /ltsc(20\d\d)/i;
const OF_FAMILY = /^WINDOWS_SERVER_(20\d\d)_/;

export const WindowsVersion: Rule = {
  id: 'WindowsVersion',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A Windows image is of the version of Windows Server that the tasks run on: containers share the kernel of their host.',
  fix: { cdk: 'OperatingSystemFamily and a machine image of the version of the image', cloudFormation: 'let the image, OperatingSystemFamily of the RuntimePlatform and the machine image be of one version' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_definitions.html',
  *check(subject) {
    const versions = versionsOf(subject);
    if (versions.length > 0) {
      for (const { container: { image, label }, sure } of taskContainers(subject)) {
        yield* misfits(image, label, versions).flatMap((outcome) => ifThere(sure, outcome, 'error'));
      }
    }
  },
};

/** The versions that the tasks may run on, as far as the task definition names them by a year. */
function versionsOf({ taskDefinition }: Subject): readonly number[] {
  const family = linked(taskDefinition)?.at.at('RuntimePlatform', 'OperatingSystemFamily');
  return family?.alternatives.flatMap(({ literal }) => ('known' in literal ? yearIn(literal.known, OF_FAMILY) : undefined) ?? []) ?? [];
}

function misfits(image: Property, label: string, versions: readonly number[]): readonly Outcome[] {
  const years = image.alternatives.map((each) => yearIn(imageName(each), OF_IMAGE));
  const [year] = years;
  const newest = Math.max(...versions);
  if (years.every((each) => each !== undefined && each > newest)) {
    return [violated(image, `the image of ${label} is made from Windows Server ${year}, and the tasks run on Windows Server ${newest}, which is older`)];
  }
  const odd = years.find((each) => each !== undefined && versions.some((version) => version !== each));
  return odd === undefined ? [] : [unclear(image, `whether the image of ${label}, which is made from Windows Server ${odd}, runs on Windows Server ${versions.join(' or ')} is not known`)];
}

function yearIn(text: string | undefined, pattern: RegExp): number | undefined {
  const year = pattern.exec(text ?? '')?.[1];
  return year === undefined ? undefined : Number(year);
}
