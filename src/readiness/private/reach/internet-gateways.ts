import { same } from './identity';
import { reasonOf } from './known';
import type { Vpc } from './network';
import { anyOf, type Answer } from '../model/answer';
import type { Text } from '../model/text';

/** Whether an internet gateway is attached to a VPC. */
export function attached(vpc: Vpc | undefined, id: Text): Answer {
  return vpc && 'known' in vpc.internetGateways ? anyOf([...vpc.internetGateways.known.map((each) => same(each, id)), unseen(vpc)]) : 'unknown';
}

/** Whether any internet gateway is attached to a VPC. */
export function anyAttached(vpc: Vpc | undefined): Answer {
  return vpc && 'known' in vpc.internetGateways ? vpc.internetGateways.known.length > 0 ? 'yes' : unseen(vpc) : 'unknown';
}

/** Why it is not known which internet gateways are attached and let traffic through. */
export function whyNotKnown(vpc: Vpc | undefined): string | undefined {
  return vpc && reasonOf(vpc.internetGateways);
}

/** Whether a gateway is attached that is not in the network. */
function unseen(vpc: Vpc): Answer {
  return vpc.seen === 'whole' ? 'no' : 'unknown';
}
