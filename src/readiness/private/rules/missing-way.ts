import { severityOf } from './obstacle-rule';
import { shownIds, shownPaths } from './path-words';
import { violated, type Outcome, type Rule } from './rule';
import { pathsOf, type Path } from '../model/paths';
import type { Subject } from '../model/subject';
import { blocksOf, type Block } from '../model/traffic/blocks';

/** A rule about an endpoint that is missing where there is no other way. */
export type MissingWayRule = Omit<Rule, 'check' | 'severity'> & { readonly services: readonly string[] };

/** One finding for all services of a rule that no route leads to, while others are within reach. */
export function missingWay({ services, ...rule }: MissingWayRule): Rule {
  return { ...rule, severity: 'error', check: (subject) => withoutWay(subject, services) };
}

/** What is said of some services that no route leads to. */
export function* withoutWay(subject: Subject, services: readonly string[]): Iterable<Outcome> {
  for (const block of withoutRoute(subject).filter((each) => !isEverything(subject, each))) {
    const paths = block.paths.filter(({ need }) => services.includes(need.services[0]));
    if (paths.length > 0) {
      yield violated(block.at, `neither an endpoint nor a route from ${subnetsOf(block, subject)} leads to what is needed: ${shownPaths(paths)}`, { severity: severityOf(paths) });
    }
  }
}

/** What certainly has no route. */
export function withoutRoute(subject: Subject): readonly Block[] {
  return blocksOf(subject).filter(({ obstacle, answer }) => obstacle === 'no-route' && answer === 'no');
}

/** Whether nothing at all is known to be reached from where a route is missing. */
export function isEverything(subject: Subject, { paths }: Block): boolean {
  const blocked = new Set<Path>(paths);
  const placeOf = ({ departure: { subnetsAt: { resource: { stack, logicalId }, path } } }: Path) => JSON.stringify([stack, logicalId, path]);
  const places = new Set(paths.map(placeOf));
  return pathsOf(subject).every((path) => blocked.has(path) || path.doubt !== undefined || !places.has(placeOf(path)));
}

export function subnetsOf({ ids }: Block, subject: Subject): string {
  return shownIds(ids.map(([subnet]) => subnet), subject);
}
