import type { Answer } from './answer';
import type { Host } from './hosts';
import type { Items } from './property';
import { architectureOfType, type Architecture } from '../facts/instance-architecture';

/** The types that a group of instances is launched with in place of the one of its launch template. */
export function overridesOf({ at }: Host): Items {
  return at.at('MixedInstancesPolicy', 'LaunchTemplate', 'Overrides').list;
}

/** The types that instances are launched with; nothing when they are not known. */
export function typesOf(host: Host): readonly string[] | undefined {
  const { items, more } = overridesOf(host);
  const places = items.length > 0 ? items.map((item) => item.at('InstanceType')) : [host.instanceType];
  const types = places.flatMap(({ alternatives }) => alternatives).map(({ literal }) => 'known' in literal ? literal.known : undefined);
  return host.managed || more !== undefined || !types.every((type) => type !== undefined) ? undefined : types;
}

/** Whether there may be instances of an architecture among those of a host: no when every type is known to be of another. */
export function hasArchitecture(host: Host, wanted: Architecture): Answer {
  const architectures = typesOf(host)?.map(architectureOfType) ?? [undefined];
  return architectures.every((each) => each !== undefined && each !== wanted) ? 'no' : 'yes';
}
