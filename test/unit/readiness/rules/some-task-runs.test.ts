import { changed, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { SomeTaskRuns } from '../../../../src/readiness/private/rules/some-task-runs';

const count = (DesiredCount: unknown, service: object = {}, declared?: object) =>
  saysOf(SomeTaskRuns, { service: { DesiredCount, ...service }, parameters: declared });

describe('SomeTaskRuns', () => {
  test('is silent when there are tasks, or may be', () => {
    expect(saysOfReady(SomeTaskRuns)).toEqual([]);
    expect(count(undefined)).toEqual([]);
    expect(count(ref('Count'), {}, parameters('Count'))).toEqual([]);
    expect(count(ref('Count'), {}, { Count: { Type: 'Number', AllowedValues: [0, 1] } })).toEqual([]);
  });

  test.each([0, '0'])('warns of a service without tasks: %j', (none) => {
    expect(count(none)).toEqual(['warning Service.DesiredCount']);
  });

  test('warns when a parameter has none by default', () => {
    expect(count(ref('Count'), {}, { Count: { Type: 'Number', Default: 0 } })).toEqual(['warning Service.DesiredCount']);
  });

  test('does not count daemons', () => {
    expect(count(0, { SchedulingStrategy: 'DAEMON' })).toEqual([]);
  });

  test('reads the scale of a task set', () => {
    const scaled = (Value: number) => says(SomeTaskRuns, changed(publicFargate, ({ Service }) => {
      Service.Type = 'AWS::ECS::TaskSet';
      Service.Properties.Scale = { Unit: 'PERCENT', Value };
    }));
    expect(scaled(0)).toEqual(['warning Service.Scale.Value']);
    expect(scaled(50)).toEqual([]);
  });

  test('has nothing to say of a task that is run by itself', () => {
    const template = changed(publicFargate, ({ Service }) => {
      Service.Type = 'AWS::Events::Rule';
      Service.Properties = { Targets: [{ Id: 'a', Arn: ref('Cluster'), EcsParameters: { TaskDefinitionArn: ref('Task'), TaskCount: 0 } }] };
    });
    expect(says(SomeTaskRuns, template)).toEqual([]);
  });
});
