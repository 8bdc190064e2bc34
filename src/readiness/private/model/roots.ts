import type { ResolvedSystem } from '../sources/resolved';

/** The stack in which a stack is nested, directly or not: what is deployed in one go. */
export function rootOf(stack: string, system: ResolvedSystem): string {
  const parent = system.template(stack)?.parent;
  return parent ? rootOf(parent.stack, system) : stack;
}
