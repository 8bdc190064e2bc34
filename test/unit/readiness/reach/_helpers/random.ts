/** Numbers that look random and are the same in every run. */
export class Random {
  constructor(private state: number) {}

  /** An integer from 0 to below a limit. */
  public below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) % 4294967296;
    this.state = this.state < 0 ? this.state + 4294967296 : this.state;
    return Math.floor(this.state / 4294967296 * limit);
  }

  public chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  public one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  /** Up to so many of them, in any order. */
  public some<T>(choices: readonly T[], most = choices.length): T[] {
    return this.shuffled(choices).slice(0, this.below(most + 1));
  }

  public list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  public shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let index = result.length - 1; index > 0; index--) {
      const other = this.below(index + 1);
      [result[index], result[other]] = [result[other], result[index]];
    }
    return result;
  }
}
