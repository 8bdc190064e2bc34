import type { Finder } from './index';
import { jsonValue } from './json-text';
import { runTask } from './run-task';
import { Property } from '../property';
import type { Starter } from '../starter';
import type { SubjectParts } from '../subject';

const UNIVERSAL = /^arn:[^:]*:scheduler:::aws-sdk:ecs:runTask$/;

/** The targets of rules, schedules and pipes that run a task. */
export const eventTargets: Readonly<Record<string, Finder>> = {
  'AWS::Events::Rule': (root) => targets(root.at('Targets').list.items.flatMap((item) => item.alternatives), (target, number) =>
    runTask(target.at('EcsParameters'), target.at('Arn'), starter('events', target),
      { taskDefinition: 'TaskDefinitionArn', awsvpc: 'AwsVpcConfiguration' }, number, overridesOf(target))),

  'AWS::Scheduler::Schedule': (root) => universal(root.at('Target')) ?? targets([root.at('Target')], (target, number) =>
    runTask(target.at('EcsParameters'), target.at('Arn'), starter('scheduler', target),
      { taskDefinition: 'TaskDefinitionArn', awsvpc: 'AwsvpcConfiguration' }, number, overridesOf(target))),

  'AWS::Pipes::Pipe': (root) => root.at('TargetParameters', 'EcsTaskParameters').given === 'no' ? [] : [
    runTask(root.at('TargetParameters', 'EcsTaskParameters'), root.at('Target'), starter('pipes', root),
      { taskDefinition: 'TaskDefinitionArn', awsvpc: 'AwsvpcConfiguration' }, 0),
  ],
};

function starter(service: Starter['service'], holder: Property): Starter {
  return { service, role: holder.at('RoleArn') };
}

function targets(items: readonly Property[], make: (target: Property, number: number) => SubjectParts): SubjectParts[] {
  return items.filter((item) => item.at('EcsParameters').given === 'yes').map(make);
}

/** A schedule that calls RunTask itself. */
function universal(target: Property): SubjectParts[] | undefined {
  const arn = target.at('Arn').text;
  if (!('known' in arn) || arn.known === undefined || !UNIVERSAL.test(arn.known)) {
    return undefined;
  }
  const call = inputOf(target);
  return [runTask(call, call.at('Cluster'), starter('scheduler', target), { taskDefinition: 'TaskDefinition', awsvpc: 'AwsvpcConfiguration' }, 0)];
}

/** The `Input` as a document. */
function inputOf(target: Property): Property {
  const input = target.at('Input');
  const { text } = input;
  return 'known' in text && text.known !== undefined ? new Property(input.resource, input.path, jsonValue(text.known)) : input;
}

/** What the input of a rule or schedule overrides, in its own spelling. */
function overridesOf(target: Property): Property {
  const input = inputOf(target);
  return new Property(input.resource, input.path, { ...roleUnder(input, 'taskRoleArn', 'TaskRoleArn'), ...roleUnder(input, 'executionRoleArn', 'ExecutionRoleArn') });
}

function roleUnder(input: Property, key: string, name: string): object {
  const value = input.given === 'no' ? undefined : input.at(key).value;
  return typeof value === 'string' ? { [name]: value } : {};
}
