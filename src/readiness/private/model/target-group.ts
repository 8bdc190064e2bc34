import type { Model } from './model';
import { Property } from './property';
import type { ResolvedResource } from '../sources/resolved';

/** Types that refer to target groups without making a load balancer use them. */
const BYSTANDERS = /^AWS::(?:ECS::|CloudWatch::|ApplicationAutoScaling::|AutoScaling::|CodeDeploy::)/;

/** The target group that a property points to, when it is at hand. */
export function targetGroupAt({ text }: Property, model: Model): Property | undefined {
  const found = model.system.identified('known' in text ? text.known : undefined).filter(({ type, created }) => type === 'AWS::ElasticLoadBalancingV2::TargetGroup' && created !== 'no');
  return found.length === 1 ? Property.of(found[0]) : undefined;
}

/** Whether nothing in the stack of a target group can make a load balancer use it. */
export function isIdle(targetGroup: ResolvedResource, model: Model): boolean {
  return usersOf(targetGroup, model)?.length === 0;
}

/** What in the stack of a target group can make a load balancer use it; nothing when there may be more than is seen. */
export function usersOf(targetGroup: ResolvedResource, model: Model): readonly ResolvedResource[] | undefined {
  const { stack, resources, transformed, moreResources } = model.system.template(targetGroup.stack)!;
  const used = model.once(`used in ${stack}`, () => byWhatTheyUse([...resources.values()].filter(({ type }) => !BYSTANDERS.test(type))));
  return transformed.length + moreResources.length > 0 ? undefined : used.get(targetGroup.logicalId) ?? [];
}

function byWhatTheyUse(users: readonly ResolvedResource[]): ReadonlyMap<string, readonly ResolvedResource[]> {
  const found = new Map<string, ResolvedResource[]>();
  for (const user of users) {
    for (const name of new Set([...user.references, ...user.mayReference, ...user.dependsOn])) {
      const others = found.get(name) ?? [];
      others.push(user);
      found.set(name, others);
    }
  }
  return found;
}
