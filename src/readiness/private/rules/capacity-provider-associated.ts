import { unclear, violated, type Rule } from './rule';
import { anyOf, type Answer } from '../model/answer';
import type { Cluster } from '../model/cluster';
import { providerAt } from '../model/compute';
import { linked } from '../model/link';
import type { Model } from '../model/model';
import { Property } from '../model/property';
import { strategyOf } from '../model/strategy';
import type { Subject } from '../model/subject';
import type { ResolvedResource } from '../sources/resolved';

export const CapacityProviderAssociated: Rule = {
  id: 'CapacityProviderAssociated',
  catalogue: ['X-085'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The cluster is associated with the capacity providers that tasks use.',
  fix: { cdk: 'cluster.addAsgCapacityProvider(provider)', cloudFormation: 'name the provider in an AWS::ECS::ClusterCapacityProviderAssociations of the cluster' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',
  *check(subject) {
    const cluster = linked(subject.cluster);
    const strategy = strategyOf(subject);
    for (const [index, provider] of cluster && strategy ? strategy.providers.entries() : []) {
      const answer = provider?.resource ? associated(cluster!, provider.resource, subject) : 'yes';
      const at = strategy!.items.items[index].at('CapacityProvider');
      if (answer === 'no') {
        yield violated(at, `the cluster has no association with the capacity provider ${provider!.resource!.logicalId}`);
      } else if (answer === 'unknown') {
        yield unclear(at, `whether the cluster has an association with the capacity provider ${provider!.resource!.logicalId} is not known`);
      }
    }
  },
};

function associated(cluster: Cluster, provider: ResolvedResource, { model, resource }: Subject): Answer {
  const { providers, more } = providersOf(cluster, model);
  const own = Property.of(provider).at('ClusterName');
  const joined: Answer = own.given === 'no' ? 'no' : linked(model.ecs.cluster(own)) === cluster ? 'yes' : 'unknown';
  if (joined === 'yes' || providers.has(provider)) {
    return 'yes';
  }
  const { transformed, moreResources } = model.system.template(cluster.resource.stack)!;
  const hidden = more || transformed.length > 0 || moreResources.length > 0
    || resource.stack !== cluster.resource.stack || othersAssociate(cluster.resource, model);
  return anyOf([joined, hidden ? 'unknown' : 'no']);
}

/** The providers that are seen to be associated with a cluster, and whether there may be more. */
function providersOf(cluster: Cluster, model: Model): { readonly providers: ReadonlySet<ResolvedResource | undefined>; readonly more: boolean } {
  const known = model.once('providers of clusters', () => new Map<Cluster, ReturnType<typeof providersOf>>());
  let found = known.get(cluster);
  if (!found) {
    const lists = cluster.capacityProviders.map(({ list }) => list);
    const named = lists.flatMap(({ items }) => items).map((item) => providerAt(item, model.system));
    found = { providers: new Set(named.map((link) => linked(link)?.resource)), more: named.some((link) => 'unseen' in link) || lists.some(({ more }) => more !== undefined) };
    known.set(cluster, found);
  }
  return found;
}

/** Whether something that names the cluster may associate it with more: what names no cluster for certain, or a custom resource. */
function othersAssociate(cluster: ResolvedResource, model: Model): boolean {
  const { unclear: unknown, custom } = model.once('what may associate clusters', () => ({
    unclear: model.ofType('AWS::ECS::ClusterCapacityProviderAssociations').some((each) => !('to' in model.ecs.cluster(Property.of(each).at('Cluster')))),
    custom: new Set(model.system.templates.flatMap(({ stack, resources }) => [...resources.values()].filter(({ type }) => /^Custom::|::CustomResource$/.test(type))
      .flatMap(({ references, mayReference }) => [...references, ...mayReference].map((logicalId) => `${stack}/${logicalId}`)))),
  }));
  return unknown || custom.has(`${cluster.stack}/${cluster.logicalId}`);
}
