import { attached, whyNotKnown } from './internet-gateways';
import { itemsOf, reasonOf } from './known';
import { throughNat } from './nat';
import { everyPublicAddress } from './network-index';
import { nextHops, tableOf, type NextHop } from './routes';
import { groupsAllow } from './security-groups';
import { passTaskSubnet, vpcOf, type Origin } from './traffic';
import { inSeries, through, verdict, whichever, type Verdict } from './verdict';
import type { Answer } from '../model/answer';
import type { Text } from '../model/text';

/** What lies behind these is not in this network. */
const BEYOND = {
  'transit-gateway': 'transit-gateway-unknown',
  'peering': 'peering-unknown',
  'vpn-gateway': 'vpn-unknown',
  'appliance': 'appliance-unknown',
  'local': 'route-unknown',
} as const;

/** To the public addresses of a service, when its name leads there. */
export function throughPublic(origin: Origin, service: string): Verdict {
  const { index, source: { securityGroups }, subnet, family } = origin;
  const everywhere = everyPublicAddress(family);
  const egress = groupsAllow(index, securityGroups, 'egress', { family, ranges: everywhere.ranges, groups: { known: [] }, service });
  const table = tableOf(index, subnet);
  return inSeries([
    verdict(egress, 'task-egress', itemsOf(securityGroups)),
    ...passTaskSubnet(origin, everywhere),
    table
      ? whichever(nextHops(index, table, service, family).map((hop) => throughHop(origin, hop, service, [subnet.id, table.id])))
      : verdict('unknown', 'route-unknown', [subnet.id], reasonOf(subnet.routeTable)),
  ]);
}

function throughHop(origin: Origin, hop: NextHop, service: string, ids: readonly Text[]): Verdict {
  switch (hop.kind) {
    case 'none': return verdict('no', 'no-route', ids);
    case 'unknown': return verdict('unknown', 'route-unknown', ids, hop.unknown);
    case 'nat': return through('nat', hop.id, throughNat(origin, hop.id, service));
    case 'internet-gateway': return through('internet-gateway', hop.id, throughInternetGateway(origin, hop.id));
    case 'egress-only-gateway': return through('egress-only-gateway', hop.id, verdict(origin.family === 6 ? 'yes' : 'unknown', 'route-unknown', [...ids, hop.id]));
    case 'gateway-endpoint': return through('gateway-endpoint', hop.id, verdict(serves(origin, hop.id, service), 'endpoint-unknown', [hop.id]));
    default: return verdict('unknown', BEYOND[hop.kind], [...ids, hop.id]);
  }
}

/** Every address of IPv6 is a public one. */
function throughInternetGateway(origin: Origin, id: Text): Verdict {
  const publicIp = origin.family === 6 ? 'yes' : hasPublicIp(origin);
  const vpc = vpcOf(origin);
  return inSeries([
    verdict(attached(vpc, id), 'igw-not-attached', [origin.subnet.id, id], whyNotKnown(vpc)),
    verdict(publicIp, 'no-public-ip', [origin.subnet.id, id]),
  ]);
}

/** The interfaces of tasks on instances never get a public address, whatever was asked for. */
function hasPublicIp({ source: { compute, publicIp }, subnet }: Origin): Answer {
  const asked = 'known' in publicIp && publicIp.known === 'subnet' ? subnet.mapPublicIp : publicIp;
  if ('known' in compute && compute.known === 'ec2-awsvpc' || 'known' in asked && asked.known === false) {
    return 'no';
  }
  return 'known' in compute && 'known' in asked ? 'yes' : 'unknown';
}

function serves({ index }: Origin, id: Text, service: string): Answer {
  const endpoint = index.endpointsOf(service).find((each) => each.id === id);
  return endpoint && 'known' in endpoint.service ? 'yes' : 'unknown';
}
