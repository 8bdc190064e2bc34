import type { Principal } from './access/index';
import { NOTHING, linked, type Link } from './link';
import type { Property } from './property';
import type { Subject } from './subject';
import { hole, type Text } from './text';
import { contextOf, deferred, merged, splitText, type Context, type Request } from '../iam/index';

/** The roles that a task may have: more than one when its pointer has several values. Every one of them must do. */
export type Roles = readonly [Principal, ...Principal[]];

/** The task role: unseen when it is, or may be, a role that is not at hand. */
export function taskIdentity(subject: Subject): Link<Roles> {
  return subject.once('task identity', () => rolesAt(subject.taskRole, subject));
}

/** The execution role. */
export function executionIdentity(subject: Subject): Link<Roles> {
  return subject.once('execution identity', () => rolesAt(subject.executionRole, subject));
}

/** The roles that a property points to. */
export function rolesAt(pointer: Property | undefined, { model }: Subject): Link<Roles> {
  if (!pointer) {
    return { unseen: 'the task definition is not at hand' };
  }
  const links = pointer.alternatives.map((each) => isEmpty(each) ? NOTHING : model.principals.at(each));
  const unseen = links.find((link) => 'unseen' in link);
  const [first, ...rest] = links.flatMap((link) => linked(link) ?? []);
  if (unseen || !first) {
    return unseen as { unseen: string } | undefined ?? NOTHING;
  }
  return rest.length + 1 === links.length ? { to: [first, ...rest] } : { unseen: `whether there is a role is not known: ${pointer.doubt}` };
}

/** A parameter that may be left empty stands for no role then. */
function isEmpty({ text }: Property): boolean {
  return 'known' in text && text.known === '';
}

/** What a task, or the agent for it, never says when it calls AWS itself. */
const OWN_CALL = contextOf({ 'aws:ViaAWSService': 'false', 'aws:CalledVia': 'absent', 'aws:CalledViaFirst': 'absent', 'aws:CalledViaLast': 'absent' });

/**
 * Calls to other services do not carry the condition keys of ECS.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
const NOT_TO_ECS = new Map([...OWN_CALL, ...contextOf(Object.fromEntries([
  'ecs:capacity-provider', 'ecs:cluster', 'ecs:container-instances', 'ecs:container-name', 'ecs:enable-execute-command', 'ecs:service', 'ecs:task',
  'ecs:task-definition',
].map((key) => [key, 'absent'])))]);

/**
 * A call that a task, or the agent for it, makes with the credentials of a role.
 *
 * Where the call comes from (`aws:SourceVpc`, `aws:SourceVpce`, `aws:SourceIp`) is unknown unless the context says so.
 *
 * @param more what else is known of the call
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestBy({ arn }: Principal, action: string, resource: Text, more?: Context): Request {
  const always = action.startsWith('ecs:') ? OWN_CALL : NOT_TO_ECS;
  const context = deferred(() => more ? merged(always, placeOf(resource), more) : merged(always, placeOf(resource)));
  return { action, resource, ...arn === undefined ? {} : { caller: { arn } }, context };
}

/** What an ARN says of where it is. */
function placeOf(resource: Text): Context {
  const [scheme, , , region, account] = splitText(resource, ':');
  const isArn = scheme === 'arn';
  return contextOf({
    ...isArn && region ? { 'aws:RequestedRegion': region } : {},
    ...isArn && account ? { 'aws:ResourceAccount': account } : {},
  });
}

/** What is known of a call to an action without narrower resources, which goes to the region of the tasks. */
export function regionOf({ template }: Subject): Context {
  return contextOf({ 'aws:RequestedRegion': template.region });
}

/**
 * What ECS says of itself when it assumes a role for a task.
 *
 * @param rest what follows the account in the ARN of the task's source, which AWS does not document
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function trustContext({ template: { partition, region, account } }: Subject, rest: Text = hole('unknown', 'what ECS assumes the role for')): Context {
  return contextOf({
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:${rest}`,
    'sts:ExternalId': 'absent',
  });
}
