/** A place in a file, both counted from one. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into lines and columns. */
export class Lines {
  private starts?: number[];

  constructor(private readonly text: string) {}

  public at(offset: number): Position {
    const starts = this.starts ??= startsOf(this.text);
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = starts[middle] <= offset ? [middle, high] : [low, middle];
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}
