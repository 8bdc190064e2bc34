import { violated, type Rule } from './rule';
import { hostsOf, type Host } from '../model/hosts';
import { instanceSizes } from '../model/instance-types';

export const InstanceInterfaces: Rule = {
  id: 'InstanceInterfaces',
  catalogue: ['X-092'],
  hop: 'start-up path',
  severity: 'warning',
  requirement: 'The instances have an interface for each task of the service that has one of its own.',
  fix: { cdk: 'a larger instanceType, or a higher maxCapacity', cloudFormation: 'choose a larger InstanceType, of a family with ENI trunking, or raise MaxSize' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html',
  *check(subject) {
    const { networkMode, parts: { desiredCount } } = subject;
    const wanted = desiredCount?.number;
    const { hosts, maybe, more } = hostsOf(subject);
    const complete = more === undefined && maybe.length === 0 && hosts.length > 0;
    if (complete && desiredCount && wanted && 'known' in wanted && wanted.known !== undefined && 'known' in networkMode && networkMode.known === 'awsvpc') {
      const places = hosts.reduce((sum, host) => sum + placesOn(host), 0);
      yield* wanted.known > places ? [violated(desiredCount, `the instances have interfaces for ${places} tasks at most, and ${wanted.known} are wanted`)] : [];
    }
  },
};

/** How many tasks find an interface, beside the one of each instance; no limit where that is not known. */
function placesOn(host: Host): number {
  const sizes = instanceSizes(host);
  const most = host.resource.type === 'AWS::EC2::Instance' ? { known: 1 } : host.at.at('MaxSize').number;
  const each = 'known' in sizes ? Math.max(...sizes.known.map(({ interfaces = Infinity }) => interfaces - 1)) : Infinity;
  return 'known' in most && most.known !== undefined ? each * most.known : Infinity;
}
