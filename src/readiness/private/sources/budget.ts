/** Deeper than any template that is meant to be deployed, and shallow enough for the call stack. */
const MAX_LEVELS = 250;
const MAX_STEPS = 4_000_000;
const MAX_CHARACTERS = 200_000_000;

/** Bounds the work on templates that were built to never end. Once it is spent, values are unknown. */
export class Budget {
  private levels = 0;
  private steps = 0;
  private characters = 0;
  private refused = false;

  /** Whether anything was left out because of it. */
  public get fellShort(): boolean {
    return this.refused || this.exhausted;
  }

  public get exhausted(): boolean {
    return this.steps > MAX_STEPS || this.characters > MAX_CHARACTERS;
  }

  public spend(steps: number, characters = 0): boolean {
    this.steps += steps;
    this.characters += characters;
    return !this.exhausted;
  }

  /** Goes one level deeper, unless that is too deep. */
  public enter(): boolean {
    if (!this.step()) {
      return false;
    }
    this.levels++;
    return true;
  }

  /** Does something that ends one level deeper, unless that is too deep. */
  public step(): boolean {
    this.steps++;
    const fits = this.levels < MAX_LEVELS && this.steps <= MAX_STEPS && this.characters <= MAX_CHARACTERS;
    this.refused ||= !fits;
    return fits;
  }

  public leave(): void {
    this.levels--;
  }

  /** Does something one level deeper, or the other thing when that is too deep. */
  public deeper<T>(something: () => T, otherwise: () => T): T {
    if (!this.enter()) {
      return otherwise();
    }
    const result = something();
    this.leave();
    return result;
  }
}
