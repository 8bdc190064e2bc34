/** A value that cannot be known before deployment, and why. */
export class Unknown {
  constructor(public readonly reason: string) {}
}
