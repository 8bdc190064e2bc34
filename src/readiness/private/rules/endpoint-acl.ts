import { obstacleRule } from './obstacle-rule';
import { shownAcls } from './path-words';
import type { Rule } from './rule';

export const EndpointAcl: Rule = obstacleRule({
  id: 'EndpointAcl',
  catalogue: ['X-079'],
  hop: 'endpoint',
  obstacles: ['nacl-endpoint-in', 'nacl-endpoint-out'],
  requirement: 'The network ACLs of the endpoints let HTTPS in from the tasks and the answers out to them.',
  fix: {
    cdk: 'networkAcl.addEntry() for inbound TCP 443 and for outbound TCP 1024 to 65535, with lower rule numbers than what denies them',
    cloudFormation: 'add an AWS::EC2::NetworkAclEntry for inbound TCP 443 and one for outbound TCP 1024 to 65535, with lower numbers than what denies them',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html',
  cause: ({ obstacle, ids }, subject) => `${shownAcls(ids, subject)} does not let ${packetsOf(obstacle)}`,
  doubt: ({ obstacle, ids }, subject) => `whether ${shownAcls(ids, subject)} lets ${packetsOf(obstacle)} is not known`,
});

function packetsOf(obstacle: string): string {
  return obstacle === 'nacl-endpoint-in' ? 'HTTPS into the subnets of the endpoints' : 'the answers, to ports 1024 to 65535, out of the subnets of the endpoints';
}
