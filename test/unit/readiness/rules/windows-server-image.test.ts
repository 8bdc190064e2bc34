import { ref, sub } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { WindowsServerImage } from '../../../../src/readiness/private/rules/windows-server-image';

const PLACE = `${CONTAINER}.Image`;
const image = (Image: unknown) => saysOf(WindowsServerImage, { container: { Image }, task: WINDOWS, parameters: parameters('Tag', 'Name') });
const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022';
const CORE = 'mcr.microsoft.com/windows/servercore:ltsc2022';

describe('WindowsServerImage', () => {
  test('is silent on Linux', () => {
    expect(saysOfReady(WindowsServerImage)).toEqual([]);
  });

  test.each([NANO, 'mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022', 'registry.example.com/Nano-Server/app@sha256:0', sub('${Name}/nanoserver:${Tag}')])('is broken by %j', (each) => {
    expect(image(each)).toEqual([`error ${PLACE}`]);
  });

  test.each([CORE, 'example/nano', 'example/nanoservers:1', 'example/volcanoserver:1', ref('Name')])('is silent for %j', (each) => {
    expect(image(each)).toEqual([]);
  });

  test('does not know what a condition decides', () => {
    expect(image({ 'Fn::If': ['Small', NANO, CORE] })).toEqual([`unknown ${PLACE}`]);
    expect(image({ 'Fn::If': ['Small', NANO, `${NANO}-amd64`] })).toEqual([`error ${PLACE}`]);
  });

  test('only mentions a companion', () => {
    expect(saysOf(WindowsServerImage, { others: [{ Name: 'helper', Image: NANO, Essential: false }] })).toEqual(['info Task.ContainerDefinitions.1.Image']);
  });
});
