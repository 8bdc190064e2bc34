import { basename, dirname, relative, resolve, sep } from 'node:path';
import { loadSources, type Sources } from './sources/assembly';
import type { Files } from './sources/files';
import type { SourceError } from './sources/parse';

const EMPTY = Buffer.from('{"Resources":{}}');

/** Reads some of the templates of a synthesis, as stacks with their names and environments. Those beside them are not read. */
export function loadSynthesised(templates: readonly string[], files: Files): Sources {
  const wanted = new Set(templates.map((template) => resolve(template)));
  const others = (path: string) => isStackTemplate(path) && !wanted.has(path);
  const sources = loadSources(outermost([...wanted].map(dirname)), {
    list: (path) => files.list(path),
    read: (path) => others(path) ? EMPTY : files.read(path),
  });
  const inputs = sources.inputs.filter(({ source }) => wanted.has(source.file));
  return { inputs, errors: [...sources.errors, ...missing(sources, wanted)], skipped: [] };
}

/** What was wanted and is neither there nor complained of. */
function missing({ inputs, errors, skipped }: Sources, wanted: ReadonlySet<string>): SourceError[] {
  const seen = new Set([...inputs.map(({ source }) => source.file), ...errors.map(({ file }) => file)]);
  return [...wanted].filter((file) => !seen.has(file))
    .map((file) => skipped.find((other) => other.file === file) ?? { file, message: 'not part of the assembly' });
}

function isStackTemplate(path: string): boolean {
  const name = basename(path);
  return name.endsWith('.template.json') && !name.endsWith('.nested.template.json');
}

/** The folders without those that lie in another. */
function outermost(folders: readonly string[]): string[] {
  const all = [...new Set(folders)];
  return all.filter((folder) => !all.some((other) => other !== folder && relative(other, folder).split(sep)[0] !== '..'));
}
