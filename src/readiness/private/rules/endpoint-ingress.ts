import { obstacleRule } from './obstacle-rule';
import { shownIds } from './path-words';
import type { Rule } from './rule';

export const EndpointIngress: Rule = obstacleRule({
  id: 'EndpointIngress',
  catalogue: ['X-080'],
  hop: 'endpoint',
  obstacles: ['endpoint-ingress'],
  requirement: 'The security groups of the endpoints let HTTPS in from the tasks.',
  fix: {
    cdk: 'endpoint.connections.allowDefaultPortFrom(service)',
    cloudFormation: 'add an AWS::EC2::SecurityGroupIngress for TCP port 443 from the security group of the tasks to that of the endpoint',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  cause: ({ ids }, subject) => `the security groups of ${shownIds(ids.map(([endpoint]) => endpoint), subject)} do not let HTTPS in from the network interfaces that need it`,
  doubt: ({ ids }, subject) => `whether the security groups of ${shownIds(ids.map(([endpoint]) => endpoint), subject)} let HTTPS in from the tasks is not known`,
});
