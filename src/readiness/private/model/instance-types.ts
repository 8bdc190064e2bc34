import type { Host } from './hosts';
import { sizeOf, type InstanceSize } from '../facts/instance-sizes';
import type { Known } from '../reach/network';

/** The sizes of the instances that may be launched, as far as all of them are known. */
export function instanceSizes({ at, instanceType, managed }: Host): Known<readonly InstanceSize[]> {
  const { items, more } = at.at('MixedInstancesPolicy', 'LaunchTemplate', 'Overrides').list;
  const types = (items.length > 0 ? items.map((item) => item.at('InstanceType')) : [instanceType]).map(({ literal }) => literal);
  const sizes = types.map((type) => 'known' in type && type.known !== undefined ? sizeOf(type.known) : undefined);
  const known = sizes.filter((size) => size !== undefined);
  return managed || more !== undefined || known.length < sizes.length ? { unknown: 'which types of instances are launched is not known' } : { known };
}
