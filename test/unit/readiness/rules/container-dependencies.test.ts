import { says } from './_judge';
import { ref } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { ContainerDependencies } from '../../../../src/readiness/private/rules/container-dependencies';

const IMAGE = 'public.ecr.aws/docker/library/redis:7';
const CHECKED = { HealthCheck: { Command: ['CMD-SHELL', 'true'] } };
const on = (ContainerName: unknown, Condition: unknown = 'START') => ({ DependsOn: [{ ContainerName, Condition }] });
const other = (more: object = {}, Name: unknown = 'other') => ({ Name, Image: IMAGE, ...more });
const perhaps = (value: unknown) => ({ 'Fn::If': ['Perhaps', value, ref('AWS::NoValue')] });

/** The first container, which is called app, and others beside it. */
const beside = (container: object, others: readonly object[], declared?: object) =>
  saysOf(ContainerDependencies, { container, others, parameters: declared });

describe('ContainerDependencies', () => {
  test('is silent about containers that do not wait, and about those that may', () => {
    expect(saysOfReady(ContainerDependencies)).toEqual([]);
    expect(beside(on('other'), [other()])).toEqual([]);
    expect(beside(on('other', 'HEALTHY'), [other(CHECKED)])).toEqual([]);
    expect(beside(on('other', 'SUCCESS'), [other({ Essential: false })])).toEqual([]);
    expect(beside(on('other', 'COMPLETE'), [other({ Essential: 'false' })])).toEqual([]);
    expect(beside({ VolumesFrom: [{ SourceContainer: 'other' }] }, [other()])).toEqual([]);
  });

  test('is broken by health that the task definition does not check', () => {
    expect(beside(on('other', 'HEALTHY'), [other()])).toEqual([`error ${CONTAINER}.DependsOn.0.Condition`]);
    expect(beside(on('other', 'HEALTHY'), [other({ HealthCheck: perhaps(CHECKED.HealthCheck) })])).toEqual([`unknown ${CONTAINER}.DependsOn.0.Condition`]);
    expect(beside(on('other', ref('Condition')), [other()], parameters('Condition'))).toEqual([]);
  });

  test.each(['SUCCESS', 'COMPLETE'])('is broken by waiting for %s of an essential container', (condition) => {
    expect(beside(on('other', condition), [other()])).toEqual([`error ${CONTAINER}.DependsOn.0.Condition`]);
    expect(beside(on('other', condition), [other({ Essential: true })])).toEqual([`error ${CONTAINER}.DependsOn.0.Condition`]);
    expect(beside(on('other', condition), [other({ Essential: ref('Essential') })], parameters('Essential'))).toEqual([`unknown ${CONTAINER}.DependsOn.0.Condition`]);
  });

  test('is broken by a container that is not there', () => {
    expect(beside(on('another'), [other()])).toEqual([`error ${CONTAINER}.DependsOn.0.ContainerName`]);
    expect(beside({ VolumesFrom: [{ SourceContainer: 'another' }] }, [other()])).toEqual([`error ${CONTAINER}.VolumesFrom.0.SourceContainer`]);
  });

  test('does not know a container whose name is not known, or that may not be there', () => {
    expect(beside(on(ref('Name')), [other({}, ref('Name'))], parameters('Name'))).toEqual([]);
    expect(beside(on('another'), [other({}, ref('Name'))], parameters('Name'))).toEqual([`unknown ${CONTAINER}.DependsOn.0.ContainerName`]);
    expect(beside(on(ref('Name')), [other()], parameters('Name'))).toEqual([`unknown ${CONTAINER}.DependsOn.0.ContainerName`]);
    expect(beside(on('other'), [perhaps(other())])).toEqual([`unknown ${CONTAINER}.DependsOn.0.ContainerName`]);
    expect(beside({ DependsOn: [perhaps(on('other').DependsOn[0])] }, [perhaps(other())])).toEqual([]);
    expect(beside({ DependsOn: [perhaps(on('another').DependsOn[0])] }, [])).toEqual([`unknown ${CONTAINER}.DependsOn.0.ContainerName`]);
    expect(beside(on('other', 'HEALTHY'), [{ 'Fn::If': ['Perhaps', other(CHECKED), other()] }])).toEqual([`unknown ${CONTAINER}.DependsOn.0.Condition`]);
  });

  test('is broken by a circle, told once', () => {
    expect(beside(on('app'), [])).toEqual([`error ${CONTAINER}.DependsOn.0.ContainerName`]);
    const round = [other(on('two'), 'one'), other(on('three'), 'two'), other(on('two'), 'three')];
    expect(beside(on('one'), round)).toEqual(['error Task.ContainerDefinitions.3.DependsOn.0.ContainerName']);
    expect(beside(on('one'), [other(on('two'), 'one'), other({}, 'two')])).toEqual([]);
    expect(beside(on('other'), [other({ VolumesFrom: [{ SourceContainer: 'app' }] })])).toEqual([]);
  });

  test('is broken by logs through FireLens that no container takes', () => {
    const logging = { LogConfiguration: { LogDriver: 'awsfirelens' } };
    const router = other({ FirelensConfiguration: { Type: 'fluentbit' } }, 'router');
    expect(beside(logging, [router])).toEqual([]);
    expect(beside(logging, [other()])).toEqual([`error ${CONTAINER}.LogConfiguration.LogDriver`]);
    expect(beside(logging, [perhaps(router)])).toEqual([`unknown ${CONTAINER}.LogConfiguration.LogDriver`]);
    expect(beside({}, [perhaps(other(logging)), perhaps(router)])).toEqual([]);
    expect(beside({}, [perhaps(other(logging))])).toEqual(['unknown Task.ContainerDefinitions.1.LogConfiguration.LogDriver']);
  });

  test('reads the tasks of AWS Batch, and leaves its single containers alone', () => {
    const tasks = (...Containers: object[]) =>
      batchJob({}, { ContainerProperties: undefined, EcsProperties: { TaskProperties: [{ Containers, EnableExecuteCommand: true }] } });
    expect(says(ContainerDependencies, tasks({ Name: 'app', Image: IMAGE, ...on('other', 'SUCCESS') }, other({ Essential: false })))).toEqual([]);
    expect(says(ContainerDependencies, tasks({ Name: 'app', Image: IMAGE, ...on('other', 'SUCCESS') }, other())))
      .toEqual(['error Service.EcsProperties.TaskProperties.0.Containers.0.DependsOn.0.Condition']);
    expect(says(ContainerDependencies, batchJob(on('other')))).toEqual([]);
  });
});
