import type { Property } from '../property';
import type { Starter } from '../starter';
import type { SubjectParts } from '../subject';

/** What a call of RunTask, or what stands for one, holds; the case of two keys differs from service to service. */
export interface RunTaskSpelling {
  readonly taskDefinition: 'TaskDefinition' | 'TaskDefinitionArn';
  readonly awsvpc: 'AwsvpcConfiguration' | 'AwsVpcConfiguration';
}

/** A call of RunTask. */
export function runTask(
  call: Property, cluster: Property, starter: Starter, spelling: RunTaskSpelling, number: number, overrides: Property = call.at('Overrides'),
): SubjectParts {
  return {
    resource: call.resource,
    kind: 'run-task',
    number,
    at: call,
    exec: call.at('EnableExecuteCommand'),
    taskDefinition: call.at(spelling.taskDefinition),
    cluster,
    launchType: call.at('LaunchType'),
    strategy: call.at('CapacityProviderStrategy'),
    platformVersion: call.at('PlatformVersion'),
    awsvpc: call.at('NetworkConfiguration', spelling.awsvpc),
    taskRoleOverride: overrides.at('TaskRoleArn'),
    executionRoleOverride: overrides.at('ExecutionRoleArn'),
    starter,
  };
}
