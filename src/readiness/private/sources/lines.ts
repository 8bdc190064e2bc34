/** A place in a file, both counted from one. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Lines are counted by the block. */
const BLOCK = 512;

/** Where a block of text stands: how many lines end before it, and where the last of them does. */
interface Block {
  readonly lines: number;
  readonly end: number;
}

/** Turns offsets into lines and columns. */
export class Lines {
  private readonly blocks: Block[] = [{ lines: 0, end: -1 }];

  constructor(private readonly text: string) {}

  public at(offset: number): Position {
    const number = Math.floor(offset / BLOCK);
    while (this.blocks.length <= number) {
      this.blocks.push(this.before(this.blocks.length * BLOCK));
    }
    const { lines, end } = this.before(offset);
    return { line: lines + 1, column: offset - end };
  }

  /** What is before an offset, counted from the block that it is in or that ends there. */
  private before(offset: number): Block {
    const number = Math.max(0, Math.ceil(offset / BLOCK) - 1);
    const { lines, end } = this.blocks[number];
    const text = this.text.slice(number * BLOCK, offset);
    const last = text.lastIndexOf('\n');
    // to split takes less time than to look for one line after the other
    return last < 0 ? { lines, end } : { lines: lines + text.split('\n').length - 1, end: number * BLOCK + last };
  }
}
