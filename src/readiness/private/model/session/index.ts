export { bucketKeyPermission } from './bucket-key';
export { type Destination } from './destinations';
export { logGroupsOf } from './log-groups';
export { logsMayUse } from './log-key';
export { FIND_ENCRYPTION_ACTION, isByDefault, logPermissions, type LogPermission } from './log-permissions';
export { arnsOf, decryption, withPolicy } from './session-key';
export { sessionOf, type SessionLogging } from './settings';
