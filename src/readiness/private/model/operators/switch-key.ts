import type { Text } from '../text';

/** A condition key of calls that start tasks, which no call to open a session carries. */
export const SWITCH_KEY = 'ecs:enable-execute-command';

export function isSwitch(key: Text): boolean {
  return key.toLowerCase() === SWITCH_KEY;
}
