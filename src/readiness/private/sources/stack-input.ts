import type { ParsedTemplate } from './parse';

/** Where a stack goes, as far as that is written down. */
export interface Environment {
  readonly account?: string;
  readonly region?: string;
}

/** A template together with what is known of the stack to be made from it. */
export interface StackInput {
  /** Tells stacks apart, for people too: the path of the construct, or the file. */
  readonly name: string;
  readonly source: ParsedTemplate;
  readonly environment: Environment;
  /** The name in CloudFormation. */
  readonly stackName?: string;
  /** Values for parameters, before their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The inputs of nested stacks, by logical id. */
  readonly nested: ReadonlyMap<string, StackInput>;
}
