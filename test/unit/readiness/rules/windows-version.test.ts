import { onWindows, tells } from './_instances';
import { ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { WindowsVersion } from '../../../../src/readiness/private/rules/windows-version';

const PLACE = `${CONTAINER}.Image`;
const CORE = 'mcr.microsoft.com/windows/servercore';
const image = (Image: unknown, family?: unknown) => saysOf(WindowsVersion, {
  container: { Image }, task: family === undefined ? WINDOWS : { RuntimePlatform: { OperatingSystemFamily: family } }, parameters: parameters('Tag', 'Name'),
});

describe('WindowsVersion', () => {
  test('is silent on Linux', () => {
    expect(saysOfReady(WindowsVersion)).toEqual([]);
    expect(saysOf(WindowsVersion, { container: { Image: `${CORE}:ltsc2025` } })).toEqual([]);
  });

  test.each([[`${CORE}:ltsc2025`, undefined], [`${CORE}:ltsc2022`, 'WINDOWS_SERVER_2019_FULL'], ['mcr.microsoft.com/dotnet/aspnet:8.0-windowsservercore-ltsc2022', 'WINDOWS_SERVER_2016_FULL']])(
    'is broken by %s, which is newer than %s', (each, family) => {
      expect(image(each, family)).toEqual([`error ${PLACE}`]);
    });

  test.each([
    `${CORE}:ltsc2022`, 'mcr.microsoft.com/dotnet/aspnet:8.0-windowsservercore-ltsc2022', `${CORE}:latest`, 'example/app:2025', { 'Fn::Sub': `${CORE}:\${Tag}` }, ref('Name'),
  ])('is silent for %j', (each) => {
    expect(image(each)).toEqual([]);
  });

  test('does not know of an image that is older, nor what a condition decides', () => {
    expect(image(`${CORE}:ltsc2019`)).toEqual([`unknown ${PLACE}`]);
    expect(image({ 'Fn::If': ['Small', `${CORE}:ltsc2022`, `${CORE}:ltsc2025`] })).toEqual([`unknown ${PLACE}`]);
    expect(image({ 'Fn::If': ['Small', `${CORE}:ltsc2025`, `${CORE}:ltsc2025-amd64`] })).toEqual([`error ${PLACE}`]);
  });

  test('is silent about a version without a year', () => {
    expect(image(`${CORE}:ltsc2022`, 'WINDOWS_SERVER_20H2_CORE')).toEqual([]);
  });

  test('tells both versions', () => {
    expect(tells(WindowsVersion, onWindows('', (resources) => {
      resources.Task.Properties.ContainerDefinitions[0].Image = `${CORE}:ltsc2025`;
    }))).toEqual([expect.stringMatching(/is made from Windows Server 2025, and the tasks run on Windows Server 2022, which is older$/)]);
  });
});
