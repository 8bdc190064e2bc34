import { Reading, sameToken, Token, tokensOf } from './tokens';
import { Answer } from '../model/answer';
import { isKnown, Text } from '../model/text';

/** Beyond this many steps a comparison is given up; AWS accepts no text that needs them. */
const MAX_STEPS = 500_000;

/** As many steps as all comparisons of one check may take. */
const MAX_STEPS_OF_CHECK = 100_000_000;

let stepsLeft = Infinity;

/** Does something whose comparisons are not to take for ever together: once their steps are used up, every one that takes some is unknown. */
export function comparingInBounds<T>(something: () => T): T {
  stepsLeft = MAX_STEPS_OF_CHECK;
  try {
    return something();
  } finally {
    stepsLeft = Infinity;
  }
}

/** The positions of a pattern that can be reached, by index. */
type Positions = Uint8Array;

/**
 * Whether a value matches a pattern with `*` and `?`, as IAM compares actions and resources: wildcards may span the parts of an ARN.
 *
 * An unknown hole of the pattern may itself hold wildcards, one of the value may not: what a request names has none.
 */
export function matchPattern(pattern: Text, value: Text, reading: Reading = {}): Answer {
  const { wildcards = true, ignoreCase } = reading;
  return matchTexts(pattern, value, { wildcards, ignoreCase })
    ?? matchTokens(tokensOf(pattern, { wildcards, ignoreCase }), tokensOf(value, { ignoreCase }));
}

/** Whether two texts are the same. */
export function sameText(a: Text, b: Text): Answer {
  return matchPattern(a, b, { wildcards: false });
}

/** Most texts are told apart, or seen to match, as they are written; nothing where that takes a closer look. */
function matchTexts(pattern: Text, value: Text, { wildcards, ignoreCase }: Reading): Answer | undefined {
  if (pattern === value || wildcards && pattern === '*') {
    return 'yes';
  }
  if (wildcards && (pattern.includes('?') || pattern.length * value.length > MAX_STEPS)) {
    return undefined;
  }
  if (isKnown(pattern) && isKnown(value)) {
    const written = ignoreCase ? pattern.toLowerCase() : pattern;
    const said = ignoreCase ? value.toLowerCase() : value;
    return (wildcards ? matchStars(written, said) : written === said) ? 'yes' : 'no';
  }
  return wildcards && !ignoreCase && startsAlike(pattern, value) ? 'yes' : undefined;
}

/** Whether a text without holes matches a pattern with no other wildcard than `*`. */
function matchStars(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0 || !value.startsWith(pattern.slice(0, star))) {
    return pattern === value;
  }
  const parts = pattern.slice(star + 1).split('*');
  const last = parts.pop()!;
  let end = star;
  for (let index = 0; index < parts.length && end >= 0; index++) {
    const start = value.indexOf(parts[index], end);
    end = start < 0 ? start : start + parts[index].length;
  }
  return end >= 0 && value.length - end >= last.length && value.endsWith(last);
}

/** Whether the only wildcard of a pattern ends it, and a value begins with what stands before. Holes are written alike in both. */
export function startsAlike(pattern: Text, value: Text): boolean {
  return pattern.endsWith('*') && pattern.indexOf('*') === pattern.length - 1 && value.startsWith(pattern.slice(0, -1));
}

export function matchTokens(pattern: readonly Token[], value: readonly Token[]): Answer {
  const start = commonStart(pattern, value);
  const end = commonEnd(pattern, value, start);
  const matcher = new Matcher(pattern.slice(start, pattern.length - end), value.slice(start, value.length - end), value, start === 0);
  stepsLeft -= matcher.steps;
  if (matcher.steps > MAX_STEPS || stepsLeft < 0) {
    return 'unknown';
  }
  if (matcher.mustMatch()) {
    return 'yes';
  }
  return (pattern.some(isHole) || value.some(isHole)) && matcher.mayMatch() ? 'unknown' : 'no';
}

/** Walks a value once and keeps every position of the pattern that fits so far; time grows with the product of both lengths. */
class Matcher {
  public readonly steps: number;
  private narrow?: ReadonlySet<string>;

  /** @param all the value with what begins or ends it like the pattern */
  public constructor(
    private readonly pattern: readonly Token[],
    private readonly value: readonly Token[],
    private readonly all: readonly Token[],
    private readonly whole: boolean,
  ) {
    this.steps = pattern.length * value.length;
  }

