import { Context, contextOf, deferred, merged } from './context';
import { Caller } from './principal';
import { splitText } from './tokens';
import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** A call to AWS, by someone, on something. */
export interface Request {
  readonly action: string;
  /** The ARN, or `*` for an action that AWS allows on no narrower resource; none when a role is assumed. */
  readonly resource?: Text;
  /** Who calls; without it, policies of resources cannot be judged. */
  readonly caller?: Caller;
  /** The condition keys that are known. */
  readonly context?: Context;
}

const NOTHING: Context = new Map();

/** The agent of ECS Exec and the SDKs of AWS speak nothing but TLS. */
const ALWAYS = contextOf({ 'aws:SecureTransport': 'true' });

/** All condition keys of a request that can be told, among them those that follow from the caller. */
export function contextOfRequest({ caller, context }: Request): Context {
  return deferred(() => merged(ALWAYS, caller ? contextOfCaller(caller) : NOTHING, context ?? NOTHING));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOfCaller(caller: Caller): Context {
  if ('service' in caller) {
    return contextOf({
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': caller.service,
      'aws:PrincipalArn': 'absent',
      'kms:CallerAccount': new Unknown('a service of AWS calls for an account'),
    });
  }
  const [, , , , account, resource = ''] = splitText(caller.arn, ':');
  const isRole = resource.startsWith('role/');
  return contextOf({
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalServiceName': 'absent',
    'aws:PrincipalArn': caller.arn,
    ...account === undefined ? {} : { 'aws:PrincipalAccount': account, 'kms:CallerAccount': account },
    ...isRole ? { 'aws:PrincipalType': 'AssumedRole', 'aws:username': 'absent' as const } : {},
  });
}
