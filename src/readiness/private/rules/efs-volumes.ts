import { unclear, violated, type Outcome, type Rule } from './rule';
import { sameText } from '../iam/index';
import { choicesOf } from '../model/choices';
import { efsVolumesOf, type EfsVolume } from '../model/efs-volume';
import { linked } from '../model/link';
import type { Model } from '../model/model';
import { Property } from '../model/property';

export const EfsVolumes: Rule = {
  id: 'EfsVolumes',
  catalogue: ['X-104'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A volume of Amazon EFS names a file system, and encrypts on the way when it has an access point or IAM.',
  fix: { cdk: "transitEncryption: 'ENABLED'", cloudFormation: 'set TransitEncryption to ENABLED, leave RootDirectory out, and name an access point of the same file system' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-efs-config.html',
  *check({ taskDefinition, model }) {
    const definition = linked(taskDefinition);
    for (const volume of definition ? efsVolumesOf(definition) : []) {
      yield* volume.fileSystem.given === 'no' ? [violated(volume.fileSystem, 'the volume names no file system')] : [];
      yield* encryption(volume, model);
      yield* volume.accessPoint.given === 'yes' ? ofAccessPoint(volume, model) : [];
    }
  },
};

function encryption({ transitEncryption, accessPoint, iam }: EfsVolume, { system }: Model): readonly Outcome[] {
  const needs = accessPoint.given === 'yes' ? 'an access point' : choicesOf(iam, system).every(({ value }) => value === 'ENABLED') ? 'IAM' : undefined;
  const values = choicesOf(transitEncryption, system);
  if (needs === undefined || values.every(({ value }) => value === 'ENABLED')) {
    return [];
  }
  const isOff = values.every(({ literal }) => 'known' in literal && literal.known !== 'ENABLED');
  return isOff ? [violated(transitEncryption, `the volume has ${needs}, which needs encryption on the way, and that is off`)]
    : [unclear(transitEncryption, `whether the volume encrypts on the way, which ${needs} needs, is not known: ${transitEncryption.doubt ?? 'it is one of several'}`)];
}

function* ofAccessPoint({ rootDirectory, accessPoint: pointer, fileSystem }: EfsVolume, model: Model): Generator<Outcome> {
  const root = rootDirectory.literal;
  if ('known' in root && root.known !== undefined && root.known !== '/') {
    yield violated(rootDirectory, 'the access point decides on the folder, so RootDirectory must be left out or /');
  }
  const id = 'known' in pointer.text ? pointer.text.known : undefined;
  const found = model.system.identified(id).filter(({ type }) => type === 'AWS::EFS::AccessPoint');
  const own = found.length === 1 ? Property.of(found[0]).at('FileSystemId').text : { unknown: '' };
  const named = fileSystem.text;
  if ('known' in own && own.known !== undefined && 'known' in named && named.known !== undefined && sameText(own.known, named.known) === 'no') {
    yield violated(pointer, `the access point ${found[0].logicalId} is of another file system`);
  }
}
