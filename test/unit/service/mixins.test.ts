import { Mixin, Mixins } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';

/** What a platform team adds to every task of an app. */
class WithSecretSidecar extends Mixin {
  public supports(construct: IConstruct): construct is ecs.TaskDefinition {
    return construct instanceof ecs.TaskDefinition;
  }

  public applyTo(construct: IConstruct): void {
    (construct as ecs.TaskDefinition).addContainer('Agent', {
      image: privateImage(construct),
      essential: false,
      memoryReservationMiB: 64,
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'agent' }),
      secrets: { LICENCE: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(construct, 'Licence')) },
    });
  }
}

describe('what a mixin adds to a task', () => {
  test.each([
    ['of the whole stack', (stack: IConstruct) => Mixins.of(stack).apply(new WithSecretSidecar())],
    ['of the construct', (stack: IConstruct) => stack.node.findChild('Api').with(new WithSecretSidecar())],
  ])('is led to what it needs, as a mixin %s', (_name, apply) => {
    const stack = newStack();
    newService(stack);
    apply(stack);
    const template = Template.fromStack(stack);
    expect(endpointsOf(template)).toMatchObject({ secretsmanager: ['secrets of AWS Secrets Manager'] });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ Name: 'app' }, { Name: 'Agent', LinuxParameters: { InitProcessEnabled: true } }],
    });
  });
});
