import { publicFargate, publicInstances } from './_ready';
import { CONTAINER, saysOf, saysOfReady, WINDOWS } from './_task';
import { CredentialRoute } from '../../../../src/readiness/private/rules/credential-route';

const windows = (more: object = {}, container: object = {}, others: object[] = []) =>
  saysOf(CredentialRoute, { make: publicInstances, task: { ...WINDOWS, NetworkMode: undefined, ...more }, container, others });
const SCRIPT = ['powershell', '-Command', 'New-NetRoute -DestinationPrefix 169.254.170.2/32 -InterfaceIndex 2'];

describe('CredentialRoute', () => {
  test('is silent on Linux', () => {
    expect(saysOfReady(CredentialRoute)).toEqual([]);
  });

  test('does not know what images for Windows do when they share an interface', () => {
    expect(windows()).toEqual([`unknown ${CONTAINER}.Command`]);
    expect(windows({ NetworkMode: 'default' }, { Command: ['app.exe'] })).toEqual([`unknown ${CONTAINER}.Command`]);
    expect(windows({}, {}, [{ Name: 'second', Image: 'a' }])).toEqual([`unknown ${CONTAINER}.Command`, 'unknown Task.ContainerDefinitions.1.Command']);
  });

  test('is silent when the container adds the route', () => {
    expect(windows({}, { Command: SCRIPT })).toEqual([]);
    expect(windows({}, { EntryPoint: SCRIPT })).toEqual([]);
  });

  test('is silent about companions', () => {
    expect(windows({}, { Command: SCRIPT }, [{ Name: 'helper', Image: 'a', Essential: false }])).toEqual([]);
  });

  test('is silent when the task has an interface of its own', () => {
    expect(windows({ NetworkMode: 'awsvpc' })).toEqual([]);
    expect(saysOf(CredentialRoute, { make: publicFargate, task: WINDOWS })).toEqual([]);
  });
});
