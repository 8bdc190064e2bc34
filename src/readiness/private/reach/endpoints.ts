import { same } from './identity';
import { asSet, itemsOf, reasonOf } from './known';
import type { Endpoint, Known, Subnet } from './network';
import type { Whereabouts } from './network-index';
import { HTTPS } from './ports';
import { mayDivert, tableOf } from './routes';
import { groupsAllow } from './security-groups';
import { addressesOf, ephemeralPortsOf, pass, passTaskSubnet, vpcOf, type Origin } from './traffic';
import { distinct, inSeries, through, verdict, whichever, type Cause, type Verdict } from './verdict';
import { not, type Answer } from '../model/answer';
import type { Text } from '../model/text';

/**
 * To an interface endpoint, when its name leads there: to the interface that it has in each of its subnets. Which of them is not chosen,
 * and all are in the VPC, so the local route leads to them, in any zone.
 */
export function throughInterface(origin: Origin, endpoint: Endpoint): Verdict {
  const { index, family } = origin;
  const ids = itemsOf(asSet(endpoint.subnets));
  const paths = ids.map((id) => toSubnet(origin, endpoint, id, index.subnets.get(id)));
  const reached = paths.length > 0 ? whichever(paths) : inSeries([
    ...groupChecks(origin, endpoint, index.addressesOf(vpcOf(origin), family)),
    verdict('unknown', 'endpoint-subnets-unknown', [endpoint.id], reasonOf(endpoint.subnets)),
  ]);
  // Whether an endpoint has IPv6 addresses is not in this network.
  const spoken = family === 4 ? reached : inSeries([verdict('unknown', 'ipv6-unknown', [endpoint.id]), reached]);
  return through('interface-endpoint', endpoint.id, { ...spoken, remarks: distinct([...spoken.remarks, ...zoneRemark(origin, endpoint)]) });
}

function toSubnet(origin: Origin, endpoint: Endpoint, id: Text, subnet: Subnet | undefined): Verdict {
  const { index, family } = origin;
  const there = subnet ? index.addressesIn(subnet, family) : index.addressesOf(vpcOf(origin), family);
  if (there.ranges.length === 0) {
    return verdict('unknown', 'ipv6-unknown', [endpoint.id, id]);
  }
  const groups = groupChecks(origin, endpoint, there);
  // Packets that stay in one subnet meet neither a network ACL nor a route.
  const leaves = not(same(id, origin.subnet.id));
  if (leaves === 'no') {
    return inSeries(groups);
  }
  const acls = subnet ? passEndpointSubnet(origin, subnet, leaves) : [verdict('unknown', 'endpoint-subnets-unknown', [endpoint.id, id])];
  return inSeries([...groups, ...passTaskSubnet(origin, there, leaves), ...acls, notDiverted(origin, there)]);
}

function passEndpointSubnet(origin: Origin, subnet: Subnet, leaves: Answer): Verdict[] {
  const other = addressesOf(origin);
  return [
    pass(origin.index, { subnet, direction: 'in', other, ports: HTTPS }, 'nacl-endpoint-in', leaves),
    pass(origin.index, { subnet, direction: 'out', other, ports: ephemeralPortsOf(origin) }, 'nacl-endpoint-out', leaves),
  ];
}

function groupChecks(origin: Origin, endpoint: Endpoint, there: Whereabouts): Verdict[] {
  const { index, source: { securityGroups }, family } = origin;
  const egress = groupsAllow(index, securityGroups, 'egress', { family, ranges: there.ranges, groups: endpoint.securityGroups });
  const ingress = groupsAllow(index, endpoint.securityGroups, 'ingress', { family, ranges: addressesOf(origin).ranges, groups: securityGroups });
  return [
    verdict(egress, 'task-egress', itemsOf(securityGroups)),
    verdict(ingress, 'endpoint-ingress', [endpoint.id, ...itemsOf(asSet(endpoint.securityGroups))]),
  ];
}

function notDiverted(origin: Origin, there: Whereabouts): Verdict {
  const { index, subnet, family } = origin;
  const table = tableOf(index, subnet);
  const straight = table && !mayDivert(table, index.addressesOf(vpcOf(origin), family).ranges, there.ranges);
  return verdict(straight ? 'yes' : 'unknown', 'route-unknown', table ? [subnet.id, table.id] : [subnet.id]);
}

/** An endpoint in another zone works, until that zone fails. */
function zoneRemark({ index, subnet }: Origin, { id, subnets }: Endpoint): readonly Cause[] {
  const zones = itemsOf(subnets).map((each) => index.subnets.get(each)?.availabilityZone);
  const apart = zones.length > 0 && zones.every((zone) => zone && differ(zone, subnet.availabilityZone));
  return apart ? [{ obstacle: 'endpoint-zone-not-covered', answer: 'no', ids: [id, subnet.id] }] : [];
}

function differ(one: Known<Text>, other: Known<Text>): boolean {
  return 'known' in one && 'known' in other && same(one.known, other.known) === 'no';
}
