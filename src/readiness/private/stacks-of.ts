import type { StackInput } from './sources/stack-input';

/** Stacks and those nested in them, parents first. */
export function stacksOf(inputs: Iterable<StackInput>): StackInput[] {
  return [...inputs].flatMap((input) => [input, ...stacksOf(input.nested.values())]);
}
