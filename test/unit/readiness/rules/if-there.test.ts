import { publicInstances, ref } from './_ready';
import { saysOf, WINDOWS } from './_task';
import { ContainerMemory } from '../../../../src/readiness/private/rules/container-memory';
import { HostIsolation } from '../../../../src/readiness/private/rules/host-isolation';
import { InitProcess } from '../../../../src/readiness/private/rules/init-process';
import { LinuxParameters } from '../../../../src/readiness/private/rules/linux-parameters';
import { ProxyExemption } from '../../../../src/readiness/private/rules/proxy-exemption';
import { ShellInImage } from '../../../../src/readiness/private/rules/shell-in-image';
import { StaticCredentials } from '../../../../src/readiness/private/rules/static-credentials';
import { TaskNetworking } from '../../../../src/readiness/private/rules/task-networking';
import { WindowsServerImage } from '../../../../src/readiness/private/rules/windows-server-image';

/** A container that a condition decides on. */
const maybe = (properties: object) => [{ 'Fn::If': ['Traced', { Name: 'tracer', Image: 'a', ...properties }, ref('AWS::NoValue')] }];
const PROXY = { Name: 'HTTP_PROXY', Value: 'http://proxy.example.com:3128' };
const SECOND = 'Task.ContainerDefinitions.1';

describe('a container that may not be in the task', () => {
  test('leaves what would be an error unknown', () => {
    expect(saysOf(WindowsServerImage, { others: maybe({ Image: 'example/nanoserver' }) })).toEqual([`unknown ${SECOND}.Image`]);
    expect(saysOf(ProxyExemption, { others: maybe({ Environment: [PROXY] }) })).toEqual([`unknown ${SECOND}.Environment.0`]);
    expect(saysOf(TaskNetworking, { make: publicInstances, others: maybe({ DisableNetworking: true }) })).toEqual([`unknown ${SECOND}.DisableNetworking`]);
    const withInit = maybe({ LinuxParameters: { InitProcessEnabled: true } });
    expect(saysOf(LinuxParameters, { task: WINDOWS, container: { LinuxParameters: undefined }, others: withInit })).toEqual([`unknown ${SECOND}.LinuxParameters`]);
  });

  test('leaves what is not known as it is', () => {
    const others = maybe({ LinuxParameters: { InitProcessEnabled: true } });
    expect(saysOf(LinuxParameters, { make: publicInstances, task: WINDOWS, container: { LinuxParameters: undefined }, others }))
      .toEqual([`unknown ${SECOND}.LinuxParameters.InitProcessEnabled`]);
    expect(saysOf(ProxyExemption, { others: maybe({ Environment: [{ ...PROXY, Value: 'localhost:3128' }] }) })).toEqual([`unknown ${SECOND}.Environment.0`]);
  });

  test('leaves warnings unsaid', () => {
    expect(saysOf(InitProcess, { others: maybe({}) })).toEqual([]);
    expect(saysOf(ContainerMemory, { others: maybe({ Memory: 4 }) })).toEqual([]);
    expect(saysOf(ShellInImage, { others: maybe({ Image: 'scratch' }) })).toEqual([]);
    expect(saysOf(StaticCredentials, { others: maybe({ Environment: [{ Name: 'AWS_ACCESS_KEY_ID', Value: 'x' }] }) })).toEqual([]);
    expect(saysOf(HostIsolation, { make: publicInstances, others: maybe({ Privileged: true }) })).toEqual([]);
  });
});
