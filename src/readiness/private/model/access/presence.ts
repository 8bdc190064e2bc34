import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import type { Answer } from '../answer';

/** What exists when certain resources do: whatever has their conditions, or stands without one in their stacks and those around them. */
export class Presence {
  private readonly stacks = new Set<string>();
  private readonly held = new Set<string>();

  constructor(private readonly system: ResolvedSystem, given: Iterable<ResolvedResource>) {
    for (const resource of given) {
      this.assume(resource);
    }
  }

  public of({ stack, condition, created }: ResolvedResource): Answer {
    if (!this.stacks.has(stack)) {
      return created;
    }
    if (condition === undefined || this.held.has(keyOf(stack, condition))) {
      return 'yes';
    }
    return this.system.template(stack)?.conditions.get(condition)?.answer ?? created;
  }

  private assume({ stack, condition }: ResolvedResource): void {
    if (condition !== undefined) {
      this.held.add(keyOf(stack, condition));
    }
    const parent = this.stacks.has(stack) ? undefined : this.system.template(stack)?.parent;
    const around = parent && this.system.resource(parent.stack, parent.logicalId);
    this.stacks.add(stack);
    if (around) {
      this.assume(around);
    }
  }
}

/** The same for resources that exist together, by their stack and condition. */
export function keyOf(stack: string, condition?: string): string {
  return JSON.stringify([stack, condition]);
}
