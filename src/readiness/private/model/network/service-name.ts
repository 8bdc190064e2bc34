import { splitText } from '../../iam/index';
import type { Known } from '../../reach/network';
import { isKnown, readable, type Text } from '../text';

/** What the names of endpoint services begin with, in all partitions: before the region, the name of the service after it. */
const BEGINNINGS: readonly string[] = [
  'com.amazonaws', 'cn.com.amazonaws', 'eu.amazonaws', 'gov.ic.c2s', 'gov.sgov.sc2s', 'gov.ic.hci.csp', 'uk.adc-e.cloud',
];

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

/**
 * The last part of the name of an endpoint service, or the whole name when it is of another region or no ordinary one. A region that is
 * written down is the one of the stack, when that is not known: AWS finds no service otherwise.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function serviceIn(name: Text, region: Text): Known<string> {
  const beginning = BEGINNINGS.find((each) => name.startsWith(`${each}.`));
  const [place, ...parts] = beginning === undefined ? [''] : splitText(name.slice(beginning.length + 1), '.');
  const service = parts.join('.');
  const here = place === region || !isKnown(region) && REGION.test(place);
  if (here && service !== '' && isKnown(service)) {
    return { known: service };
  }
  return isKnown(name) ? { known: name } : { unknown: `it depends on ${readable(name)}` };
}
