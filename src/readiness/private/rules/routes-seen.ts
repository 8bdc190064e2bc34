import { obstacleRule } from './obstacle-rule';
import { shownIds } from './path-words';
import type { Rule } from './rule';
import type { Subject } from '../model/subject';
import type { Block } from '../model/traffic/blocks';
import type { Obstacle } from '../reach/verdict';

/** What is behind routes that nobody sees the end of. */
const BEYOND: Partial<Record<Obstacle, string>> = {
  'transit-gateway-unknown': 'a transit gateway',
  'peering-unknown': 'a peering connection',
  'vpn-unknown': 'a virtual private gateway',
  'appliance-unknown': 'an appliance',
};

export const RoutesSeen: Rule = obstacleRule({
  id: 'RoutesSeen',
  catalogue: ['X-065', 'X-067'],
  hop: 'route',
  obstacles: [
    'route-unknown', 'private-nat-unknown', 'transit-gateway-unknown', 'peering-unknown', 'vpn-unknown', 'appliance-unknown', 'ipv6-unknown',
  ],
  requirement: 'Where the routes of the tasks lead to can be seen in the templates.',
  fix: {
    cdk: 'check the app that makes the routes together with this one, or add VPC endpoints',
    cloudFormation: 'check the template that makes the routes together with this one, or add VPC endpoints',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html',
  cause: doubtOf,
  doubt: doubtOf,
});

function doubtOf({ obstacle, ids, reasons }: Block, subject: Subject): string {
  const because = reasons.length > 0 ? `: ${reasons[0]}` : '';
  const last = shownIds(ids.map((each) => each[each.length - 1]), subject);
  switch (obstacle) {
    case 'route-unknown': return `where the routes of ${shownIds(ids.map(([subnet]) => subnet), subject)} lead to is not known${because}`;
    case 'private-nat-unknown': return `what the NAT gateway ${last} leads to is not known${because || ': it is a private one'}`;
    case 'ipv6-unknown': return `whether everything can be reached over IPv6 is not known${because}`;
    default: return `the way out leads through ${BEYOND[obstacle]} (${last}), and what is behind it is not in the templates`;
  }
}
