import type { Random } from '../reach/_helpers/random';

const PIECES = [
  '{', '}', '[', ']', '"', ':', ',', '\'', '!', '&a ', '*a', '<<: *a\n', '!Ref ', '!Sub "${', '!GetAtt a.', '!If [', '!!binary ', '!!set ', '!<tag:x> ', '|', '>', '-', '? ', '#', '%', '@', '`',
  '\n', '\r\n', '\r', ' ', '\t', '\\', '\\u0000', '\\ud800', '\\ue000', '\0', '0', '1e999', '-0', 'a', 'é', '$', '__proto__', 'null', '~', '.nan', '.inf', '0o7', '---\n', '...\n', '%YAML 1.1\n---\n', '\uFEFF',
  '\u2028', '\u001b[2J', '\uE000',
];

/** Changes some characters of a text: single ones, pieces from elsewhere in it, its end. */
export function corruptText(text: string, random: Random): string {
  let content = text;
  for (let change = 0; change <= random.below(4); change++) {
    const at = random.below(content.length + 1);
    const start = random.below(content.length + 1);
    const piece = random.chance(30) ? content.slice(start, start + random.below(60)) : random.chance(20) ? '' : random.one(PIECES);
    content = random.chance(4) ? content.slice(0, at) : content.slice(0, at) + piece + content.slice(at + random.below(3) * random.below(12));
  }
  return content;
}

/** Changes some words and numbers for others, so that most of what comes out is still well-formed. */
export function corruptWords(text: string, random: Random): string {
  const words = text.split(/([A-Za-z0-9]+)/);
  const spoken = () => 1 + 2 * random.below((words.length - 1) / 2);
  for (let change = 0; change <= random.below(6); change++) {
    words[spoken()] = random.chance(80) ? words[spoken()] : random.one(['*', '0', '', '99999', 'aws']);
  }
  return words.join('');
}

/** Flips bits, cuts pieces out, and puts pieces elsewhere or twice. */
export function corruptBytes(text: string, random: Random): Uint8Array {
  let bytes = Buffer.from(text);
  for (let change = 0; change <= random.below(3); change++) {
    const at = random.below(bytes.length + 1);
    const start = random.below(bytes.length + 1);
    const piece = bytes.subarray(start, start + random.below(40));
    switch (random.below(4)) {
      case 0: bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]); break;
      case 1: bytes = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + piece.length)]); break;
      case 2: bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([random.below(256)]), bytes.subarray(at)]); break;
      default: bytes.set([(bytes[at] ?? 0) ^ 1 << random.below(8)].slice(0, bytes.length - at), at); // eslint-disable-line no-bitwise
    }
  }
  return bytes;
}
