import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';

/** A stack has 500 resources at most. */
const MOST = 1000;

/** Services that share what they need are asked about one after the other. */
const FOUND = new WeakMap<ResolvedResource, { readonly before: ReadonlySet<ResolvedResource> | undefined }>();

/** What CloudFormation creates, or may create, before a resource of its stack: what that refers to or depends on, and so on; nothing when it is too much. */
export function createdBefore(resource: ResolvedResource, system: ResolvedSystem): ReadonlySet<ResolvedResource> | undefined {
  const found = FOUND.get(resource) ?? { before: find(resource, system) };
  FOUND.set(resource, found);
  return found.before;
}

function find(resource: ResolvedResource, system: ResolvedSystem): ReadonlySet<ResolvedResource> | undefined {
  const resources = system.template(resource.stack)!.resources;
  const found = new Set<ResolvedResource>();
  const pending = [resource];
  const add = (name: string) => {
    const before = resources.get(name);
    if (before && !found.has(before)) {
      found.add(before);
      pending.push(before);
    }
  };
  for (let next = pending.pop(); next; next = pending.pop()) {
    next.dependsOn.forEach(add);
    next.references.forEach(add);
    next.mayReference.forEach(add);
    if (found.size > MOST) {
      return undefined;
    }
  }
  return found;
}
