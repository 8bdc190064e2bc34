import { obstacleRule } from './obstacle-rule';
import { shownAcls } from './path-words';
import type { Rule } from './rule';
import type { Obstacle } from '../reach/verdict';

/** What the network ACLs on the side of the tasks must let through. */
const PACKETS: Partial<Record<Obstacle, string>> = {
  'nacl-task-out': 'HTTPS out of the subnets of the tasks',
  'nacl-task-in': 'the answers, on ports 1024 to 65535, into the subnets of the tasks',
  'nacl-nat-in': 'what goes through the NAT gateway into its subnet',
  'nacl-nat-out': 'what goes through the NAT gateway out of its subnet',
};

export const TaskAcl: Rule = obstacleRule({
  id: 'TaskAcl',
  catalogue: ['X-078'],
  hop: 'route',
  obstacles: ['nacl-task-out', 'nacl-task-in', 'nacl-nat-in', 'nacl-nat-out'],
  requirement: 'The network ACLs of the tasks, and of the NAT gateways that they use, let HTTPS out and the answers in.',
  fix: {
    cdk: 'networkAcl.addEntry() for outbound TCP 443 and for inbound TCP 1024 to 65535, with lower rule numbers than what denies them',
    cloudFormation: 'add an AWS::EC2::NetworkAclEntry for outbound TCP 443 and one for inbound TCP 1024 to 65535, with lower numbers than what denies them',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html',
  cause: ({ obstacle, ids }, subject) => `${shownAcls(ids, subject)} does not let ${PACKETS[obstacle]}`,
  doubt: ({ obstacle, ids }, subject) => `whether ${shownAcls(ids, subject)} lets ${PACKETS[obstacle]} is not known`,
});
