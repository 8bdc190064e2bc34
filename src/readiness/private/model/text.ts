/**
 * A string of a template, some parts of which are known only at deployment.
 *
 * Such a part is a hole. An `unknown` hole may turn out to be any text, but everywhere the same (a parameter, the region). A
 * `generated` hole is a name or id that AWS makes up for one resource: it equals itself and nothing else that could be written down
 * beforehand. Holes stand in the string between two characters of Unicode's private use area, and nothing between these but a colon is a sign that a
 * pattern or a search could be after, so that joining and comparing strings needs no special care.
 */
export type Text = string;

export type HoleKind = 'unknown' | 'generated';

/** A piece of a text: what is written, or a hole. */
export type Piece = { readonly literal: string } | { readonly hole: HoleKind; readonly id: string };

const OPEN = '\uE000';
const CLOSE = '\uE001';
/** What cannot be encoded. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** The signs that `encodeURIComponent` leaves as they are: what looks for a hyphen or a dot in a text is not to find that of a file's name. */
const SIGNS = /[-_.!~*'()]/g;
const HOLE = new RegExp(`${OPEN}([ug]):([^${CLOSE}]*)${CLOSE}`);
/** Kind and id of a hole are the second and third of three parts that a text is split into. */
const STEP = 3;

/**
 * Makes a hole.
 *
 * @param id tells one hole from another
 */
export function hole(kind: HoleKind, id: string): Text {
  return `${OPEN}${kind === 'unknown' ? 'u' : 'g'}:${encoded(id)}${CLOSE}`;
}

function encoded(id: string): string {
  return escaped(id).replace(SIGNS, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function escaped(id: string): string {
  try {
    return encodeURIComponent(id);
  } catch {
    return encodeURIComponent(id.replace(LONE_SURROGATE, '\uFFFD'));
  }
}

/** Whether every part of a text is known before deployment. */
export function isKnown(text: Text): boolean {
  return !text.includes(OPEN);
}

/** Takes the two characters that mark holes out of text that comes from outside. */
export function withoutMarks(text: string): Text {
  return text.includes(OPEN) || text.includes(CLOSE) ? text.replaceAll(OPEN, '').replaceAll(CLOSE, '') : text;
}

/** The pieces of a text, in order. */
export function piecesOf(text: Text): Piece[] {
  const pieces: Piece[] = [];
  const parts = isKnown(text) ? [text] : text.split(HOLE);
  for (let index = 0; index < parts.length; index += STEP) {
    const [literal, kind, id] = [parts[index], parts[index + 1], parts[index + 2]];
    if (literal !== '') {
      pieces.push({ literal });
    }
    if (id !== undefined) {
      pieces.push({ hole: kind === 'u' ? 'unknown' : 'generated', id: decoded(id) });
    }
  }
  return pieces;
}

/** A mark that nobody here made may hold anything. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** A text for people: holes as `<id>`. */
export function readable(text: Text): string {
  return isKnown(text) ? text : piecesOf(text).map((piece) => 'literal' in piece ? piece.literal : `<${piece.id}>`).join('');
}
