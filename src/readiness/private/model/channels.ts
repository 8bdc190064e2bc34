import type { Roles } from './identities';
import { enumerated, shortfalls, type Permission, type Shortfall } from './permissions/index';
import type { Property } from './property';
import type { Subject } from './subject';
import { CHANNEL_ACTIONS } from '../../../private/exec-facts';

/** What the agent in a container calls to open a session, in words. */
export const CHANNELS_IN_WORDS = enumerated(CHANNEL_ACTIONS);

/** What a role lacks for opening sessions; nothing when it lacks nothing. */
export function channelShortfalls(subject: Subject, roles: Roles, at: Property): readonly Shortfall[] {
  return shortfalls(subject, roles, CHANNEL_ACTIONS.map((action): Permission => ({ action, resource: '*', at, by: 'task' })));
}
