import type { Cursor } from './cursor';
import { hole, type Text } from '../text';

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;
const COMPUTED = /\$\{[^}]*\}?|\$[0-9@*#?$!-]|`(?:[^`\\]|\\[^])*`?/y;
const COMMAND = /\$\(/y;
const BETWEEN_PARENTHESES = /[^()]+|[()]/y;

/** Longer than any setting; values made of values could double at each step. */
const MAX_VALUE = 512;

/** The variables of a shell script, as far as what they are set to is written down. */
export class ShellVariables {
  private readonly values = new Map<string, Text>();

  /** @param owner tells unknown values of this script from those of others */
  constructor(private readonly owner: string) {}

  /** @param certain whether it is set at all */
  public set(name: string, value: Text, certain: boolean): void {
    if (certain && value.length <= MAX_VALUE) {
      this.values.set(name, value);
    } else {
      this.values.delete(name);
    }
  }

  /** What an expansion gives, if there is one here: only that of a variable can be known. */
  public expansion(cursor: Cursor): Text | undefined {
    const start = cursor.position;
    const [, braced, plain] = cursor.take(VARIABLE) ?? [];
    const name = braced ?? plain;
    if (name !== undefined) {
      return this.values.get(name) ?? this.unknown(`$${name}`);
    }
    if (cursor.take(COMMAND)) {
      for (let open = 1; open > 0 && !cursor.atEnd;) {
        const [part] = cursor.take(BETWEEN_PARENTHESES)!;
        open += part === '(' ? 1 : part === ')' ? -1 : 0;
      }
    } else if (!cursor.take(COMPUTED)) {
      return undefined;
    }
    return this.unknown(cursor.text.slice(start, cursor.position));
  }

  private unknown(what: string): Text {
    return hole('unknown', `${what} in the user data of ${this.owner}`);
  }
}
