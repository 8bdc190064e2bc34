import { changed, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { batchJob, parameters, saysOf, saysOfReady } from './_task';
import { EfsVolumes } from '../../../../src/readiness/private/rules/efs-volumes';

const PLACE = 'Task.Volumes.0.EFSVolumeConfiguration';
const volume = (EFSVolumeConfiguration: object, declared?: object) => saysOf(EfsVolumes, {
  task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1', ...EFSVolumeConfiguration } }] }, parameters: declared,
});
const POINT = { AuthorizationConfig: { AccessPointId: 'fsap-1' }, TransitEncryption: 'ENABLED' };

describe('EfsVolumes', () => {
  test('is silent about volumes that can be mounted', () => {
    expect(saysOfReady(EfsVolumes)).toEqual([]);
    expect(volume({})).toEqual([]);
    expect(volume({ RootDirectory: '/data', AuthorizationConfig: { IAM: 'DISABLED' } })).toEqual([]);
    expect(volume(POINT)).toEqual([]);
    expect(volume({ ...POINT, RootDirectory: '/' })).toEqual([]);
  });

  test('is broken without a file system', () => {
    expect(volume({ FilesystemId: ref('AWS::NoValue') })).toEqual([`error ${PLACE}.FilesystemId`]);
  });

  test.each([[{ AccessPointId: 'fsap-1' }], [{ IAM: 'ENABLED' }]])('is broken by %j without encryption on the way', (AuthorizationConfig) => {
    expect(volume({ AuthorizationConfig })).toEqual([`error ${PLACE}.TransitEncryption`]);
    expect(volume({ AuthorizationConfig, TransitEncryption: 'DISABLED' })).toEqual([`error ${PLACE}.TransitEncryption`]);
    expect(volume({ AuthorizationConfig, TransitEncryption: ref('Encryption') }, parameters('Encryption'))).toEqual([`unknown ${PLACE}.TransitEncryption`]);
  });

  test('is broken by a folder beside an access point', () => {
    expect(volume({ ...POINT, RootDirectory: '/data' })).toEqual([`error ${PLACE}.RootDirectory`]);
    expect(volume({ ...POINT, RootDirectory: ref('Folder') }, parameters('Folder'))).toEqual([]);
  });

  test('is broken by an access point of another file system', () => {
    const pointed = (FileSystemId: unknown) => says(EfsVolumes, changed(publicFargate, (resources) => {
      resources.Files = { Type: 'AWS::EFS::FileSystem', Properties: {} };
      resources.Others = { Type: 'AWS::EFS::FileSystem', Properties: {} };
      resources.Point = { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId } };
      resources.Task.Properties.Volumes = [{
        Name: 'data',
        EFSVolumeConfiguration: {
          FilesystemId: ref('Files'), TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: ref('Point') },
        },
      }];
    }));
    expect(pointed(ref('Files'))).toEqual([]);
    expect(pointed(ref('Others'))).toEqual([`error ${PLACE}.AuthorizationConfig.AccessPointId`]);
    expect(pointed('fs-1')).toEqual([`error ${PLACE}.AuthorizationConfig.AccessPointId`]);
  });

  test('reads the spelling of AWS Batch', () => {
    const job = (EfsVolumeConfiguration: object) => says(EfsVolumes, batchJob({ Volumes: [{ Name: 'data', EfsVolumeConfiguration }] }));
    expect(job({ FileSystemId: 'fs-1', AuthorizationConfig: { Iam: 'ENABLED' } }))
      .toEqual(['error Service.ContainerProperties.Volumes.0.EfsVolumeConfiguration.TransitEncryption']);
    expect(job({ FileSystemId: 'fs-1' })).toEqual([]);
  });

  test('leaves a volume alone that may not be there', () => {
    const Volumes = [{ Name: 'data', EFSVolumeConfiguration: { 'Fn::If': ['Kept', { AuthorizationConfig: { IAM: 'ENABLED' } }, ref('AWS::NoValue')] } }];
    expect(saysOf(EfsVolumes, { task: { Volumes } })).toEqual([]);
  });
});
