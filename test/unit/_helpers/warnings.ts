import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';

export interface Warning {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

/** The warnings of this library that a synthesis of the stack leaves, by the id that a user acknowledges. */
export function warningsOf(stack: Stack): Warning[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).flatMap(({ id: path, entry }) => {
    const [, text, id] = /^(.*) \[ack: Annotation::(exec-ready:\w+)\]$/s.exec(String(entry.data)) ?? [];
    return id ? [{ id, path, text }] : [];
  });
}

export function warningIds(stack: Stack): string[] {
  return warningsOf(stack).map(({ id }) => id);
}

export function warningText(stack: Stack, id: string): string {
  return warningsOf(stack).filter((warning) => warning.id === id).map(({ text }) => text).join('\n');
}
