import type { Answer } from '../answer';
import { piecesOf, type Text } from '../text';

/** The domains that the names of AWS services are in, in all partitions. */
const DOMAINS: readonly string[] = [
  'amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu', 'api.aws', 'on.aws', 'amazonwebservices.com.cn', 'amazonwebservices.eu',
  'c2s.ic.gov', 'sc2s.sgov.gov', 'csp.hci.ic.gov', 'cloud.adc-e.uk',
];

/** Whether a domain has names of AWS services in it. */
export function isNameOfAws(name: Text): Answer {
  const pieces = piecesOf(name);
  const last = pieces.at(-1);
  const end = (last && 'literal' in last ? last.literal : '').toLowerCase().replace(/\.$/, '');
  const whole = pieces.every((piece) => 'literal' in piece);
  if (DOMAINS.some((domain) => end.endsWith(`.${domain}`) || whole && (end === '' || `.${domain}`.endsWith(`.${end}`)))) {
    return 'yes';
  }
  // The rest may be a part of a domain, or all of it.
  return !whole && DOMAINS.some((domain) => domain.endsWith(end) || end.endsWith(domain)) ? 'unknown' : 'no';
}
