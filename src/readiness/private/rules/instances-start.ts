import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import { emptiness } from '../model/group-size';
import { unfitHosts } from '../model/host-answers';

export const InstancesStart: Rule = {
  id: 'InstancesStart',
  catalogue: ['X-085'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The first deployment starts instances for the tasks: the group has some, or its capacity provider starts them.',
  fix: { cdk: 'minCapacity: 1, or enableManagedScaling: true on the AsgCapacityProvider', cloudFormation: 'set MinSize and MaxSize to 1 or more, or ManagedScaling.Status to ENABLED' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',
  *check(subject) {
    const count = subject.parts.desiredCount?.number ?? { known: undefined };
    if ('known' in count && count.known === 0) {
      return;
    }
    for (const unfit of unfitHosts(subject, (each) => emptiness(subject, each) ? 'no' : 'yes')) {
      const { at, cause } = emptiness(subject, unfit.host)!;
      // one of several groups that tasks choose from may well be empty
      yield* unfit.fatal === 'no' ? [] : [onHosts(unfit, at, cause, cause)];
    }
  },
};
