import { changed, says } from './_judge';
import { isolatedFargate, publicFargate, publicInstances, type Template } from './_ready';
import type { Rule } from '../../../../src/readiness/private/rules/rule';

/** Where the first container stands. */
export const CONTAINER = 'Task.ContainerDefinitions.0';

/** What can be changed in a template that is ready. */
export interface TaskChange {
  /** Of the first container. */
  readonly container?: object;
  /** Containers beside it. */
  readonly others?: readonly object[];
  readonly task?: object;
  readonly service?: object;
  readonly parameters?: object;
  readonly make?: () => Template;
}

/** A template that is ready, with a task that was changed. */
export function task({ container, others = [], task: properties, service, parameters: declared, make = publicFargate }: TaskChange): Template {
  return changed(make, ({ Task, Service }, template) => {
    Object.assign(Task.Properties.ContainerDefinitions[0], container);
    Task.Properties.ContainerDefinitions.push(...others);
    Object.assign(Task.Properties, properties);
    Object.assign(Service.Properties, service);
    template.Parameters = declared as Template['Parameters'];
  });
}

/** What a rule says of a task that was changed. */
export function saysOf(rule: Rule, change: TaskChange): readonly string[] {
  return says(rule, task(change));
}

/** What a rule says of the templates that are ready. */
export function saysOfReady(rule: Rule): readonly string[] {
  return [publicFargate, isolatedFargate, publicInstances].flatMap((make) => says(rule, make()));
}

/** Parameters without values. */
export function parameters(...names: string[]): object {
  return Object.fromEntries(names.map((name) => [name, { Type: 'String' }]));
}

/** A job of AWS Batch with one container. */
export function batchJob(container: object, more: object = {}): Template {
  return {
    Resources: {
      Service: {
        Type: 'AWS::Batch::JobDefinition',
        Properties: {
          Type: 'container', ContainerProperties: { Image: 'public.ecr.aws/nginx/nginx:1.27', EnableExecuteCommand: true, ...container }, ...more,
        },
      },
    },
  };
}

export const WINDOWS = { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
