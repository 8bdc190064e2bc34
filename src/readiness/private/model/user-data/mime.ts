import { isKnown, type Text } from '../text';

/** A part of user data, of the kind that its heading tells. */
export interface Part {
  readonly type: string;
  readonly content: Text;
  /** Whether it is encoded in a way that is not undone. */
  readonly sealed: boolean;
}

const HEADERS = /^(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)*/;
/** Longer than any that are written. */
const MAX_HEADERS = 4096;
const BOUNDARY = /^content-type:\s*multipart\/[^;\n]+;[^]*?boundary=(?:"([^"\n]+)"|([^\s;]+))/im;

/** The parts of a MIME document; nothing when it is none. */
export function mimeParts(userData: Text): readonly Part[] | undefined {
  const normal = userData.replaceAll('\r\n', '\n').trimStart();
  const [headers] = HEADERS.exec(normal)!;
  const [, quoted, plain] = BOUNDARY.exec(headers.slice(0, MAX_HEADERS)) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) {
    return undefined;
  }
  const parts = `\n${normal.slice(headers.length)}`.split(`\n--${boundary}`).slice(1);
  return parts.filter((part) => !part.startsWith('--')).map((part) => partOf(part.replace(/^[^\n]*\n/, '')));
}

function partOf(part: Text): Part {
  const [headers] = HEADERS.exec(part)!;
  const content = part.slice(headers.length).replace(/^\n/, '');
  const type = /^content-type:\s*([\w./+-]+)/im.exec(headers)?.[1].toLowerCase() ?? '';
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(headers)?.[1].toLowerCase() ?? '7bit';
  const base64 = encoding === 'base64' && isKnown(content);
  return { type, content: base64 ? Buffer.from(content, 'base64').toString('utf8') : content, sealed: !base64 && !/^(?:7bit|8bit|binary)$/.test(encoding) };
}