  /** Whether the value matches whatever the holes turn out to be; a no may be wrong. */
  public mustMatch(): boolean {
    return this.walk(isMany, (now, token) => this.move(now, isMany, (place) =>
      sameToken(place, token) || (place.kind === 'one' && token.kind === 'char')));
  }

  /** Whether the value matches for some text in the holes; a yes may be wrong. */
  public mayMatch(): boolean {
    return this.walk(isOpen, (now, token, index) => {
      switch (token.kind) {
        case 'char':
          return this.move(now,
            (place) => place.kind === 'many' || (place.kind === 'unknown' && this.canHold(place.id, token.char)),
            (place) => place.kind === 'one' || sameToken(place, token));
        case 'unknown':
          return this.swallow(now, (place) => place.kind !== 'char' || this.canHold(token.id, place.char));
        default:
          return this.moveGenerated(now, token, this.whole && index === 0);
      }
    });
  }

  /**
   * A generated name is met by itself or by a wildcard, next to which a pattern may write a part of it. A name inside an ARN has neither
   * colon nor slash.
   */
  private moveGenerated(now: Positions, token: Token, anyCharacter: boolean): Positions {
    const writable = (place: Token) => place.kind === 'char' ? anyCharacter || !':/'.includes(place.char) : place.kind !== 'generated';
    const core = this.move(this.swallow(now, writable), isOpen, (place) => place.kind === 'one');
    const itself = this.move(now, () => false, (place) => sameToken(place, token));
    return this.swallow(core, writable).map((reached, index) => reached || itself[index]);
  }

  private walk(skips: (place: Token) => boolean, step: (now: Positions, token: Token, index: number) => Positions): boolean {
    let now: Positions = new Uint8Array(this.pattern.length + 1);
    now[0] = 1;
    now = this.swallow(now, skips);
    for (let index = 0; index < this.value.length && now.includes(1); index++) {
      now = this.swallow(step(now, this.value[index], index), skips);
    }
    return now[this.pattern.length] === 1;
  }

  /** The next positions: those whose place takes one more of the value, and those behind a place that is done with it. */
  private move(now: Positions, stays: (place: Token) => boolean, passes: (place: Token) => boolean): Positions {
    const next = new Uint8Array(now.length);
    for (let index = 0; index < this.pattern.length; index++) {
      if (now[index] === 1) {
        const place = this.pattern[index];
        next[index] = stays(place) ? 1 : next[index];
        next[index + 1] = passes(place) ? 1 : 0;
      }
    }
    return next;
  }

  /** The positions reached, and those behind places that may be passed over. */
  private swallow(now: Positions, swallows: (place: Token) => boolean): Positions {
    const next = now.slice();
    for (let index = 0; index < this.pattern.length; index++) {
      if (next[index] === 1 && swallows(this.pattern[index])) {
        next[index + 1] = 1;
      }
    }
    return next;
  }

  private canHold(id: string, char: string): boolean {
    return char !== ':' || !(this.narrow ??= holesWithoutColon(this.all)).has(id);
  }
}

function isMany(token: Token): boolean {
  return token.kind === 'many';
}

function isOpen(token: Token): boolean {
  return token.kind === 'many' || token.kind === 'unknown';
}

function isHole(token: Token): boolean {
  return token.kind === 'unknown' || token.kind === 'generated';
}

function commonStart(pattern: readonly Token[], value: readonly Token[]): number {
  let length = 0;
  while (length < pattern.length && length < value.length && sameToken(pattern[length], value[length])) {
    length++;
  }
  return length;
}

function commonEnd(pattern: readonly Token[], value: readonly Token[], start: number): number {
  let length = 0;
  const most = Math.min(pattern.length, value.length) - start;
  while (length < most && sameToken(pattern[pattern.length - 1 - length], value[value.length - 1 - length])) {
    length++;
  }
  return length;
}

/** The holes of an ARN that stand for its partition, service, region or account. */
function holesWithoutColon(value: readonly Token[]): Set<string> {
  const holes = new Set<string>();
  let colons = value.slice(0, 4).map((token) => token.kind === 'char' ? token.char : ' ').join('') === 'arn:' ? 0 : 5;
  for (let index = 0; index < value.length && colons < 5; index++) {
    const token = value[index];
    if (token.kind === 'unknown') {
      holes.add(token.id);
    }
    colons += token.kind === 'char' && token.char === ':' ? 1 : 0;
  }
  return holes;
}
