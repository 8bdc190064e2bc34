import type { Mark } from './positions';

const SPACE = 0x20;

/** How deep is looked in one go: resources are two levels down, and all of the text has to be passed to find the last of them. */
const LEVELS = 2;

/** A value of a text that is known to be JSON. What is in it is looked for when it is first asked for: few values are. */
export class JsonMark implements Mark {
  private inside?: ReadonlyMap<string | number, JsonMark>;

  /**
   * @param offset where it is said to begin: a member of an object does so at its key
   * @param start where the value itself begins
   */
  constructor(private readonly text: string, public readonly offset = afterSpace(text, 0), private readonly start = offset) {}

  public get children(): ReadonlyMap<string | number, Mark> {
    if (!this.inside) {
      this.look(LEVELS);
    }
    return this.inside!;
  }

  /** Looks for what is inside, and gives the end. */
  private look(levels: number): number {
    const { text, start } = this;
    const isList = text[start] === '[';
    const children = new Map<string | number, JsonMark>();
    this.inside = children;
    if (!isList && text[start] !== '{') {
      return endOf(text, start);
    }
    let at = afterSpace(text, start + 1);
    while (text[at] !== ']' && text[at] !== '}') {
      const child = new JsonMark(text, at, isList ? at : afterSpace(text, text.indexOf(':', endOf(text, at)) + 1));
      children.set(isList ? children.size : keyAt(text, at), child);
      const end = separatorAfter(text, levels > 1 ? child.look(levels - 1) : endOf(text, child.start));
      at = text[end] === ',' ? afterSpace(text, end + 1) : end;
    }
    return at + 1;
  }
}

function keyAt(text: string, start: number): string {
  const key = text.slice(start, endOf(text, start));
  return key.includes('\\') ? JSON.parse(key) as string : key.slice(1, -1);
}

/** What follows white space. */
function afterSpace(text: string, offset: number): number {
  let end = offset;
  while (text.charCodeAt(end) <= SPACE) {
    end++;
  }
  return end;
}

/** What follows a value: a comma, or the end of what it is in. */
function separatorAfter(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !',]}'.includes(text[end])) {
    end++;
  }
  return end;
}

/** What begins a text, or opens or closes a list or an object. */
const LANDMARK = /["[\]{}]/g;
/** What ends a text, or a character that is escaped. */
const END = /["\\]/g;

/** The end of a text, list or object; the beginning of anything else. */
function endOf(text: string, start: number): number {
  let depth = 0;
  LANDMARK.lastIndex = start;
  if ('"[{'.includes(text[start])) {
    do {
      LANDMARK.test(text);
      const last = text[LANDMARK.lastIndex - 1];
      if (last === '"') {
        LANDMARK.lastIndex = endOfText(text, LANDMARK.lastIndex);
      }
      depth += last === '"' ? 0 : last === '[' || last === '{' ? 1 : -1;
    } while (depth > 0);
  }
  return LANDMARK.lastIndex;
}

/** What follows a text, from behind its first quotation mark: a pattern for all of it would run out of stack. */
function endOfText(text: string, start: number): number {
  END.lastIndex = start;
  while (END.test(text) && text[END.lastIndex - 1] !== '"') {
    END.lastIndex++;
  }
  return END.lastIndex;
}
