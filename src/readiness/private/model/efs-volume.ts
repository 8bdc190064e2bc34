import type { Property } from './property';
import type { TaskDefinition } from './task-definition';

/** A volume of a task that is a file system of Amazon EFS. */
export interface EfsVolume {
  readonly at: Property;
  readonly fileSystem: Property;
  readonly rootDirectory: Property;
  readonly transitEncryption: Property;
  readonly accessPoint: Property;
  readonly iam: Property;
}

/** The file systems of Amazon EFS that a task certainly has; AWS Batch has another spelling for them. */
export function efsVolumesOf({ at, kind }: TaskDefinition): readonly EfsVolume[] {
  const isBatch = kind === 'batch-task' || kind === 'batch-container';
  const volumes = at.at('Volumes').list.items.map((volume) => volume.at(isBatch ? 'EfsVolumeConfiguration' : 'EFSVolumeConfiguration'));
  return volumes.filter(({ given }) => given === 'yes').map((volume) => ({
    at: volume,
    fileSystem: volume.at(isBatch ? 'FileSystemId' : 'FilesystemId'),
    rootDirectory: volume.at('RootDirectory'),
    transitEncryption: volume.at('TransitEncryption'),
    accessPoint: volume.at('AuthorizationConfig', 'AccessPointId'),
    iam: volume.at('AuthorizationConfig', isBatch ? 'Iam' : 'IAM'),
  }));
}
