import { obstacleRule } from './obstacle-rule';
import { shownIds } from './path-words';
import type { Rule } from './rule';

export const GatewayRoutes: Rule = obstacleRule({
  id: 'GatewayRoutes',
  catalogue: ['X-067'],
  hop: 'route',
  obstacles: ['igw-not-attached', 'nat-without-route'],
  requirement: 'The gateways that routes lead to have a way out themselves.',
  fix: {
    cdk: 'let ec2.Vpc make the gateways, or put the NAT gateway in a public subnet',
    cloudFormation: 'attach the internet gateway to the VPC with AWS::EC2::VPCGatewayAttachment, and put NAT gateways in subnets with a default route to it',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  cause: ({ obstacle, ids }, subject) => obstacle === 'igw-not-attached'
    ? `the internet gateway ${shownIds(ids.map(([, gateway]) => gateway), subject)} is not attached to the VPC`
    : `the NAT gateway ${shownIds(ids.map(([gateway]) => gateway), subject)} has no way to the internet itself`,
  doubt: ({ obstacle, ids, reasons: [reason] }, subject) => obstacle === 'igw-not-attached'
    ? ofInternet(shownIds(ids.map(([, gateway]) => gateway), subject), reason)
    : `whether the NAT gateway ${shownIds(ids.map(([gateway]) => gateway), subject)} has a way to the internet is not known${reason === undefined ? '' : `: ${reason}`}`,
});

/** A gateway may be attached and yet pass nothing on, for the reason that is given. */
function ofInternet(gateway: string, reason: string | undefined): string {
  return reason === undefined ? `whether the internet gateway ${gateway} is attached to the VPC is not known`
    : `whether traffic passes the internet gateway ${gateway} is not known: ${reason}`;
}
