import { obstacleRule } from './obstacle-rule';
import { shownIds } from './path-words';
import type { Rule } from './rule';
import type { Subject } from '../model/subject';
import type { Block } from '../model/traffic/blocks';

export const EndpointNames: Rule = obstacleRule({
  id: 'EndpointNames',
  catalogue: ['X-081'],
  hop: 'endpoint',
  obstacles: ['endpoint-private-dns-off', 'vpc-dns-off', 'custom-dns'],
  requirement: 'The names of AWS services lead to the endpoints: private DNS is on, and so is DNS in the VPC.',
  fix: {
    cdk: 'privateDnsEnabled: true on the endpoint, enableDnsSupport and enableDnsHostnames: true on the VPC',
    cloudFormation: 'set PrivateDnsEnabled of the endpoint, and EnableDnsSupport and EnableDnsHostnames of the VPC, to true',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  cause: causeOf,
  doubt: doubtOf,
});

function causeOf({ obstacle, ids, at }: Block, subject: Subject): string {
  const things = shownIds(ids.flat(), subject);
  if (obstacle === 'endpoint-private-dns-off') {
    return `private DNS of ${things} is off, so that the name of the service does not lead there`;
  }
  return `${at.path[0] === 'EnableDnsSupport' ? 'DNS' : 'DNS for hostnames'} is off in ${things}, so that names do not lead to endpoints`;
}

function doubtOf({ obstacle, ids, reasons }: Block, subject: Subject): string {
  const things = shownIds(ids.flat(), subject);
  const because = reasons.length > 0 ? `: ${reasons[0]}` : '';
  switch (obstacle) {
    case 'endpoint-private-dns-off': return `whether the name of the service leads to ${things} is not known${because}`;
    case 'vpc-dns-off': return `whether DNS is on in ${things} is not known${because}`;
    default: return `what the names of AWS services lead to in ${things} is not known: ${reasons[0] ?? 'its own name servers answer'}`;
  }
}
