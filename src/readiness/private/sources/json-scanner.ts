import type { Mark } from './positions';
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

/** Reads JSON for the places of its values. `JSON.parse` is faster but keeps no places, and names them in no stable way. */
export class JsonScanner {
  private offset = 0;

  constructor(private readonly text: string) {}

  /** @throws JsonError when the text is not JSON */
  public scan(): Mark {
    this.skip(SPACE);
    const mark = this.value(0);
    if (this.offset < this.text.length) {
      this.fail('something follows the end of the JSON value');
    }
    return mark;
  }

  private value(depth: number): Mark {
    const offset = this.offset;
    const first = this.text[offset];
    if (depth > MAX_DEPTH) {
      this.fail(`nested more than ${MAX_DEPTH} levels deep`);
    }
    if (first === '{' || first === '[') {
      return { offset, children: first === '{' ? this.object(depth) : this.array(depth) };
    }
    if (!this.skip(first === '"' ? STRING : LITERAL)) {
      this.fail(first === undefined ? 'the JSON ends too early' : first === '"' ? 'a JSON string is not well-formed' : `unexpected ${JSON.stringify(first)}`);
    }
    this.skip(SPACE);
    return { offset };
  }

  private object(depth: number): Map<string, Mark> {
    const children = new Map<string, Mark>();
    this.items('}', () => {
      const start = this.offset;
      if (!this.skip(STRING)) {
        this.fail('a JSON key in double quotes is missing');
      }
      const key = JSON.parse(this.text.slice(start, this.offset)) as string;
      this.skip(SPACE);
      this.expect(':');
      children.set(key, { ...this.value(depth + 1), offset: start });
    });
    return children;
  }

  private array(depth: number): Map<number, Mark> {
    const children = new Map<number, Mark>();
    this.items(']', () => children.set(children.size, this.value(depth + 1)));
    return children;
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
