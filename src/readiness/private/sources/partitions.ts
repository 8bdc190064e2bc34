import type { StackInput } from './stack-input';

const NAMES = /\barn:aws:|\baws-(?:cn|us-gov|iso(?:-[bef])?|eusc)\b/g;

/** The partitions in ARNs of a template, and those other than `aws` that it names in any way, such as in a condition. */
export function partitionsIn(text: string, isJson: boolean): readonly string[] {
  const uncommented = isJson ? text : text.replace(/(?:^|[ \t])#.*$/gm, '');
  return [...new Set(Array.from(uncommented.matchAll(NAMES), ([name]) => name === 'arn:aws:' ? 'aws' : name))];
}

/**
 * The partition of all stacks whose region is not known, when their templates name only one. Who writes `arn:aws:` into a template means it
 * for that partition: anywhere else such ARNs are of nothing, and the template does not deploy or does not work. It is one for all of them,
 * so that the same text in two stacks stays the same.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function usualPartition(inputs: readonly StackInput[]): string | undefined {
  const partitions = new Set(inputs.flatMap(placeless).flatMap(({ source }) => source.partitions));
  return partitions.size === 1 ? [...partitions][0] : undefined;
}

/** A stack and those nested in it, unless their region is known. */
function placeless(input: StackInput): readonly StackInput[] {
  const nested = [...input.nested.values()].flatMap(placeless);
  return input.environment.region === undefined ? [input, ...nested] : nested;
}
