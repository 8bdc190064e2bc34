/** A place in a text. */
export class Cursor {
  public position = 0;

  constructor(public readonly text: string) {}

  public get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** What a sticky pattern matches here, which is passed over. */
  public take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text) ?? undefined;
    this.position += match?.[0].length ?? 0;
    return match;
  }

  /** The rest of the line, which is passed over together with its end. */
  public line(): string {
    const end = this.text.indexOf('\n', this.position);
    const line = this.text.slice(this.position, end < 0 ? undefined : end);
    this.position = end < 0 ? this.text.length : end + 1;
    return line;
  }
}
