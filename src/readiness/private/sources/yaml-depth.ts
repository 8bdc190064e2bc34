import { CST, Lexer } from 'yaml';

/*
 * The YAML parser recurses, and a process that runs out of stack may end without any exception. So the depth is measured first, without
 * recursion. Blocks inside blocks begin at ever greater columns, two of them at most at each; brackets are counted as the lexer finds them.
 */

/** Blocks inside blocks; the parser bears ten times as many. */
const MAX_COLUMNS = 100;
const MAX_BRACKETS = 200;
/** Tags, anchors and dashes in a row. */
const MAX_INDICATORS = 200;

const INDICATORS = '-?!&:';

/** The lexemes of a text; nothing when it is nested too deeply to be parsed. */
export function lexemesOf(text: string): string[] | undefined {
  if (tooManyColumns(text)) {
    return undefined;
  }
  const lexemes: string[] = [];
  let depth = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes.push(lexeme);
    const type = scalar ? 'scalar' : CST.tokenType(lexeme);
    depth += type === 'flow-seq-start' || type === 'flow-map-start' ? 1 : type === 'flow-seq-end' || type === 'flow-map-end' ? -1 : 0;
    if (depth > MAX_BRACKETS) {
      return undefined;
    }
    scalar = lexeme === CST.SCALAR;
  }
  return lexemes;
}

function tooManyColumns(text: string): boolean {
  const columns: number[] = [];
  for (const line of text.split('\n')) {
    let row = 0;
    let leading = true;
    for (const { index: column, 0: word } of line.matchAll(/\S+/g)) {
      const indicator = INDICATORS.includes(word[0]);
      row = indicator ? row + 1 : 0;
      if (leading) {
        while (columns.length > 0 && columns.at(-1)! >= column) {
          columns.pop();
        }
        columns.push(column);
        leading = indicator;
      }
      if (row > MAX_INDICATORS || columns.length > MAX_COLUMNS) {
        return true;
      }
    }
  }
  return false;
}
