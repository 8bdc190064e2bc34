import { hole, isKnown, piecesOf, Piece, Text } from '../model/text';

/** One place in a pattern or a value: a character, a wildcard, or a hole. */
export type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' }
  | { readonly kind: 'unknown' | 'generated'; readonly id: string };

export interface Reading {
  /** Whether `*` and `?` stand for other text. */
  readonly wildcards?: boolean;
  readonly ignoreCase?: boolean;
}

const ONE: Token = { kind: 'one' };
const MANY: Token = { kind: 'many' };
/** The tokens of the characters of ASCII, of which most texts are made. */
const PLAIN: (Token | undefined)[] = [];
const ASCII = 128;

export function tokensOf(text: Text, reading: Reading = {}): Token[] {
  const tokens: Token[] = [];
  for (const piece of pieces(text)) {
    if ('hole' in piece) {
      tokens.push({ kind: piece.hole, id: piece.id });
    } else {
      for (const char of reading.ignoreCase ? piece.literal.toLowerCase() : piece.literal) {
        tokens.push(charToken(char, reading));
      }
    }
  }
  return tokens;
}

/** Cuts tokens at every separator, the first `limit - 1` of them. */
export function splitTokens(tokens: readonly Token[], separator: string, limit = Infinity): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'char' && token.char === separator && parts.length < limit) {
      parts.push([]);
    } else {
      parts[parts.length - 1].push(token);
    }
  }
  return parts;
}

/** Cuts a text at every separator that is written in it. */
export function splitText(text: Text, separator: string): Text[] {
  if (isKnown(text)) {
    return text.split(separator);
  }
  const parts: Text[] = [''];
  for (const piece of pieces(text)) {
    const [first, ...rest] = 'hole' in piece ? [hole(piece.hole, piece.id)] : piece.literal.split(separator);
    parts[parts.length - 1] += first;
    rest.forEach((part) => parts.push(part));
  }
  return parts;
}

export function sameToken(a: Token, b: Token): boolean {
  switch (a.kind) {
    case 'char':
      return b.kind === 'char' && a.char === b.char;
    case 'unknown':
    case 'generated':
      return a.kind === b.kind && a.id === b.id;
    default:
      return false;
  }
}

function charToken(char: string, reading: Reading): Token {
  if (reading.wildcards && char === '*') {
    return MANY;
  }
  return reading.wildcards && char === '?' ? ONE : plainToken(char);
}

function plainToken(char: string): Token {
  const code = char.charCodeAt(0);
  return code < ASCII ? PLAIN[code] ??= { kind: 'char', char } : { kind: 'char', char };
}

/** A hole that nothing made in earnest is as good as unknown. */
function pieces(text: Text): Piece[] {
  try {
    return piecesOf(text);
  } catch {
    return [{ hole: 'unknown', id: 'malformed' }];
  }
}
