import { otherwise } from './otherwise';
import { idOf } from './own-ids';
import type { View } from './view';
import type { Known, NatGateway } from '../../reach/network';
import type { Property } from '../property';

/** The NAT gateways that templates make. */
export function natGatewaysOf(view: View): NatGateway[] {
  return view.all('AWS::EC2::NatGateway').map((nat) => ({ id: idOf(nat.resource), placement: placementOf(nat), connectivity: connectivityOf(nat) }));
}

/** A regional gateway has a VPC in place of a subnet. */
function placementOf(nat: Property): NatGateway['placement'] {
  const [subnet, vpc] = [nat.at('SubnetId'), nat.at('VpcId')];
  if (subnet.given === 'no' && vpc.given !== 'no') {
    const { text } = vpc;
    return 'unknown' in text ? text : { known: { vpc: text.known! } };
  }
  const id = otherwise(subnet.text, { unknown: 'the gateway names neither a subnet nor a VPC' });
  return 'unknown' in id ? id : { known: { subnet: id.known } };
}

function connectivityOf(nat: Property): Known<'public' | 'private'> {
  const kind = otherwise(nat.at('ConnectivityType').literal, { known: 'public' });
  if ('unknown' in kind) {
    return kind;
  }
  return kind.known === 'public' || kind.known === 'private' ? { known: kind.known } : { unknown: `there is no kind ${JSON.stringify(kind.known)}` };
}
