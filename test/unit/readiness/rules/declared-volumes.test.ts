import { says } from './_judge';
import { ref } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { DeclaredVolumes } from '../../../../src/readiness/private/rules/declared-volumes';

const PLACE = `${CONTAINER}.MountPoints.0.SourceVolume`;
const mount = (SourceVolume: unknown, Volumes: unknown, declared?: object) => saysOf(DeclaredVolumes, {
  container: { MountPoints: [{ SourceVolume, ContainerPath: '/data' }] }, task: { Volumes }, parameters: declared,
});

describe('DeclaredVolumes', () => {
  test('is silent about volumes that the task has', () => {
    expect(saysOfReady(DeclaredVolumes)).toEqual([]);
    expect(mount('data', [{ Name: 'other' }, { Name: 'data' }])).toEqual([]);
    expect(mount(ref('Name'), [{ Name: ref('Name') }], parameters('Name'))).toEqual([]);
  });

  test('is broken by a volume that the task does not have', () => {
    expect(mount('data', [{ Name: 'Data' }])).toEqual([`error ${PLACE}`]);
    expect(mount('data', undefined)).toEqual([`error ${PLACE}`]);
  });

  test('leaves names alone that are not known', () => {
    expect(mount('data', [{ Name: ref('Name') }], parameters('Name'))).toEqual([]);
    expect(mount(ref('Name'), [{ Name: 'data' }], parameters('Name'))).toEqual([]);
    expect(mount('data', [{ Name: { 'Fn::If': ['Long', 'data', 'd'] } }])).toEqual([]);
    expect(mount(undefined, [{ Name: 'data' }])).toEqual([]);
  });

  test('leaves a mount open that may not be there', () => {
    const MountPoints = [{ 'Fn::If': ['Kept', { SourceVolume: 'data', ContainerPath: '/a' }, { SourceVolume: 'data', ContainerPath: '/b' }] }];
    expect(saysOf(DeclaredVolumes, { container: { MountPoints } })).toEqual([`error ${PLACE}`]);
    expect(saysOf(DeclaredVolumes, { others: [{ 'Fn::If': ['Traced', { Name: 'a', Image: 'b', MountPoints: [{ SourceVolume: 'data' }] }, ref('AWS::NoValue')] }] }))
      .toEqual(['unknown Task.ContainerDefinitions.1.MountPoints.0.SourceVolume']);
  });

  test('looks at jobs of AWS Batch, too', () => {
    expect(says(DeclaredVolumes, batchJob({ MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] })))
      .toEqual(['error Service.ContainerProperties.MountPoints.0.SourceVolume']);
  });
});
