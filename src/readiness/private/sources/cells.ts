/** Results that are computed when first asked for. Asking for one while it is computed is a cycle. */
export class Cells<T> {
  private readonly results = new Map<string, { readonly result: T } | undefined>();

  public get(key: string, compute: () => T, cycle: () => T): T {
    const known = this.results.get(key);
    if (known) {
      return known.result;
    }
    if (this.results.has(key)) {
      return cycle();
    }
    this.results.set(key, undefined);
    const result = compute();
    this.results.set(key, { result });
    return result;
  }
}
