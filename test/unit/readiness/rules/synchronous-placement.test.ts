import { changed, says } from './_judge';
import { publicInstances, ref, type Template } from './_ready';
import { parameters, saysOfReady } from './_task';
import { SynchronousPlacement } from '../../../../src/readiness/private/rules/synchronous-placement';

const PLACE = 'Provider.AutoScalingGroupProvider.ManagedScaling.Status';

/** A schedule that runs the task on the instances. */
function scheduled(change: (resources: Template['Resources'], template: Template) => void = () => undefined): readonly string[] {
  return says(SynchronousPlacement, changed(publicInstances, (resources, template) => {
    resources.Service = {
      Type: 'AWS::Events::Rule',
      Properties: {
        Targets: [{
          Id: 'task',
          Arn: ref('Cluster'),
          EcsParameters: {
            TaskDefinitionArn: ref('Task'), EnableExecuteCommand: true, CapacityProviderStrategy: [{ CapacityProvider: ref('Provider') }],
          },
        }],
      },
    };
    change(resources, template);
  }));
}

describe('SynchronousPlacement', () => {
  test('is silent for services', () => {
    expect(saysOfReady(SynchronousPlacement)).toEqual([]);
  });

  test('warns of a task that may have to wait for an instance', () => {
    expect(scheduled()).toEqual([`warning ${PLACE}`]);
    expect(scheduled(({ Service }) => { delete Service.Properties.Targets[0].EcsParameters.CapacityProviderStrategy; })).toEqual([`warning ${PLACE}`]);
  });

  test('is silent when ECS starts no instances', () => {
    const status = (Status: unknown) => scheduled(({ Provider }, template) => {
      Provider.Properties.AutoScalingGroupProvider.ManagedScaling = { Status };
      template.Parameters = parameters('Status') as never;
    });
    expect(status('DISABLED')).toEqual([]);
    expect(status(ref('Status'))).toEqual([]);
    expect(scheduled(({ Provider }) => { delete Provider.Properties.AutoScalingGroupProvider.ManagedScaling; })).toEqual([]);
  });

  test('is silent on Fargate, and where the capacity provider is not at hand', () => {
    const strategy = (CapacityProvider: unknown) => scheduled(({ Service }) => {
      Service.Properties.Targets[0].EcsParameters.CapacityProviderStrategy = [{ CapacityProvider }];
    });
    expect(strategy('FARGATE_SPOT')).toEqual([]);
    expect(strategy('other')).toEqual([]);
  });
});
