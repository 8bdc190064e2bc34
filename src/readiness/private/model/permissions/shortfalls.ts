import { judgementOf } from './decide';
import type { Permission } from './permission';
import { refusalOf, type Refusal, type RefusalKind } from './refusal';
import type { Principal } from '../access/index';
import type { Roles } from '../identities';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { readable } from '../text';

/** Calls that are not allowed for certain, for the same reason and in the same place. */
export interface Shortfall {
  readonly kind: RefusalKind;
  readonly at: Property;
  readonly permissions: readonly Permission[];
  /** One sentence, without its full stop. */
  readonly cause: string;
}

/** What is missing for calls that must be allowed; nothing when all are. */
export function shortfalls(subject: Subject, roles: Roles, permissions: readonly Permission[]): readonly Shortfall[] {
  const groups = new Map<string, { readonly role: Principal; readonly refusal: Refusal; readonly permissions: Permission[] }>();
  for (const permission of permissions) {
    const judgement = judgementOf(subject, roles, permission);
    if (judgement.decision.answer === 'yes') {
      continue;
    }
    const refusal = refusalOf(subject, judgement, permission);
    const key = keyOf(refusal);
    const group = groups.get(key) ?? { role: judgement.role, refusal, permissions: [] };
    group.permissions.push(permission);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ role, refusal, permissions: all }) =>
    ({ kind: refusal.kind, at: refusal.at, permissions: all, cause: causeOf(role, refusal, all) }));
}

function keyOf({ kind, at: { resource, path }, because }: Refusal): string {
  return JSON.stringify([kind, resource.stack, resource.logicalId, path, kind === 'unknown' ? because : '']);
}

function causeOf({ resource }: Principal, { kind, because, at }: Refusal, permissions: readonly Permission[]): string {
  const [role, calls] = [`role ${resource.logicalId}`, callsOf(permissions)];
  switch (kind) {
    case 'missing': return `${role} does not allow ${calls}`;
    case 'narrow': return `${role} does not allow ${calls}, only on other resources`;
    case 'unmet': return `${role} allows ${calls} under a condition that the call does not meet`;
    case 'denied':
    case 'guarded': return `${role} may not call ${calls}: ${because}`;
    case 'limited': return `the permissions boundary of ${role} does not allow ${calls}`;
    case 'left out': return `${at.resource.logicalId}, which lets ${role} call ${calls}, is not created: ${because}`;
    case 'unknown': return `whether ${role} may call ${calls} is not known: ${because}`;
  }
}

/** Actions by what they are called on. */
function callsOf(permissions: readonly Permission[]): string {
  const byResource = new Map<string, Set<string>>();
  for (const { action, resource } of permissions) {
    byResource.set(resource, (byResource.get(resource) ?? new Set()).add(action));
  }
  return [...byResource].map(([resource, actions]) => `${enumerated([...actions])} on ${readable(resource)}`).join(', and ');
}

export function enumerated(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}
