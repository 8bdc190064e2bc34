import { readJson } from './json';
import type { Position } from './lines';
import { partitionsIn } from './partitions';
import type { Positions } from './positions';
import { isObject, type Tree, type TreeObject } from './tree';
import { yamlParser } from '../yaml-parser';

/** Why a file cannot be used, and where in it the reason stands. */
export interface SourceError {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** A template, still with its functions, all of them in long form. */
export interface ParsedTemplate {
  readonly file: string;
  readonly template: TreeObject;
  readonly positions: Positions;
  /** The partitions that it is written for, as far as it names any; each once. */
  readonly partitions: readonly string[];
  /** What a reader should know though the template can be read. */
  readonly notes: readonly string[];
}

export type ParseResult =
  | { readonly ok: true } & ParsedTemplate
  | { readonly ok: false; readonly error: SourceError; /** Readable, but no template. */ readonly foreign: boolean };

/** CloudFormation takes one megabyte; this is for thousands of services in one file. */
const MAX_MEGABYTES = { json: 64, yaml: 16 };
const MEGABYTE = 1024 * 1024;

/** Reads a template, in JSON or YAML. */
export function parseTemplate(file: string, content: Uint8Array | string): ParseResult {
  if (content.length > MAX_MEGABYTES.json * MEGABYTE) {
    return failed(file, false, `larger than ${MAX_MEGABYTES.json} MB`);
  }
  const text = textOf(content);
  if (text === undefined) {
    return failed(file, false, 'not text in UTF-8');
  }
  const start = /\S/.exec(text)?.[0];
  if (start === undefined || start === '<') {
    return failed(file, true, start ? 'not a template but HTML or XML' : 'the file is empty');
  }
  const isJson = start === '{' || start === '[';
  if (!isJson && content.length > MAX_MEGABYTES.yaml * MEGABYTE) {
    return failed(file, false, `larger than ${MAX_MEGABYTES.yaml} MB, which takes too long as YAML; give it as JSON`);
  }
  const reading = isJson ? readJson(text) : yamlParser().readYaml(text);
  if (!reading.ok) {
    return failed(file, false, reading.message, reading.position);
  }
  const { tree, positions, notes } = reading;
  if (!isObject(tree) || !isObject(tree.Resources)) {
    return failed(file, true, `not a template: ${isObject(tree) ? 'it has no Resources section' : Array.isArray(tree) ? 'it is a list' : 'it is a single value'}`);
  }
  return { ok: true, file, template: tree, positions, partitions: partitionsIn(text, start === '{'), notes };
}

/** Reads JSON that is no template, such as the manifest of an assembly. */
export function parseJson(content: Uint8Array): Tree | undefined {
  const text = textOf(content);
  const reading = text === undefined ? undefined : readJson(text);
  return reading?.ok ? reading.tree : undefined;
}

/** The text of a file without byte-order mark; nothing for binary data. */
function textOf(content: Uint8Array | string): string | undefined {
  try {
    const text = typeof content === 'string' ? content.replace(/^\uFEFF/, '') : new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function failed(file: string, foreign: boolean, message: string, position?: Position): ParseResult {
  return { ok: false, foreign, error: { file, message, ...position } };
}
