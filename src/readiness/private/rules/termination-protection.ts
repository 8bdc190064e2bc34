import { unclear, violated, type Outcome, type Rule } from './rule';
import { Property } from '../model/property';
import type { ResolvedResource, ResolvedSystem } from '../sources/resolved';

export const TerminationProtection: Rule = {
  id: 'TerminationProtection',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The Auto Scaling group of a capacity provider with managed termination protection protects new instances from scale in: no such provider is created without.',
  fix: {
    cdk: 'newInstancesProtectedFromScaleIn: true on the Auto Scaling group, or enableManagedTerminationProtection: false on the capacity provider',
    cloudFormation: 'set NewInstancesProtectedFromScaleIn of the group to true, or ManagedTerminationProtection to DISABLED',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html',
  *check({ providers, model }) {
    for (const { resource } of providers) {
      yield* resource === undefined ? [] : protection(resource, model.system);
    }
  },
};

function protection(resource: ResolvedResource, system: ResolvedSystem): readonly Outcome[] {
  const provider = Property.of(resource).at('AutoScalingGroupProvider');
  const at = provider.at('ManagedTerminationProtection');
  const { literal } = at;
  const { text } = provider.at('AutoScalingGroupArn');
  const [group, ...others] = system.identified('known' in text ? text.known : undefined).filter(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup');
  // that the group is not at hand is told elsewhere
  if (group === undefined || others.length > 0 || 'known' in literal && literal.known !== 'ENABLED') {
    return [];
  }
  const { flag } = Property.of(group).at('NewInstancesProtectedFromScaleIn');
  if ('known' in flag && flag.known === true) {
    return [];
  }
  const cause = `${resource.logicalId} has managed termination protection, and the group ${group.logicalId} does not protect its instances from scale in`;
  return ['known' in literal && 'known' in flag ? violated(at, cause) : unclear(at, `it is not known whether ${cause}`)];
}
