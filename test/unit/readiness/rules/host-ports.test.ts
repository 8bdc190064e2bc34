import { changed, says } from './_judge';
import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { HostPorts } from '../../../../src/readiness/private/rules/host-ports';

const PLACE = `${CONTAINER}.PortMappings.0`;
const port = (ContainerPort: number, HostPort?: unknown) => ({ ContainerPort, HostPort });
const mapped = (PortMappings: object[], service: object = { DesiredCount: 1 }, task: object = {}, declared?: object) =>
  saysOf(HostPorts, { make: publicInstances, container: { PortMappings }, service, task, parameters: declared });

describe('HostPorts', () => {
  test('is silent when ECS chooses the ports', () => {
    expect(saysOfReady(HostPorts)).toEqual([]);
    expect(mapped([port(80), port(81, 0)], { DesiredCount: 2 })).toEqual([]);
    expect(saysOf(HostPorts, { container: { PortMappings: [port(22, 22)] } })).toEqual([]);
  });

  test('warns of a fixed port when there are to be several tasks', () => {
    expect(mapped([port(80, 8080)], { DesiredCount: 2 })).toEqual([`warning ${PLACE}`]);
    expect(mapped([port(80)], { DesiredCount: 2 }, { NetworkMode: 'host' })).toEqual([`warning ${PLACE}`]);
    expect(mapped([port(80, 8080)])).toEqual([]);
    expect(mapped([port(80, 8080)], { DesiredCount: undefined })).toEqual([]);
    expect(mapped([port(80, 8080)], { DesiredCount: 2, SchedulingStrategy: 'DAEMON' })).toEqual([]);
    expect(mapped([port(80, 8080)], { DesiredCount: ref('Count') }, {}, parameters('Count'))).toEqual([]);
  });

  test.each([22, 2375, 51678])('warns of port %i, which the host keeps', (HostPort) => {
    expect(mapped([port(80, HostPort)])).toEqual([`warning ${PLACE}`]);
  });

  test('is broken by more ports than an instance has', () => {
    const ports = (length: number) => Array.from({ length }, (_, index) => port(3000 + index, 3000 + index));
    expect(mapped(ports(95))).toEqual(['error Task.ContainerDefinitions']);
    expect(mapped(ports(94))).toEqual([]);
  });

  test('is broken by port 80 of a Windows host', () => {
    expect(mapped([port(80, 80)], undefined, WINDOWS)).toEqual([`error ${PLACE}`]);
    expect(mapped([port(80, 8080)], undefined, WINDOWS)).toEqual([]);
    expect(mapped([port(80, 80)])).toEqual([]);
  });

  test('leaves a task alone that is not on instances', () => {
    const template = changed(publicInstances, ({ Service, Task }) => {
      Service.Properties.CapacityProviderStrategy = [{ CapacityProvider: 'unseen' }];
      Task.Properties.ContainerDefinitions[0].PortMappings = [port(22, 22)];
    });
    expect(says(HostPorts, template)).toEqual([]);
  });
});
