import { says } from './_judge';
import { ref } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { DefinitionComplete } from '../../../../src/readiness/private/rules/definition-complete';

const saysWith = (task: object, declared?: object) => saysOf(DefinitionComplete, { task, parameters: declared });

describe('DefinitionComplete', () => {
  test('is silent about a complete definition', () => {
    expect(saysOfReady(DefinitionComplete)).toEqual([]);
    expect(saysOf(DefinitionComplete, { others: [{ Name: 'helper', Image: 'public.ecr.aws/a/b:1', Essential: false }] })).toEqual([]);
  });

  test.each([[undefined], [[]], [[ref('AWS::NoValue')]]])('is broken without containers: %j', (ContainerDefinitions) => {
    expect(saysWith({ ContainerDefinitions })).toEqual(['error Task.ContainerDefinitions']);
  });

  test('leaves containers open that it does not see', () => {
    expect(saysWith({ ContainerDefinitions: ref('Containers') }, { Containers: { Type: 'CommaDelimitedList' } })).toEqual([]);
  });

  test('is broken by a container without name or image', () => {
    expect(saysOf(DefinitionComplete, { container: { Name: undefined } })).toEqual([`error ${CONTAINER}.Name`]);
    expect(saysOf(DefinitionComplete, { container: { Image: ref('AWS::NoValue') } })).toEqual([`error ${CONTAINER}.Image`]);
  });

  test('is broken by a log configuration without driver', () => {
    expect(saysOf(DefinitionComplete, { container: { LogConfiguration: { Options: {} } } })).toEqual([`error ${CONTAINER}.LogConfiguration.LogDriver`]);
  });

  test('is broken when no container is essential', () => {
    expect(saysOf(DefinitionComplete, { container: { Essential: false } })).toEqual(['error Task.ContainerDefinitions']);
    expect(saysOf(DefinitionComplete, { container: { Essential: ref('Flag') }, parameters: parameters('Flag') })).toEqual([]);
  });

  test('leaves a container open that may not be there', () => {
    const others = [{ 'Fn::If': ['Traced', { Name: 'tracer' }, ref('AWS::NoValue')] }];
    expect(saysOf(DefinitionComplete, { others })).toEqual(['unknown Task.ContainerDefinitions.1.Image']);
  });

  test('asks a job of AWS Batch for an image only', () => {
    expect(says(DefinitionComplete, batchJob({}))).toEqual([]);
    expect(says(DefinitionComplete, batchJob({ Image: ref('AWS::NoValue') }))).toEqual(['error Service.ContainerProperties.Image']);
  });
});
