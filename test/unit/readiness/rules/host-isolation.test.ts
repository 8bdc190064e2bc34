import { says } from './_judge';
import { publicInstances, ref } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { HostIsolation } from '../../../../src/readiness/private/rules/host-isolation';

const onInstances = (change: object) => saysOf(HostIsolation, { make: publicInstances, parameters: parameters('Value'), ...change });
const mounted = (SourcePath: unknown, SourceVolume: unknown = 'host') => onInstances({
  container: { MountPoints: [{ SourceVolume: 'scratch', ContainerPath: '/tmp' }, { SourceVolume, ContainerPath: '/host' }] },
  task: { Volumes: [{ Name: 'scratch' }, { Name: 'host', Host: { SourcePath } }] },
});

describe('HostIsolation', () => {
  test('is silent for ordinary tasks', () => {
    expect(saysOfReady(HostIsolation)).toEqual([]);
  });

  test('warns of privileged containers, companions too', () => {
    expect(onInstances({ container: { Privileged: true } })).toEqual([`warning ${CONTAINER}.Privileged`]);
    expect(onInstances({ others: [{ Name: 'helper', Image: 'a', Essential: false, Privileged: 'true' }] })).toEqual(['warning Task.ContainerDefinitions.1.Privileged']);
    expect([onInstances({ container: { Privileged: false } }), onInstances({ container: { Privileged: ref('Value') } })]).toEqual([[], []]);
  });

  test('leaves what Fargate refuses to others', () => {
    expect(saysOf(HostIsolation, { container: { Privileged: true }, task: { PidMode: 'host' } })).toEqual([]);
    expect(onInstances({ container: { Privileged: true }, task: { RequiresCompatibilities: ['FARGATE', 'EC2'] } })).toEqual([]);
  });

  test('warns of the processes of the host', () => {
    expect(onInstances({ task: { PidMode: 'host' } })).toEqual(['warning Task.PidMode']);
    expect([onInstances({ task: { PidMode: 'task' } }), onInstances({ task: { PidMode: ref('Value') } })]).toEqual([[], []]);
  });

  test.each(['/var/run/docker.sock', '/run/docker.sock', '/var/run/', '/', '/run/containerd/containerd.sock'])('warns of %s in a container', (path) => {
    expect(mounted(path)).toEqual(['warning Task.Volumes.1.Host.SourcePath']);
  });

  test('is silent about other folders, and those that no container mounts', () => {
    expect([mounted('/data'), mounted('/var/run/docker.sock.d'), mounted(''), mounted(undefined), mounted(ref('Value'))]).toEqual([[], [], [], [], []]);
    expect(mounted('/var/run/docker.sock', 'scratch')).toEqual([]);
  });

  test('looks at jobs of AWS Batch', () => {
    const job = { Volumes: [{ Name: 'docker', Host: { SourcePath: '/var/run/docker.sock' } }], MountPoints: [{ SourceVolume: 'docker', ContainerPath: '/var/run/docker.sock' }] };
    expect(says(HostIsolation, batchJob({ ...job, Privileged: true }))).toEqual(['warning Service.ContainerProperties.Privileged', 'warning Service.ContainerProperties.Volumes.0.Host.SourcePath']);
  });
});
