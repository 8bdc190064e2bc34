import { unclear, violated, type Rule } from './rule';
import { sameText } from '../iam/index';
import type { Cluster } from '../model/cluster';
import { meddlerWith } from '../model/dependents';
import { linked } from '../model/link';
import { strategyOf } from '../model/strategy';
import type { Subject } from '../model/subject';

const PREDEFINED = ['FARGATE', 'FARGATE_SPOT'];

export const FargateProviders: Rule = {
  id: 'FargateProviders',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The cluster is associated with the capacity providers of Fargate that tasks use.',
  fix: { cdk: 'enableFargateCapacityProviders: true on the cluster', cloudFormation: 'add the provider to CapacityProviders of the cluster' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
  *check(subject) {
    const cluster = linked(subject.cluster);
    const strategy = strategyOf(subject);
    if (!cluster || !strategy) {
      return;
    }
    const lists = cluster.capacityProviders.map(({ texts }) => texts);
    const associated = lists.flatMap((list) => 'known' in list ? list.known : []);
    const lacking = strategy.items.items.map((item) => item.at('CapacityProvider')).filter(({ literal }) =>
      'known' in literal && literal.known !== undefined && PREDEFINED.includes(literal.known) && !associated.includes(literal.known));
    const [first] = lacking;
    if (first) {
      const names = [...new Set(lacking.map(({ value }) => String(value)))].join(' and ');
      const isOpen = lists.some((list) => 'unknown' in list || list.known.some((text) => lacking.some(({ value }) => sameText(text, String(value)) === 'unknown')));
      const doubt = isOpen ? 'the providers of the cluster are not known' : doubtAbout(cluster, subject);
      yield doubt === undefined ? violated(first, `the cluster has no association with the capacity provider ${names}`)
        : unclear(first, `whether the cluster has an association with ${names} is not known: ${doubt}`);
    }
  },
};

/** Why something may associate the cluster with more providers before the tasks start. */
function doubtAbout({ resource }: Cluster, { model, resource: starter }: Subject): string | undefined {
  const { transformed, moreResources } = model.system.template(resource.stack)!;
  return resource.stack !== starter.stack ? 'it is of another stack'
    : transformed.length > 0 ? `the macro ${transformed[0]} may change the template` : moreResources[0] ?? meddlerWith(resource, model);
}
