import { bearersOf, endpointElsewhere, isInterfaceIn, unusedEndpoints, type Bearers } from './bearers';
import { throughInterface } from './endpoints';
import { itemsOf, reasonOf, truth } from './known';
import type { Vpc } from './network';
import { throughPublic } from './public-path';
import { letNothingOut } from './security-groups';
import { vpcOf, type Origin } from './traffic';
import { CLOSED, distinct, verdict, whichever, type Cause, type Obstacle, type Verdict } from './verdict';
import { allOf, type Answer } from '../model/answer';

/** To a service by its usual name, wherever that name may lead. */
export function throughName(origin: Origin, service: string): Verdict {
  const vpc = vpcOf(origin);
  if (!vpc) {
    return somewhereUnseen(origin, 'imported-vpc-unknown', reasonOf(origin.subnet.vpc));
  }
  const amazon = truth(vpc.dns, (dns) => dns === 'amazon');
  const resolver = truth(vpc.dnsSupport);
  if (amazon === 'yes' && resolver === 'no') {
    return verdict('no', 'vpc-dns-off', [vpc.id]);
  }
  const names = { ...bearersOf(origin.index, vpc, service), vpc, amazon, resolver, privateNames: allOf([resolver, truth(vpc.dnsHostnames)]) };
  return whichever(waysOf(origin, service, names), doubtsOf(names));
}

/** To an address of which nothing is known. */
export function somewhereUnseen({ index, source }: Pick<Origin, 'index' | 'source'>, obstacle: Obstacle, reason?: string): Verdict {
  return letNothingOut(index, source.securityGroups)
    ? verdict('no', 'task-egress', itemsOf(source.securityGroups))
    : verdict('unknown', obstacle, [], reason);
}

/** What is known about the name of a service in a VPC. */
interface Names extends Bearers {
  readonly vpc: Vpc;
  /** Whether Amazon's own servers answer. Any other server may give any address, or none. */
  readonly amazon: Answer;
  /** Whether the VPC lets Amazon's servers answer. */
  readonly resolver: Answer;
  /** Whether they may answer with addresses of endpoints. */
  readonly privateNames: Answer;
}

/** Whether the name leads to endpoints and nowhere else. AWS refuses an endpoint with a name that is taken. */
function isTaken({ sure, amazon, privateNames }: Names): boolean {
  return sure.length > 0 && allOf([amazon, privateNames]) === 'yes';
}

/** Where the name may lead, what was meant first. Not at all is one of the ways. */
function waysOf(origin: Origin, service: string, names: Names): Verdict[] {
  const { sure, perhaps, vpc, amazon, resolver, privateNames } = names;
  const named = [...sure, ...perhaps];
  const refused = amazon === 'yes' && privateNames === 'no';
  const ways = refused ? [] : named.map((endpoint) => throughInterface(origin, endpoint));
  if (refused && named.length > 0) {
    ways.push(verdict('no', 'vpc-dns-off', [vpc.id]));
  }
  if (!isTaken(names)) {
    ways.push(throughPublicName(origin, service, names));
  }
  if (amazon !== 'yes' || vpc.seen === 'part' && !isTaken(names)) {
    ways.push(somewhereUnseen(origin, amazon === 'yes' ? 'imported-vpc-unknown' : 'custom-dns'));
  }
  if (resolver !== 'yes' || privateNames === 'unknown' && named.length > 0) {
    ways.push(CLOSED);
  }
  return ways;
}

function doubtsOf(names: Names): Cause[] {
  const { sure, perhaps, vpc, amazon, resolver, privateNames } = names;
  const named = sure.length + perhaps.length > 0;
  return [
    ...amazon === 'yes' ? [] : [doubt('custom-dns', vpc.id, reasonOf(vpc.dns))],
    ...amazon === 'yes' && (resolver !== 'yes' || privateNames !== 'yes' && named)
      ? [doubt('vpc-dns-off', vpc.id, reasonOf(vpc.dnsSupport) ?? reasonOf(vpc.dnsHostnames))]
      : [],
    ...perhaps.map((endpoint) => isInterfaceIn(vpc, endpoint) === 'yes'
      ? doubt('endpoint-private-dns-off', endpoint.id, reasonOf(endpoint.privateDns))
      : doubt('endpoint-unknown', endpoint.id, reasonOf(endpoint.service) ?? reasonOf(endpoint.type) ?? reasonOf(endpoint.vpc))),
    ...vpc.seen === 'part' && !isTaken(names) ? [doubt('imported-vpc-unknown', vpc.id)] : [],
  ];
}

function doubt(obstacle: Obstacle, id: string, reason?: string): Cause {
  return { obstacle, answer: 'unknown', ids: [id], ...reason === undefined ? {} : { reason } };
}

/** Obstacles of a public path that an endpoint spares. */
const SPARED: readonly Obstacle[] = ['no-route', 'no-public-ip', 'igw-not-attached', 'nat-without-route'];

/** The public path, and why no endpoint spares it. Where an endpoint was to do so, that there is no route is not the point. */
function throughPublicName(origin: Origin, service: string, { vpc, sure, perhaps }: Names): Verdict {
  const path = throughPublic(origin, service);
  const unused = unusedEndpoints(origin, service, vpc);
  const has = (obstacles: readonly Obstacle[]) => path.causes.some(({ obstacle }) => obstacles.includes(obstacle));
  if (path.answer !== 'no' || !has(SPARED)) {
    return { ...path, remarks: distinct([...path.remarks, ...unused]) };
  }
  const meant = unused.length === 0 && has(['no-route']) ? endpointElsewhere(origin, service, vpc) : unused;
  const instead = meant.length + sure.length + perhaps.length > 0;
  return { ...path, causes: distinct([...path.causes.filter(({ obstacle }) => !instead || obstacle !== 'no-route'), ...meant]) };
}
