import { parseCidr } from '../../reach/cidr';
import type { Source, Subnet } from '../../reach/network';
import { NetworkIndex } from '../../reach/network-index';
import type { ResolvedResource } from '../../sources/resolved';
import type { Model } from '../model';
import { Property } from '../property';
import type { Text } from '../text';

type Families = Source['families'];

/** Which addresses an interface has that may be in any of these subnets, as the network of a resource shows them. */
export function familiesIn(subnets: readonly Text[], { networks }: Model, from: ResolvedResource): Families {
  const index = NetworkIndex.of(networks.of(from));
  const each = subnets.map((id) => {
    const subnet = index.subnets.get(id);
    return subnet ? index.once(['families', id], () => familiesOf(subnet, networks.resource(id))) : 'ipv4';
  });
  const all = new Set(each);
  if (all.has('unknown') || all.has('ipv6') && all.size > 1) {
    return { unknown: 'not all subnets are known to have IPv4 addresses' };
  }
  return { known: all.has('ipv6') ? 'ipv6' : all.has('dualstack') ? 'dualstack' : 'ipv4' };
}

/** A range that cannot be read may be one of IPv6; the first one of a subnet is not, unless there is no other kind. */
function familiesOf({ cidrs }: Subnet, resource: ResolvedResource | undefined): 'ipv4' | 'ipv6' | 'dualstack' | 'unknown' {
  const native = resource ? Property.of(resource).at('Ipv6Native').flag : { known: false };
  if ('unknown' in native) {
    return 'unknown';
  }
  if (native.known === true) {
    return 'ipv6';
  }
  // whoever takes ranges from a pool may have both
  return 'unknown' in cidrs || cidrs.known.length > 1 || cidrs.known.some((cidr) => parseCidr(cidr)?.family === 6) ? 'dualstack' : 'ipv4';
}
