import { changed, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { ManagedVolumes } from '../../../../src/readiness/private/rules/managed-volumes';

const PLACE = 'Service.VolumeConfigurations';
const ROLE = 'arn:aws:iam::111111111111:role/infrastructure';
const launched = (...names: string[]) => names.map((Name) => ({ Name, ConfiguredAtLaunch: true }));
const configured = (Name: unknown, more: object = {}) => ({ Name, ManagedEBSVolume: { RoleArn: ROLE, SizeInGiB: 10, ...more } });
const volumes = (Volumes: object[], VolumeConfigurations: unknown, declared?: object) =>
  saysOf(ManagedVolumes, { task: { Volumes }, service: { VolumeConfigurations }, parameters: declared });

describe('ManagedVolumes', () => {
  test('is silent about a volume that is configured', () => {
    expect(saysOfReady(ManagedVolumes)).toEqual([]);
    expect(volumes(launched('data'), [configured('data')])).toEqual([]);
    expect(volumes(launched('data'), [configured('data', { SizeInGiB: undefined, SnapshotId: 'snap-1' })])).toEqual([]);
    expect(volumes([{ Name: 'scratch' }], undefined)).toEqual([]);
  });

  test('is broken by a volume that is not configured', () => {
    expect(volumes(launched('data'), undefined)).toEqual([`error ${PLACE}`]);
    expect(volumes(launched('data'), { 'Fn::If': ['Kept', [configured('data')], ref('AWS::NoValue')] })).toEqual([`unknown ${PLACE}`]);
    expect(volumes([{ Name: 'data', ConfiguredAtLaunch: ref('Flag') }], undefined, parameters('Flag'))).toEqual([]);
  });

  test('is broken by a volume that the task does not have, or not at launch', () => {
    expect(volumes([], [configured('data')])).toEqual([`error ${PLACE}.0.Name`]);
    expect(volumes([{ Name: 'data' }], [configured('data')])).toEqual(['error Task.Volumes.0.ConfiguredAtLaunch']);
    expect(volumes([{ Name: ref('Name') }], [configured('data')], parameters('Name'))).toEqual([]);
  });

  test('is broken without a role, and without a size', () => {
    expect(volumes(launched('data'), [configured('data', { RoleArn: undefined })])).toEqual([`error ${PLACE}.0.ManagedEBSVolume.RoleArn`]);
    expect(volumes(launched('data'), [configured('data', { SizeInGiB: undefined })])).toEqual([`error ${PLACE}.0.ManagedEBSVolume.SizeInGiB`]);
  });

  test('is broken by two volumes', () => {
    expect(volumes(launched('data', 'more'), [configured('data')])).toEqual(['error Task.Volumes.1.ConfiguredAtLaunch']);
  });

  test('knows that a rule cannot configure a volume', () => {
    expect(says(ManagedVolumes, changed(publicFargate, ({ Service, Task }) => {
      Task.Properties.Volumes = launched('data');
      Service.Type = 'AWS::Events::Rule';
      Service.Properties = { Targets: [{ Id: 'a', Arn: ref('Cluster'), EcsParameters: { TaskDefinitionArn: ref('Task') } }] };
    }))).toEqual(['error Service.Targets.0.EcsParameters.VolumeConfigurations']);
  });
});
