import type { Property } from './property';
import { piecesOf } from './text';

/** What is known of the name of an image, with a space for each part that is not. */
export function imageName(image: Property): string | undefined {
  const { text } = image;
  return 'known' in text && text.known !== undefined ? piecesOf(text.known).map((piece) => 'literal' in piece ? piece.literal : ' ').join('') : undefined;
}
