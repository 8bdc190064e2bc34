import { Cursor } from './cursor';
import type { Text } from '../text';

/** A statement of a PowerShell script. */
export interface Statement {
  readonly text: Text;
  /** Whether it may not be run. */
  readonly conditional: boolean;
}

const NOT_CODE = /<#[^]*?(?:#>|$)|#[^\n]*|`\r?\n/y;
const STRING = /'(?:[^']|'')*'?|"(?:[^"`]|`[^]|"")*"?|\$\{[^}]*\}?/y;
const PLAIN = /[^'"`#{};\n$<]+|[^]/y;

/** The statements of a script, in order. */
export function powershellStatements(script: Text): readonly Statement[] {
  const statements: Statement[] = [];
  const cursor = new Cursor(script);
  let text = '';
  for (let depth = 0; !cursor.atEnd;) {
    const string = cursor.take(NOT_CODE) ? '' : cursor.take(STRING)?.[0];
    const piece = string ?? cursor.take(PLAIN)![0];
    if (string !== undefined || !/^[{};\n]$/.test(piece)) {
      text += piece;
      continue;
    }
    statements.push({ text: text.trim(), conditional: depth > 0 });
    depth = Math.max(0, depth + (piece === '{' ? 1 : piece === '}' ? -1 : 0));
    text = '';
  }
  statements.push({ text: text.trim(), conditional: false });
  return statements.filter((statement) => statement.text !== '');
}
