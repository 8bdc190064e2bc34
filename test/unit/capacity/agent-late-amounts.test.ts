import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Duration, Lazy, SecretValue, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { EcsAgentConfig } from '../../../src';
import { EcsEngineAuthType, EcsHostImage, ExecCapacity } from '../../../src';
import { newService, newStack } from '../_helpers/apps';

const late = (value: number) => Lazy.number({ produce: () => value });

function serviceOn(capacity: ExecCapacity, stack: Stack = newStack()): Stack {
  newService(stack, { capacity });
  return stack;
}

describe.each<[string, string, (agent: EcsAgentConfig) => ExecCapacity]>([
  ['instances of Amazon EC2', 'Stack/Api/Cluster/Cluster/Ec2', (agent) => ExecCapacity.ec2({ agent })],
  ['external instances', 'Stack/Api/Cluster/Cluster/ExternalInstances', (agent) => ExecCapacity.external({ agent })],
])('what is known of the agent of %s at synthesis only', (_, path, capacity) => {
  test.each<[string, EcsAgentConfig, string]>([
    ['minutes', { imageCleanupInterval: Duration.minutes(late(9)) },
      'imageCleanupInterval (ECS_IMAGE_CLEANUP_INTERVAL) is 9 minutes, below the least that the agent takes; give 10 minutes or more'],
    ['seconds', { imagePullTimeout: Duration.seconds(late(0)) }, 'imagePullTimeout (ECS_IMAGE_PULL_TIMEOUT) is 0 seconds, which is no time; give more'],
    ['milliseconds', { cgroupCpuPeriod: Duration.millis(late(101)) }, 'above the most that the agent takes; give 100 millis or less'],
    ['a number', { taskPidsLimit: late(99) }, 'taskPidsLimit (ECS_TASK_PIDS_LIMIT) is 99, which the agent does not take'],
    ['a size', { reservedMemory: Size.mebibytes(late(65536)) }, 'reservedMemory (ECS_RESERVED_MEMORY) is'],
  ])('is checked there: %s', (_name, agent, message) => {
    const stack = serviceOn(capacity(agent));
    expect(() => Template.fromStack(stack)).toThrow(new RegExp(`\\[${path}\\] agent\\..*${message.replace(/[()]/g, '\\$&')}`));
  });

  test('is taken when it is right', () => {
    const agent = { imageCleanupInterval: Duration.minutes(late(10)), taskPidsLimit: late(100), reservedMemory: Size.mebibytes(late(64)) };
    const stack = serviceOn(capacity(agent));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('is taken when the deployment decides', () => {
    const stack = newStack();
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
    const engineAuthData = SecretValue.secretsManager('registries').unsafeUnwrap();
    serviceOn(capacity({
      imageCleanupInterval: Duration.minutes(number),
      taskPidsLimit: number,
      reservedMemory: Size.mebibytes(number),
      availableLoggingDrivers: list,
      engineAuthType: EcsEngineAuthType.DOCKERCFG,
      engineAuthData,
    }), stack);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

test('what is known of the agent of Bottlerocket at synthesis only is checked there', () => {
  const agent = { imageCleanupInterval: Duration.minutes(late(9)) };
  const stack = serviceOn(ExecCapacity.ec2({ image: EcsHostImage.bottlerocket(), agent }));
  expect(() => Template.fromStack(stack)).toThrow('is 9 minutes, below the least that the agent takes; give 10 minutes or more');
});
