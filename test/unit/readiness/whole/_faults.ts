import { readFileSync } from 'node:fs';
// eslint-disable-next-line import/no-extraneous-dependencies -- the linter brings it along
import Ajv from 'ajv';
import { assemblyOf, outputOf, type Contents, type Output } from './_pipeline';
import type { Result } from '../../../../src/readiness/private/result';

const { $schema: _, ...SCHEMA } = JSON.parse(readFileSync('docs/readiness.schema.json', 'utf8')) as Record<string, unknown>;
const isValid = new Ajv().compile(SCHEMA);

/** Signs of values that were not meant to be shown, and the marks of what is not known. */
const LEAK = /\bundefined\b|\bNaN\b|\[object \w+\]|[\uE000\uE001]/;
/** What a terminal obeys, hides or reorders text by. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;
// eslint-disable-next-line no-control-regex -- that is how colours are written
const COLOUR = /\u001b\[\d+m/g;
/** What is said of a rule that threw. */
const THROWN = /\w+ could not be applied: .*/;

/** What is wrong with what was made of files. Nothing of it may ever be, whatever is in the files. */
export function faultsIn({ result, json, text, coloured, sentences }: Output, contents: Contents): readonly string[] {
  const { services, summary, errors } = result;
  const said = JSON.stringify(result);
  const lines = new Map(Object.entries(contents).map(([name, content]) => [`cdk.out/${name}`, Buffer.from(content).toString('latin1').split('\n').length]));
  const faults: Readonly<Record<string, unknown>> = {
    'the JSON does not fit the schema': isValid(JSON.parse(json)) ? undefined : isValid.errors,
    'a rule threw': services.flatMap(({ unknowns }) => unknowns).find(({ reason }) => THROWN.test(reason)),
    'a value leaks': around(LEAK, said),
    'the text is not fit to print': unfit(text.replaceAll('\n', '')),
    'the coloured text is not fit to print': unfit(coloured.replaceAll('\n', '').replace(COLOUR, '')),
    'the JSON is not fit to print': unfit(json.replaceAll('\n', '')),
    'a violation is not fit to print': unfit(sentences.join('')),
    'the summary is wrong': summary.ready + summary.broken + summary.unknown + summary.off === services.length ? undefined : summary,
    'a place is not in the file': placesIn(result).find(({ file, line }) => !(line >= 1 && line <= (lines.get(file) ?? 1))),
    'an error says nothing': errors.find(({ message }) => message.trim() === ''),
  };
  return Object.entries(faults).flatMap(([fault, found]) => found === undefined ? [] : [`${fault}: ${JSON.stringify(found)}`]);
}

/** What is found in templates, of which nothing is wrong. */
export function sound(...templates: readonly string[]): Result {
  const contents = assemblyOf(Object.fromEntries(templates.map((template, index) => [`stack${index}.json`, template])));
  const output = outputOf(contents);
  expect(faultsIn(output, contents)).toEqual([]);
  return output.result;
}

function unfit(printed: string): string | undefined {
  return around(OBEYED, printed);
}

/** What is found in a text, with a little of what stands before and behind it. */
function around(pattern: RegExp, text: string): string | undefined {
  const at = text.search(pattern);
  return at < 0 ? undefined : text.slice(Math.max(0, at - 100), at + 100);
}

function placesIn({ services, errors, unseen }: Result): { readonly file: string; readonly line: number }[] {
  const inServices = services.flatMap((service) => [service, ...service.findings, ...service.unknowns]);
  return [...inServices, ...unseen, ...errors.map(({ file, line = 1 }) => ({ file, line }))];
}
