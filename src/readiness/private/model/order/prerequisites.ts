import { policiesOf } from './policies';
import { routesOf } from './routes';
import { rulesOf } from './security-group-rules';
import type { Via } from '../../reach/verdict';
import type { ResolvedResource } from '../../sources/resolved';
import { linked } from '../link';
import { pathsOf } from '../paths';
import type { Subject } from '../subject';
import type { Departure } from '../task-network';
import type { Text } from '../text';

/** What the first tasks of a subject use and nothing of theirs refers to, so that it may be created after them. */
export function prerequisitesOf(subject: Subject): ReadonlySet<ResolvedResource> {
  const found = new Set<ResolvedResource>();
  for (const [departure, vias] of viasOf(subject)) {
    for (const via of vias.values()) {
      const endpoint = subject.model.networks.endpoint(via.id);
      const used = [...endpoint ? [endpoint.resource] : [], ...rulesOf(departure, via, subject), ...routesOf(departure, via, subject)];
      used.forEach((each) => found.add(each));
    }
  }
  [...policiesOf(subject), ...associationsOf(subject)].forEach((each) => found.add(each));
  return found;
}

/** What connections go through, once each, by where they come from. */
function viasOf(subject: Subject): ReadonlyMap<Departure, ReadonlyMap<Text, Via>> {
  const found = new Map<Departure, Map<Text, Via>>();
  for (const { departure, vias } of pathsOf(subject)) {
    const seen = found.get(departure) ?? new Map<Text, Via>();
    vias.forEach((via) => seen.set(via.id, via));
    found.set(departure, seen);
  }
  return found;
}

/** What gives the cluster its capacity providers, for a subject that uses those of the cluster without naming any. */
function associationsOf({ cluster, parts }: Subject): readonly ResolvedResource[] {
  return parts.launchType.given === 'no' && parts.strategy.list.items.length === 0 ? linked(cluster)?.associations ?? [] : [];
}
