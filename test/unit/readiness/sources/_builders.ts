import { readable } from '../../../../src/readiness/private/model/text';
import { parseTemplate, type ParsedTemplate } from '../../../../src/readiness/private/sources/parse';
import { resolveSystem } from '../../../../src/readiness/private/sources/resolve';
import type { ResolvedSystem, ResolvedTemplate } from '../../../../src/readiness/private/sources/resolved';
import type { StackInput } from '../../../../src/readiness/private/sources/stack-input';
import { textOf, type Value } from '../../../../src/readiness/private/sources/value';

export type Options = Partial<Omit<StackInput, 'source' | 'nested'>> & { readonly nested?: Record<string, StackInput> };

/** A template from data or from text. */
export function parsed(template: object | string, file = 'stack.json'): ParsedTemplate {
  const result = parseTemplate(file, typeof template === 'string' ? template : JSON.stringify(template));
  if (!result.ok) {
    throw new Error(result.error.message);
  }
  return result;
}

export function input(template: object | string, options: Options = {}): StackInput {
  const { nested = {}, name = 'stack', environment = {}, ...rest } = options;
  return { ...rest, name, environment, source: parsed(template), nested: new Map(Object.entries(nested)) };
}

/** One stack, resolved. */
export function resolved(template: object | string, options: Options = {}): ResolvedTemplate {
  return system(input(template, options)).templates[0];
}

export function system(...inputs: StackInput[]): ResolvedSystem {
  return resolveSystem(inputs);
}

/** What an expression comes to as a property of a resource. */
export function valueOf(expression: unknown, sections: object = {}, options: Options = {}): Value | undefined {
  const { Resources = {}, ...rest } = sections as { Resources?: object };
  const template = { ...rest, Resources: { ...Resources, Subject: { Type: 'A::B::C', Properties: { Value: expression } } } };
  return resolved(template, options).resources.get('Subject')!.properties.Value;
}

/** The same, for people: holes in angle brackets. */
export function shown(expression: unknown, sections: object = {}, options: Options = {}): string {
  return readable(textOf(valueOf(expression, sections, options), () => 'unknown'));
}

/** Messages of problems that stop the deployment. */
export function stops(template: object | string, options: Options = {}): string[] {
  return resolved(template, options).problems.filter((problem) => problem.stopsDeployment).map((problem) => problem.message);
}

/** A stream of numbers that is the same in every run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 16_807) % 2_147_483_647;
    return Math.floor(state / 2_147_483_647 * below);
  };
}
