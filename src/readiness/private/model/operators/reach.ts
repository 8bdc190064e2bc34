import { EXEC_ACTION, type ExecStatement } from './exec-statement';
import type { Gate, Side } from './gate';
import type { Operator } from './operator';
import { contextOf, evaluateAlone, splitText, type Context, type Request, type Statement } from '../../iam/index';
import type { Answer } from '../answer';
import { hole, type Text } from '../text';
import { Unknown } from '../unknown';

export const SIDES: readonly Side[] = ['cluster', 'tasks'];

/** What the calls of people do not carry: no service of AWS makes them. */
const BY_HAND = { 'aws:ViaAWSService': 'false', 'aws:CalledVia': 'absent', 'aws:CalledViaFirst': 'absent', 'aws:CalledViaLast': 'absent' } as const;

/** A call by an operator. */
export function callBy(operator: Operator, gate: Gate, action: string, resource: Text | undefined, context: Context = new Map()): Request {
  const [, , , region, account] = splitText(resource ?? '', ':');
  const place = { ...region ? { 'aws:RequestedRegion': region } : {}, ...account ? { 'aws:ResourceAccount': account } : {} };
  return { action, resource, caller: { arn: callerOf(operator, gate) }, context: new Map([...contextOf({ ...BY_HAND, ...place }), ...context]) };
}

/** Of a policy nobody knows who has it. */
function callerOf({ arn, whole, name }: Operator, { cluster }: Gate): Text {
  const [, partition, , , account] = splitText(cluster, ':');
  return arn ?? `arn:${partition}:iam::${account}:${whole ? 'role/aws-reserved/sso.amazonaws.com/' : ''}${hole('unknown', `who has ${name}`)}`;
}

/** Whether a statement is about a request, as far as some of its conditions are asked, whatever it does then. */
export function isAbout({ attachment: { policy }, statement }: ExecStatement, request: Request, asks: (key: Text) => boolean): Answer {
  const conditions = statement.conditions.filter((condition) => !(condition instanceof Unknown) && asks(condition.key));
  return evaluateAlone(request, { ...policy, statements: [{ ...statement, conditions, effect: 'Allow' }] }, 'identity').answer;
}

const [REGION, ACCOUNT] = ['region', 'account'].map((each) => hole('unknown', `any ${each}`));
/** A name that no policy writes down. */
const NAME = hole('generated', 'any name');
/** The types that ARNs name. */
export const TYPES: Readonly<Record<Side, string>> = { cluster: 'cluster', tasks: 'task' };

/** Whether a statement is about all resources there are. */
export function isEverything({ statement: { resources } }: ExecStatement): boolean {
  return resources?.not === false && resources.items.includes('*');
}

/** Whether a statement is about any cluster, or any task, whatever its conditions do. */
export function isAboutAny(each: ExecStatement, { cluster }: Gate, side: Side): Answer {
  if (isEverything(each)) {
    return 'yes';
  }
  const answer = isAbout(each, { action: EXEC_ACTION, resource: anyOf(cluster, 'ecs', TYPES[side]) }, () => false);
  return answer === 'no' && names(each.statement, TYPES[side]) ? 'unknown' : answer;
}

/** The ARN of something of a type in a partition. */
export function anyOf(arn: Text, service: string, type: string): Text {
  return `arn:${splitText(arn, ':')[1]}:${service}:${REGION}:${ACCOUNT}:${type}/${NAME}`;
}

/** Whether a statement names resources of a type. */
export function names({ resources }: Statement, type: string): boolean {
  return resources?.items.some((item) => typeof item === 'string' && item.includes(`:${type}/`)) === true;
}

/** A statement for each task that it names one by one, with the id of the task and something in place of wildcards. */
export function taskByTask(each: ExecStatement): readonly (readonly [ExecStatement, id: Text])[] {
  const { resources } = each.statement;
  return resources?.not === false ? resources.items.flatMap((item) => {
    const [, , , , , resource = ''] = typeof item === 'string' ? splitText(item, ':') : [];
    const [type, , id] = splitText(resource, '/');
    const alone = { ...each, statement: { ...each.statement, resources: { not: false, items: [item] } } };
    return type === TYPES.tasks && id !== undefined ? [[alone, id.replaceAll('*', '').replaceAll('?', '0')] as const] : [];
  }) : [];
}

/** The cluster that a pattern of a resource names. */
export function clusterIn(pattern: Text): Text | undefined {
  const [, , , , , resource = ''] = splitText(pattern, ':');
  const [type, name = ''] = splitText(resource, '/');
  return ['cluster', 'task', 'service'].includes(type) && name !== '' && !/[*?]/.test(name) ? name : undefined;
}
