import type { HoleBook } from './holes';
import type { Answer } from '../model/answer';
import { isKnown, piecesOf, type Piece, type Text } from '../model/text';

/** Whether two texts will be the same once their holes are filled. */
export function sameText(one: Text, other: Text, holes: HoleBook): Answer {
  if (one === other) {
    return 'yes';
  }
  if (isKnown(one) && isKnown(other)) {
    return 'no';
  }
  const left = piecesOf(one);
  const right = piecesOf(other);
  return apart(left, right) || excluded(left, other, holes) || excluded(right, one, holes) ? 'no' : 'unknown';
}

/** Whether what is written at the beginnings or at the ends differs. */
function apart(left: readonly Piece[], right: readonly Piece[]): boolean {
  const [start, otherStart] = [literal(left.at(0)), literal(right.at(0))];
  const [end, otherEnd] = [literal(left.at(-1)), literal(right.at(-1))];
  return !start.startsWith(otherStart) && !otherStart.startsWith(start) || !end.endsWith(otherEnd) && !otherEnd.endsWith(end);
}

function literal(piece: Piece | undefined): string {
  return piece && 'literal' in piece ? piece.literal : '';
}

/** Whether what fills the holes can never make the other text of it. */
function excluded(pieces: readonly Piece[], other: Text, holes: HoleBook): boolean {
  if (!isKnown(other) || pieces.some((piece) => 'hole' in piece && piece.hole === 'generated')) {
    return isKnown(other);
  }
  const { allowed, word, nonEmpty } = holes.of(pieces[0]);
  return pieces.length === 1 && (allowed ? !allowed.includes(other) : Boolean(word || nonEmpty) && other === '');
}
