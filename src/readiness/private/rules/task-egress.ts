import { obstacleRule } from './obstacle-rule';
import { shownIds } from './path-words';
import type { Rule } from './rule';

export const TaskEgress: Rule = obstacleRule({
  id: 'TaskEgress',
  catalogue: ['X-077'],
  hop: 'task network',
  obstacles: ['task-egress'],
  requirement: 'The security groups of the tasks let HTTPS out to everything that the tasks need.',
  fix: {
    cdk: 'securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443))',
    cloudFormation: 'add a SecurityGroupEgress for TCP port 443 to 0.0.0.0/0, or to the endpoints',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  cause: ({ ids }, subject) => `${shownIds(ids.flat(), subject) || 'the default security group'} lets no HTTPS out to what is needed`,
  doubt: ({ ids }, subject) => ids.flat().length === 0 ? 'whether the security groups of the tasks let HTTPS out is not known: they are not all in the templates'
    : `whether ${shownIds(ids.flat(), subject)} let all of the HTTPS out that the tasks need is not known`,
});
