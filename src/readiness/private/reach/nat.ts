import { same } from './identity';
import { anyAttached, attached, whyNotKnown } from './internet-gateways';
import { reasonOf, truth } from './known';
import type { NatGateway, Subnet } from './network';
import { everyPublicAddress } from './network-index';
import { EPHEMERAL, HTTPS } from './ports';
import { nextHops, tableOf, type NextHop } from './routes';
import { addressesOf, ephemeralPortsOf, pass, type Origin } from './traffic';
import { inSeries, verdict, whichever, type Verdict } from './verdict';
import { not } from '../model/answer';
import type { Text } from '../model/text';

/**
 * Through a NAT gateway and out of it again. A gateway in a subnet needs that subnet's way to an internet gateway; a regional one brings
 * its own way. What a private one reaches is outside of the VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
export function throughNat(origin: Origin, id: Text, service: string): Verdict {
  const nat = origin.index.natGateways.get(id);
  if (!nat || origin.family === 6) {
    return verdict('unknown', nat ? 'ipv6-unknown' : 'route-unknown', [id]);
  }
  const { connectivity } = nat;
  const isPublic = truth(connectivity, (kind) => kind === 'public') === 'yes';
  return inSeries([
    verdict(isPublic ? 'yes' : 'unknown', 'private-nat-unknown', [id], reasonOf(connectivity)),
    onwards(origin, nat, service),
  ]);
}

function onwards(origin: Origin, { id, placement }: NatGateway, service: string): Verdict {
  const { index } = origin;
  if ('unknown' in placement) {
    return verdict('unknown', 'nat-without-route', [id], placement.unknown);
  }
  if ('vpc' in placement.known) {
    const vpc = index.vpcs.get(placement.known.vpc);
    return verdict(anyAttached(vpc), 'nat-without-route', [id], whyNotKnown(vpc));
  }
  const subnet = index.subnets.get(placement.known.subnet);
  const table = subnet && tableOf(index, subnet);
  if (!subnet || !table) {
    return verdict('unknown', 'nat-without-route', [id, placement.known.subnet]);
  }
  return inSeries([
    ...passNatSubnet(origin, subnet),
    whichever(nextHops(index, table, service, 4).map((hop) => nextOf(origin, id, subnet, hop))),
  ]);
}

function nextOf({ index }: Origin, id: Text, subnet: Subnet, hop: NextHop): Verdict {
  if (hop.kind === 'internet-gateway') {
    const vpc = index.vpcOf(subnet);
    return verdict(attached(vpc, hop.id), 'igw-not-attached', [subnet.id, hop.id], whyNotKnown(vpc));
  }
  const nowhere = hop.kind === 'none' || hop.kind === 'nat' && hop.id === id;
  return verdict(nowhere ? 'no' : 'unknown', 'nat-without-route', [id, subnet.id]);
}

/** The gateway has addresses and ports of its own on the outer side. Inside of the subnet of the task there is nothing to pass. */
function passNatSubnet(origin: Origin, subnet: Subnet): Verdict[] {
  const { index } = origin;
  const inner = addressesOf(origin);
  const outer = everyPublicAddress(4);
  const leaves = not(same(subnet.id, origin.subnet.id));
  return [
    ...leaves === 'no' ? [] : [
      pass(index, { subnet, direction: 'in', other: inner, ports: HTTPS }, 'nacl-nat-in', leaves),
      pass(index, { subnet, direction: 'out', other: inner, ports: ephemeralPortsOf(origin) }, 'nacl-nat-out', leaves),
    ],
    pass(index, { subnet, direction: 'out', other: outer, ports: HTTPS }, 'nacl-nat-out'),
    pass(index, { subnet, direction: 'in', other: outer, ports: EPHEMERAL }, 'nacl-nat-in'),
  ];
}
