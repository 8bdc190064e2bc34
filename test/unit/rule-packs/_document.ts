import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of a table: rules, what they are found on, and why it stays. */
export interface Row {
  readonly constructs: readonly string[];
  readonly rules: readonly string[];
  readonly on: readonly string[];
  readonly why: string;
}

const PATH = join(__dirname, '../../../docs/rule-packs.md');

/** The rows of the document, by the constructs of their headings. */
export function documentedRows(): Row[] {
  return readFileSync(PATH, 'utf8').split(/^## /m).slice(1).flatMap((section) => {
    const [heading, ...lines] = section.split('\n');
    return lines.filter((line) => line.startsWith('| `')).map((line) => {
      const [rules, on, why] = line.slice(2, -2).split(' | ');
      return { constructs: heading.split(', '), rules: codesIn(rules), on: codesIn(on), why };
    });
  });
}

function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}
