import { ref, sub } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { ShellInImage } from '../../../../src/readiness/private/rules/shell-in-image';

const image = (Image: unknown) => saysOf(ShellInImage, { container: { Image }, parameters: parameters('Tag', 'Registry') });

describe('ShellInImage', () => {
  test('is silent for images that look like any other', () => {
    expect(saysOfReady(ShellInImage)).toEqual([]);
  });

  test.each([
    'scratch', 'example/scratch:1', 'gcr.io/distroless/java17-debian12:nonroot', 'gcr.io/distroless/static', 'registry.example.com:5000/team/app-distroless:v2',
    'cgr.dev/chainguard/static:latest', 'mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled-extra', 'gcr.io/distroless/base@sha256:0', sub('${Registry}/distroless/cc:latest'),
  ])('warns of %j', (each) => {
    expect(image(each)).toEqual([`warning ${CONTAINER}.Image`]);
  });

  test.each([
    'gcr.io/distroless/base-debian12:debug', 'gcr.io/distroless/static:debug-nonroot', 'cgr.dev/chainguard/static:latest-dev', 'cgr.dev/chainguard/node:20',
    'example/from-scratch:1', 'example/static:1', sub('gcr.io/distroless/java17:${Tag}'), ref('Registry'),
  ])('is silent for %j', (each) => {
    expect(image(each)).toEqual([]);
  });

  test('is silent when one of two images may have a shell', () => {
    expect(image({ 'Fn::If': ['Debug', 'gcr.io/distroless/cc:debug', 'gcr.io/distroless/cc'] })).toEqual([]);
  });

  test('is silent about companions', () => {
    expect(saysOf(ShellInImage, { others: [{ Name: 'helper', Image: 'scratch', Essential: false }] })).toEqual([]);
  });
});
