import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';

/** A stack has 500 resources at most. */
const MOST = 1000;

/** What CloudFormation creates, or may create, before a resource of its stack: what that refers to or depends on, and so on; nothing when it is too much. */
export function createdBefore(resource: ResolvedResource, system: ResolvedSystem): ReadonlySet<ResolvedResource> | undefined {
  const resources = system.template(resource.stack)!.resources;
  const found = new Set<ResolvedResource>();
  const pending = [resource];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const name of [...next.dependsOn, ...next.references, ...next.mayReference]) {
      const before = resources.get(name);
      if (before && !found.has(before)) {
        found.add(before);
        pending.push(before);
      }
    }
    if (found.size > MOST) {
      return undefined;
    }
  }
  return found;
}
