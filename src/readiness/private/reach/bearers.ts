import { same } from './identity';
import { itemsOf, truth } from './known';
import type { Endpoint, Vpc } from './network';
import type { NetworkIndex } from './network-index';
import { tableOf } from './routes';
import type { Origin } from './traffic';
import type { Cause } from './verdict';
import { allOf, type Answer } from '../model/answer';

/** The interface endpoints of a service in a VPC that bear its name, may bear it, and do not. */
export interface Bearers {
  readonly sure: readonly Endpoint[];
  readonly perhaps: readonly Endpoint[];
  readonly off: readonly Endpoint[];
}

export function bearersOf(index: NetworkIndex, vpc: Vpc, service: string): Bearers {
  return index.once(['bearers', vpc.id, service], () => {
    const bearers = { yes: [] as Endpoint[], unknown: [] as Endpoint[], no: [] as Endpoint[] };
    for (const endpoint of index.endpointsOf(service)) {
      const here = isInterfaceIn(vpc, endpoint);
      if (here !== 'no') {
        bearers[allOf([here, truth(endpoint.privateDns)])].push(endpoint);
      }
    }
    return { sure: bearers.yes, perhaps: bearers.unknown, off: bearers.no };
  });
}

/** Whether one of the endpoints that may be of a service is an interface of it in a VPC. */
export function isInterfaceIn({ id }: Vpc, { service, type, vpc }: Endpoint): Answer {
  return allOf([
    truth(service, () => true),
    truth(type, (kind) => kind === 'interface'),
    'known' in vpc ? same(vpc.known, id) : 'unknown',
  ]);
}

/** Endpoints in the VPC that would spare the public path, and why they do not. */
export function unusedEndpoints({ index, subnet }: Origin, service: string, vpc: Vpc): readonly Cause[] {
  const table = tableOf(index, subnet);
  const idle = index.endpointsOf(service).filter((endpoint) => table && isGatewayIn(vpc, endpoint)
    && itemsOf(endpoint.routeTables).every((id) => same(id, table.id) === 'no'));
  return [
    ...bearersOf(index, vpc, service).off.map(({ id }): Cause => ({ obstacle: 'endpoint-private-dns-off', answer: 'no', ids: [id] })),
    ...idle.map(({ id }): Cause => ({ obstacle: 'gateway-not-associated', answer: 'no', ids: [id, subnet.id] })),
  ];
}

function isGatewayIn({ id }: Vpc, { type, vpc, routeTables }: Endpoint): boolean {
  return truth(type, (kind) => kind === 'gateway') === 'yes' && truth(vpc, (at) => at === id) === 'yes' && 'known' in routeTables;
}

/** An endpoint that would do if it were in the VPC. Those that other stacks make are for what they have in theirs. */
export function endpointElsewhere({ index }: Origin, service: string, { id, stack }: Vpc): readonly Cause[] {
  const elsewhere = index.endpointsOf(service).find((endpoint) => endpoint.stack === stack && 'known' in endpoint.service && truth(endpoint.vpc, (at) => same(at, id) === 'no') === 'yes');
  return elsewhere ? [{ obstacle: 'endpoint-in-other-vpc', answer: 'no', ids: [elsewhere.id, id] }] : [];
}
