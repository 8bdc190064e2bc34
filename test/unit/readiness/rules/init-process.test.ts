import { says } from './_judge';
import { publicInstances, ref } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady, task, WINDOWS } from './_task';
import { InitProcess } from '../../../../src/readiness/private/rules/init-process';

const PLACE = 'LinuxParameters.InitProcessEnabled';
const init = (LinuxParameters: unknown, more: object = {}) => saysOf(InitProcess, { container: { LinuxParameters }, ...more });

describe('InitProcess', () => {
  test('is silent when every container has one', () => {
    expect(saysOfReady(InitProcess)).toEqual([]);
  });

  test('warns of containers without one', () => {
    expect(init(undefined)).toEqual([`warning ${CONTAINER}.${PLACE}`]);
    expect(init({ InitProcessEnabled: false })).toEqual([`warning ${CONTAINER}.${PLACE}`]);
    expect(init({ InitProcessEnabled: 'false' }, { make: publicInstances })).toEqual([`warning ${CONTAINER}.${PLACE}`]);
    expect(init(undefined, { others: [{ Name: 'second', Image: 'a' }] })).toEqual([`warning ${CONTAINER}.${PLACE}`, `warning Task.ContainerDefinitions.1.${PLACE}`]);
  });

  test('leaves companions and excluded containers alone', () => {
    expect(saysOf(InitProcess, { others: [{ Name: 'router', Image: 'a', FirelensConfiguration: { Type: 'fluentbit' } }] })).toEqual([]);
    const template = task({ others: [{ Name: 'batch', Image: 'a' }] });
    Object.assign(template.Resources.Task, { Metadata: { 'cdk-ecs-exec-ready:notExecTargets': ['batch'] } });
    expect(says(InitProcess, template)).toEqual([]);
  });

  test('leaves containers alone whose image brings one', () => {
    const template = task({ container: { LinuxParameters: { InitProcessEnabled: false } }, others: [{ Name: 'second', Image: 'a' }] });
    Object.assign(template.Resources.Task, { Metadata: { 'cdk-ecs-exec-ready:ownInitProcess': ['app'] } });
    expect(says(InitProcess, template)).toEqual([`warning Task.ContainerDefinitions.1.${PLACE}`]);
    Object.assign(template.Resources.Task, { Metadata: { 'cdk-ecs-exec-ready:ownInitProcess': 'app' } });
    expect(says(InitProcess, template)).toEqual([`warning ${CONTAINER}.${PLACE}`, `warning Task.ContainerDefinitions.1.${PLACE}`]);
  });

  test('leaves unsaid what cannot be known', () => {
    expect(init({ InitProcessEnabled: ref('Init') }, { parameters: parameters('Init') })).toEqual([]);
    expect(init(undefined, { task: { RuntimePlatform: { OperatingSystemFamily: ref('Os') } }, parameters: parameters('Os') })).toEqual([]);
  });

  test('is silent on Windows', () => {
    expect(init(undefined, { task: WINDOWS })).toEqual([]);
  });

  test('looks at jobs of AWS Batch', () => {
    expect(says(InitProcess, batchJob({}))).toEqual([`warning Service.ContainerProperties.${PLACE}`]);
    expect(says(InitProcess, batchJob({ LinuxParameters: { InitProcessEnabled: true } }))).toEqual([]);
  });
});
