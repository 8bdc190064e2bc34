import { Cursor } from './cursor';
import type { ShellVariables } from './shell-variables';
import type { Text } from '../text';

/** What a shell script is cut into: words, operators, and what stands in here-documents, which comes at the end of the line of their operator. */
export type Lexeme = { readonly word: Text } | { readonly operator: string } | { readonly input: Text };

interface Document {
  readonly delimiter: Text;
  /** Whether variables stay as they are. */
  readonly literal: boolean;
  /** Whether tabs at the beginning of lines are taken away. */
  readonly indented: boolean;
}

const SPACE = /(?:[^\S\n]|\\\r?\n)+/y;
const COMMENT = /#[^\n]*/y;
// a number in front says which output is meant
const OPERATOR = /\d?(?:<<<|<<-?|<&|<|>>|>\||>&|>)|&>>|&>|&&|\|\||\|&|;;|[\n;|&()]/y;
const HOLE = /\uE000[^\uE001]*\uE001?/y;
const SINGLE = /\$?'([^']*)'?/y;
const DOUBLE = /\$?"/y;
const ESCAPED = /\\([^]?)/y;
const PLAIN = /[^\s'"\\$`;|&<>()\uE000]+|\$/y;
const IN_DOUBLE = /[^"\\$`\uE000]+|\$/y;
const IN_DOCUMENT = /[^\\$`\uE000]+|\$/y;

/** Cuts a script, with quotes taken away and variables filled in as far as they are known when they are met. */
export function* shellWords(script: Text, variables: ShellVariables): Generator<Lexeme> {
  const cursor = new Cursor(script);
  const documents: Document[] = [];
  while (cursor.take(SPACE) || cursor.take(COMMENT) || !cursor.atEnd) {
    const operator = cursor.take(OPERATOR)?.[0];
    if (operator === '\n') {
      yield* documents.splice(0).map((document) => ({ input: bodyOf(document, cursor, variables) }));
    }
    if (operator !== undefined && /^\d?<<-?$/.test(operator)) {
      documents.push(openDocument(cursor, operator.endsWith('-'), variables));
      yield { operator };
    } else if (operator !== undefined) {
      yield { operator };
    } else if (!cursor.atEnd && !/[\s#]/.test(cursor.text[cursor.position])) {
      yield { word: word(cursor, variables) };
    }
  }
}

function word(cursor: Cursor, variables: ShellVariables): Text {
  let text = '';
  for (let piece: Text | undefined = ''; piece !== undefined; text += piece ?? '') {
    piece = cursor.take(SINGLE)?.[1] ?? (cursor.take(DOUBLE) ? double(cursor, variables) : undefined)
      ?? cursor.take(ESCAPED)?.[1] ?? cursor.take(HOLE)?.[0] ?? variables.expansion(cursor) ?? cursor.take(PLAIN)?.[0];
  }
  return text;
}

function double(cursor: Cursor, variables: ShellVariables): Text {
  const text = expanded(cursor, variables, IN_DOUBLE);
  cursor.take(/"/y);
  return text;
}

/** Text in which nothing but variables and a few escapes mean something. */
function expanded(cursor: Cursor, variables: ShellVariables, plain: RegExp): Text {
  let text = '';
  for (let piece: Text | undefined = ''; piece !== undefined; text += piece ?? '') {
    const escape = cursor.take(ESCAPED)?.[1];
    piece = escape !== undefined ? escape === '\n' ? '' : /["\\$`]/.test(escape) ? escape : `\\${escape}`
      : cursor.take(HOLE)?.[0] ?? variables.expansion(cursor) ?? cursor.take(plain)?.[0];
  }
  return text;
}

/** The delimiter; it need not be quoted as a whole to keep variables as they are. */
function openDocument(cursor: Cursor, indented: boolean, variables: ShellVariables): Document {
  cursor.take(SPACE);
  const start = cursor.position;
  const delimiter = word(cursor, variables);
  return { delimiter, literal: /['"\\]/.test(cursor.text.slice(start, cursor.position)), indented };
}

function bodyOf({ delimiter, literal, indented }: Document, cursor: Cursor, variables: ShellVariables): Text {
  const lines: string[] = [];
  while (!cursor.atEnd) {
    const raw = cursor.line();
    const line = indented ? raw.replace(/^\t+/, '') : raw;
    if (line.replace(/\r$/, '') === delimiter) {
      break;
    }
    lines.push(`${line}\n`);
  }
  const body = lines.join('');
  return literal ? body : expanded(new Cursor(body), variables, IN_DOCUMENT);
}
