import type { Known, Protocol } from '../../reach/network';
import type { Property } from '../property';

const OTHERS: readonly string[] = ['udp', 'icmp', 'icmpv6'];

/**
 * The protocol of a rule, by its name or number.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function protocolOf({ literal }: Property): Known<Protocol> {
  if ('unknown' in literal) {
    return literal;
  }
  const name = literal.known?.trim().toLowerCase();
  if (name === '-1') {
    return { known: 'all' };
  }
  if (name === 'tcp' || name === '6') {
    return { known: 'tcp' };
  }
  return name !== undefined && (OTHERS.includes(name) || /^\d{1,3}$/.test(name)) ? { known: 'other' } : { unknown: 'the protocol is none that AWS documents' };
}
