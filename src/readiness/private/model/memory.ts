/** Remembers what was worked out. A key has one kind of value only. */
export class Memory {
  private readonly values = new Map<string, unknown>();

  public once<T>(key: string, make: () => T): T {
    const known = this.values.get(key);
    if (known !== undefined || this.values.has(key)) {
      return known as T;
    }
    const made = make();
    this.values.set(key, made);
    return made;
  }

  public clear(): void {
    this.values.clear();
  }
}
