import type { ResolvedResource } from './resolved';

/** The logical ids along one circle of dependencies, if there is one among the resources that are certainly created. */
export function circleOf(resources: ReadonlyMap<string, ResolvedResource>): readonly string[] | undefined {
  const needs = new Map<string, ReadonlySet<string>>();
  for (const { logicalId, created, references, dependsOn } of resources.values()) {
    if (created === 'yes') {
      needs.set(logicalId, dependsOn.length === 0 ? references : new Set([...references, ...dependsOn]));
    }
  }
  const left = unordered(needs);
  const [first] = left;
  return first === undefined ? undefined : follow(first, (id) => [...needs.get(id)!].find((need) => left.has(need))!);
}

/** What cannot be created one after the other. */
function unordered(needs: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const [id, all] of needs) {
    let count = 0;
    for (const need of all) {
      if (needs.has(need)) {
        count++;
        add(dependents, need, id);
      }
    }
    waiting.set(id, count);
  }
  const ready = [...needs.keys()].filter((id) => waiting.get(id) === 0);
  for (const id of ready) {
    waiting.delete(id);
    for (const dependent of dependents.get(id) ?? []) {
      const count = waiting.get(dependent)! - 1;
      waiting.set(dependent, count);
      if (count === 0) {
        ready.push(dependent);
      }
    }
  }
  return new Set(waiting.keys());
}

function add(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list) {
    list.push(item);
  } else {
    lists.set(key, [item]);
  }
}

function follow(first: string, next: (id: string) => string): string[] {
  const seen = new Set<string>();
  let id = first;
  for (; !seen.has(id); id = next(id)) {
    seen.add(id);
  }
  const order = [...seen];
  return order.slice(order.indexOf(id));
}
