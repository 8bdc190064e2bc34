import { MAX_DEPTH } from './tree';

/** Where and why a text is not JSON. */
export class JsonError extends Error {
  constructor(message: string, public readonly offset: number) {
    super(message);
  }
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const LITERAL = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null/y;

/** Looks for what makes a text none of JSON. `JSON.parse` is faster but names the places in no stable way. */
export class JsonScanner {
  private offset = 0;

  constructor(private readonly text: string) {}

  /** @throws JsonError when the text is not JSON */
  public scan(): void {
    this.skip(SPACE);
    this.value(0);
    if (this.offset < this.text.length) {
      this.fail('something follows the end of the JSON value');
    }
  }

  private value(depth: number): void {
    const first = this.text[this.offset];
    if (depth > MAX_DEPTH) {
      this.fail(`nested more than ${MAX_DEPTH} levels deep`);
    }
    if (first === '{') {
      this.items('}', () => this.member(depth));
    } else if (first === '[') {
      this.items(']', () => this.value(depth + 1));
    } else if (!this.skip(first === '"' ? STRING : LITERAL)) {
      this.fail(first === undefined ? 'the JSON ends too early' : first === '"' ? 'a JSON string is not well-formed' : `unexpected ${JSON.stringify(first)}`);
    } else {
      this.skip(SPACE);
    }
  }

  private member(depth: number): void {
    if (!this.skip(STRING)) {
      this.fail('a JSON key in double quotes is missing');
    }
    this.skip(SPACE);
    this.expect(':');
    this.value(depth + 1);
  }

  private items(close: string, item: () => void): void {
    this.step();
    if (this.text[this.offset] !== close) {
      for (item(); this.text[this.offset] === ','; item()) {
        this.step();
      }
    }
    this.expect(close);
  }

  private expect(character: string): void {
    if (this.text[this.offset] !== character) {
      this.fail(`"${character}" is missing`);
    }
    this.step();
  }

  private step(): void {
    this.offset++;
    this.skip(SPACE);
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    const found = pattern.test(this.text);
    this.offset = found ? pattern.lastIndex : this.offset;
    return found;
  }

  private fail(message: string): never {
    throw new JsonError(message, this.offset);
  }
}
