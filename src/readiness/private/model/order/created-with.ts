import type { ResolvedResource } from '../../sources/resolved';

/** Whether a resource is there whenever another one is. */
export function isCreatedWith({ created, condition }: ResolvedResource, other: ResolvedResource): boolean {
  return created === 'yes' || created === 'unknown' && condition === other.condition;
}
