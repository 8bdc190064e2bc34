/** A small repeatable source of random numbers (Park and Miller's), so that a failing case fails again. */
export class Random {
  private state: number;

  public constructor(seed: number) {
    this.state = seed;
  }

  /** An integer from 0 to `limit - 1`. */
  public below(limit: number): number {
    this.state = this.state * 48_271 % 2_147_483_647;
    return this.state % limit;
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  public listOf<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}
