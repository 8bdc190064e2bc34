import { publicInstances, ref } from './_ready';
import { saysOf, saysOfReady } from './_task';
import { Compatibilities } from '../../../../src/readiness/private/rules/compatibilities';

const PLACE = 'Task.RequiresCompatibilities';
const registeredFor = (RequiresCompatibilities: unknown, service: object = {}, declared?: object) =>
  saysOf(Compatibilities, { task: { RequiresCompatibilities }, service, parameters: declared });

describe('Compatibilities', () => {
  test('is silent when the task definition is for what it runs on, or says nothing', () => {
    expect(saysOfReady(Compatibilities)).toEqual([]);
    expect(registeredFor(['EC2', 'FARGATE'])).toEqual([]);
    expect(registeredFor(undefined)).toEqual([]);
    expect(registeredFor(ref('For'), {}, { For: { Type: 'CommaDelimitedList' } })).toEqual([]);
  });

  test('does not know whether AWS minds when it is for something else', () => {
    expect(registeredFor(['EC2'])).toEqual([`unknown ${PLACE}`]);
    expect(registeredFor(['FARGATE'], { LaunchType: 'EXTERNAL' })).toEqual([`unknown ${PLACE}`]);
  });

  test('lets everything run on EC2', () => {
    expect(saysOf(Compatibilities, { make: publicInstances, task: { RequiresCompatibilities: ['FARGATE'] } })).toEqual([]);
  });
});
