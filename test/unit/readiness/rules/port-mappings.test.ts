import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { PortMappings } from '../../../../src/readiness/private/rules/port-mappings';

const PLACE = `${CONTAINER}.PortMappings.0`;
const port = (ContainerPort: unknown, HostPort?: unknown, Protocol?: string) => ({ ContainerPort, HostPort, Protocol });
const beside = (ports: object[], index: number) => ({ Name: `other${index}`, Image: 'a', PortMappings: ports });
const onFargate = (mappings: object[], others: object[][] = [], declared?: object) => saysOf(PortMappings, {
  container: { PortMappings: mappings }, others: others.map(beside), parameters: declared,
});
const onInstances = (NetworkMode: string | undefined, mappings: object[], others: object[][] = []) => saysOf(PortMappings, {
  make: publicInstances,
  task: { NetworkMode },
  container: { PortMappings: mappings },
  others: others.map(beside),
});

describe('PortMappings', () => {
  test('is silent about ports that suit the network mode', () => {
    expect(saysOfReady(PortMappings)).toEqual([]);
    expect(onFargate([port(80), port(443, 443), port(53, 0, 'udp'), port(53, 53, 'tcp')], [[port(8080)]])).toEqual([]);
    expect(onInstances('bridge', [port(80, 8080), port(80, 0)], [[port(80), port(80, 8081)]])).toEqual([]);
    expect(onInstances(undefined, [port(80, 8080)])).toEqual([]);
    expect(onInstances('host', [port(80, 80), port(81)])).toEqual([]);
  });

  test('is broken by another host port in the modes awsvpc and host', () => {
    expect(onFargate([port(80, 8080)])).toEqual([`error ${PLACE}`]);
    expect(onInstances('host', [port(80, 8080)])).toEqual([`error ${PLACE}`]);
  });

  test('is broken when two containers take one port', () => {
    expect(onFargate([port(80)], [[port(80, 80)]])).toEqual(['error Task.ContainerDefinitions.1.PortMappings.0']);
    expect(onInstances('bridge', [port(80, 8080)], [[port(81, 8080)]])).toEqual(['error Task.ContainerDefinitions.1.PortMappings.0']);
    expect(onInstances('bridge', [port(80, 8080)], [[port(81, 8080, 'udp')]])).toEqual([]);
  });

  test('is broken by what is no port', () => {
    expect(onFargate([port(0)])).toEqual([`error ${PLACE}`]);
    expect(onFargate([port(65536)])).toEqual([`error ${PLACE}`]);
    expect(onFargate([{ HostPort: 80 }])).toEqual([`error ${PLACE}`]);
    expect(onFargate([{ ContainerPortRange: '80-90' }])).toEqual([]);
  });

  test('is broken by any port in the mode none', () => {
    expect(onInstances('none', [port(80)])).toEqual([`error ${PLACE}`]);
  });

  test('leaves a parameter alone', () => {
    expect(onFargate([port(ref('Port'), ref('Port')), port(80, ref('Port'))], [[port(ref('Port'))]], parameters('Port'))).toEqual([]);
    expect(onFargate([{ ...port(80), Protocol: ref('Port') }], [[port(80)]], parameters('Port'))).toEqual([]);
  });
});
