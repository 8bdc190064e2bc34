import { judged } from './_judge';
import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, task, WINDOWS } from './_task';
import { FargateParameters } from '../../../../src/readiness/private/rules/fargate-parameters';

describe('FargateParameters', () => {
  test('is silent when everything is there on Fargate', () => {
    expect(saysOfReady(FargateParameters)).toEqual([]);
  });

  test.each<[object, string]>([
    [{ Privileged: true }, 'Privileged'],
    [{ DisableNetworking: 'true' }, 'DisableNetworking'],
    [{ Links: ['db'] }, 'Links'],
    [{ DnsServers: ['10.0.0.2'] }, 'DnsServers'],
    [{ DnsSearchDomains: ['corp.example.com'] }, 'DnsSearchDomains'],
    [{ DockerSecurityOptions: ['no-new-privileges'] }, 'DockerSecurityOptions'],
    [{ ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.3' }] }, 'ExtraHosts'],
    [{ LinuxParameters: { Devices: [{ HostPath: '/dev/fuse' }] } }, 'LinuxParameters.Devices'],
    [{ LinuxParameters: { SharedMemorySize: 64 } }, 'LinuxParameters.SharedMemorySize'],
    [{ LinuxParameters: { MaxSwap: 0 } }, 'LinuxParameters.MaxSwap'],
    [{ LinuxParameters: { Swappiness: 10 } }, 'LinuxParameters.Swappiness'],
    [{ LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE', 'NET_ADMIN'] } } }, 'LinuxParameters.Capabilities.Add.1'],
    [{ ResourceRequirements: [{ Type: 'GPU', Value: '1' }] }, 'ResourceRequirements.0.Type'],
    [{ LogConfiguration: { LogDriver: 'json-file' } }, 'LogConfiguration.LogDriver'],
  ])('is broken by %j of a container', (container, path) => {
    expect(saysOf(FargateParameters, { container })).toEqual([`error ${CONTAINER}.${path}`]);
    expect(saysOf(FargateParameters, { make: publicInstances, container })).toEqual([]);
  });

  test.each<[object, string]>([
    [{ PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:x == y' }] }, 'PlacementConstraints'],
    [{ IpcMode: 'task' }, 'IpcMode'],
    [{ PidMode: 'host' }, 'PidMode'],
    [{ Volumes: [{ Name: 'a' }, { Name: 'b', DockerVolumeConfiguration: { Driver: 'local' } }] }, 'Volumes.1.DockerVolumeConfiguration'],
    [{ Volumes: [{ Name: 'a', Host: { SourcePath: '/data' } }] }, 'Volumes.0.Host.SourcePath'],
  ])('is broken by %j of the task', (properties, path) => {
    expect(saysOf(FargateParameters, { task: properties })).toEqual([`error Task.${path}`]);
  });

  test.each<[object]>([
    [{ Privileged: false }],
    [{ DisableNetworking: false }],
    [{ Links: [] }],
    [{ LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE'], Drop: ['ALL'] }, Tmpfs: [{ ContainerPath: '/tmp', Size: 64 }] } }],
    [{ LogConfiguration: { LogDriver: 'awsfirelens' } }],
    [{ ResourceRequirements: [{ Type: 'InferenceAccelerator', Value: 'a' }] }],
  ])('is silent about %j', (container) => {
    expect(saysOf(FargateParameters, { container })).toEqual([]);
    expect(saysOf(FargateParameters, { task: { PidMode: 'task', Volumes: [{ Name: 'scratch' }, { Name: 'empty', Host: {} }] } })).toEqual([]);
  });

  test('does not know what a parameter decides', () => {
    expect(saysOf(FargateParameters, { container: { Privileged: ref('Flag') }, parameters: parameters('Flag') })).toEqual([`unknown ${CONTAINER}.Privileged`]);
    expect(saysOf(FargateParameters, { container: { Privileged: ref('Flag') }, parameters: { Flag: { Type: 'String', AllowedValues: ['false'] } } })).toEqual([]);
    expect(saysOf(FargateParameters, { task: { IpcMode: { 'Fn::If': ['Shared', 'task', ref('AWS::NoValue')] } } })).toEqual(['unknown Task.IpcMode']);
  });

  test('says what there is not', () => {
    const causes = (change: object) => judged(task(change), [FargateParameters])[0].findings.map(({ cause }) => cause);
    expect(causes({ container: { LogConfiguration: { LogDriver: 'syslog' } } }))
      .toEqual(['container "app" has LogConfiguration.LogDriver "syslog", which there is not on Fargate']);
    expect(causes({ container: { Links: ['db'] } })).toEqual(['container "app" has Links, which there is not on Fargate']);
    expect(causes({ task: { PidMode: 'host' } })).toEqual(['the task definition has PidMode "host", which there is not on Fargate']);
  });

  test('is broken by Windows on ARM64', () => {
    const on = (CpuArchitecture: unknown, OperatingSystemFamily: unknown, make?: typeof publicInstances) =>
      saysOf(FargateParameters, { task: { RuntimePlatform: { CpuArchitecture, OperatingSystemFamily } }, parameters: parameters('Platform'), make });
    expect(on('ARM64', 'WINDOWS_SERVER_2022_CORE')).toEqual(['error Task.RuntimePlatform.CpuArchitecture']);
    expect([on('ARM64', 'LINUX'), on('ARM64', undefined), on('X86_64', 'WINDOWS_SERVER_2022_CORE')]).toEqual([[], [], []]);
    expect([on(ref('Platform'), 'WINDOWS_SERVER_2022_CORE'), on('ARM64', ref('Platform'))]).toEqual([[], []]);
    expect(on('ARM64', 'WINDOWS_SERVER_2022_CORE', publicInstances)).toEqual([]);
  });

  const UNDECIDED = { RuntimePlatform: { OperatingSystemFamily: ref('Os') } };

  test.each<[object, string]>([
    [{ LogConfiguration: { LogDriver: 'awsfirelens' } }, 'LogConfiguration.LogDriver'],
    [{ LogConfiguration: { LogDriver: 'splunk' } }, 'LogConfiguration.LogDriver'],
    [{ EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::settings/app.env' }] }, 'EnvironmentFiles'],
    [{ Ulimits: [{ Name: 'nofile', SoftLimit: 1, HardLimit: 1 }] }, 'Ulimits'],
    [{ SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] }, 'SystemControls'],
  ])('is broken by %j of a container with Windows only', (container, path) => {
    expect(saysOf(FargateParameters, { container, task: WINDOWS })).toEqual([`error ${CONTAINER}.${path}`]);
    expect(saysOf(FargateParameters, { container })).toEqual([]);
    expect(saysOf(FargateParameters, { container, task: UNDECIDED, parameters: parameters('Os') })).toEqual([`unknown ${CONTAINER}.${path}`]);
    expect(saysOf(FargateParameters, { container, task: WINDOWS, make: publicInstances })).toEqual([]);
  });

  test('is broken by a file system of Amazon EFS, or a shared PID namespace, with Windows only', () => {
    const volumes = { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } }] };
    expect(saysOf(FargateParameters, { task: { ...volumes, ...WINDOWS } })).toEqual(['error Task.Volumes.0.EFSVolumeConfiguration']);
    expect(saysOf(FargateParameters, { task: { PidMode: 'task', ...WINDOWS } })).toEqual(['error Task.PidMode']);
    expect(saysOf(FargateParameters, { task: { PidMode: 'task', ...volumes } })).toEqual([]);
  });

  test('leaves Linux parameters on Windows to others, and tells both systems of what neither has', () => {
    expect(saysOf(FargateParameters, { container: { LinuxParameters: { MaxSwap: 0 } }, task: WINDOWS })).toEqual([]);
    expect(saysOf(FargateParameters, { container: { Privileged: true }, task: UNDECIDED, parameters: parameters('Os') })).toEqual([`error ${CONTAINER}.Privileged`]);
    expect(saysOf(FargateParameters, { container: { LinuxParameters: { MaxSwap: 0 } }, task: UNDECIDED, parameters: parameters('Os') })).toEqual([`error ${CONTAINER}.LinuxParameters.MaxSwap`]);
    expect(judged(task({ container: { Ulimits: [{}] }, task: WINDOWS }), [FargateParameters])[0].findings.map(({ cause }) => cause))
      .toEqual(['container "app" has Ulimits, which there is not on Fargate with Windows']);
  });
});
