import type { Host } from './hosts';
import type { Model } from './model';
import { Property } from './property';
import type { Subject } from './subject';
import type { ResolvedResource } from '../sources/resolved';

/** Why an Auto Scaling group starts no instance on the first deployment. */
export interface EmptyGroup {
  readonly at: Property;
  readonly cause: string;
}

/** What certainly keeps a group from having instances for the tasks of a subject; nothing when something may start them. */
export function emptiness(subject: Subject, host: Host): EmptyGroup | undefined {
  if (host.resource.type !== 'AWS::AutoScaling::AutoScalingGroup') {
    return undefined;
  }
  const most = host.at.at('MaxSize');
  if (isZero(most)) {
    return { at: most, cause: 'the group may have no instance at all' };
  }
  const desired = host.at.at('DesiredCapacity');
  const first = desired.given === 'no' ? host.at.at('MinSize') : desired;
  const starts = isZero(first) && !isScaled(subject, host) && !scaledGroups(subject.model).has(host.resource);
  return starts ? { at: first, cause: 'the group begins without instances, and nothing in the templates starts one' } : undefined;
}

function isZero({ number }: Property): boolean {
  return 'known' in number && number.known === 0;
}

/** Whether a capacity provider starts, or may start, instances for the tasks. Tasks with a launch type wait for nobody. */
function isScaled({ providers, model }: Subject, host: Host): boolean {
  return providers.some(({ resource }) => {
    const provider = resource && Property.of(resource).at('AutoScalingGroupProvider');
    const { text } = provider?.at('AutoScalingGroupArn') ?? { text: { known: undefined } };
    const status = provider?.at('ManagedScaling', 'Status').literal ?? { known: undefined };
    const certain = 'known' in status && (status.known === undefined || status.known === 'DISABLED');
    return 'known' in text && model.system.identified(text.known).includes(host.resource) && !certain;
  });
}

/** The groups whose size something else in the templates sets. */
function scaledGroups(model: Model): ReadonlySet<ResolvedResource> {
  return model.once('groups that are scaled', () => new Set(['AWS::AutoScaling::ScalingPolicy', 'AWS::AutoScaling::ScheduledAction']
    .flatMap((type) => model.ofType(type))
    .flatMap((resource) => model.system.identified(resource.properties.AutoScalingGroupName))));
}
