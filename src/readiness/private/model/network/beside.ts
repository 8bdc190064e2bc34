import type { ResolvedResource } from '../../sources/resolved';

/** Why a resource may not be there, though another one is that it belongs to. */
export function doubtBeside({ created, createdReason, stack, condition }: ResolvedResource, owner?: ResolvedResource): string | undefined {
  const together = owner?.stack === stack && (condition === undefined || condition === owner.condition);
  return created === 'yes' || together ? undefined : createdReason!;
}
