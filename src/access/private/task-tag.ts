import { Names, Stack, Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ownedResource } from '../../private/owned';

/** Of a tag's 256 characters, with room for the name of a stack. */
const MAX_LENGTH = 120;

/** The tag that tasks get from their task definition. */
export const TASK_TAG = 'exec-ready:task';

/** Tags a task definition, so that policies know the tasks that are run with its tags. No other in the account and region has the value. */
export function tagTasksOf(taskDefinition: ecs.TaskDefinition): readonly [key: string, value: string] {
  const value = nameOf(taskDefinition);
  (ownedResource(taskDefinition) as ecs.CfnTaskDefinition).tags.setTag(TASK_TAG, value);
  return [TASK_TAG, value];
}

/** Begins with the name of the stack; that of a nested stack is known at deployment only. */
function nameOf(taskDefinition: ecs.TaskDefinition): string {
  const { stackName } = Stack.of(taskDefinition);
  const name = Names.uniqueResourceName(taskDefinition, { maxLength: MAX_LENGTH });
  return Token.isUnresolved(stackName) ? `${stackName}/${name}` : name;
}
