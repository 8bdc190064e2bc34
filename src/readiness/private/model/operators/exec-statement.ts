import { matchPattern, type Policy, type Statement } from '../../iam/index';
import type { Attachment } from '../access/index';
import { isKnown } from '../text';
import { Unknown } from '../unknown';

export const EXEC_ACTION = 'ecs:ExecuteCommand';

/** A statement about who may open sessions. */
export interface ExecStatement {
  readonly attachment: Attachment;
  readonly statement: Statement;
  /** Whether it names the action; otherwise it is about all that begin alike. */
  readonly named: boolean;
}

type Part = Statement['actions']['items'][number];

const EVERY_ACTION = /^\*(?::\*)?$/;

/** The statements about opening sessions, but for those about every action or all but a few. */
export function execStatements(attachment: Attachment): readonly ExecStatement[] {
  return attachment.policy.statements.flatMap((statement) => {
    const patterns = patternsOf(statement);
    return patterns.length === 0 ? [] : [{ attachment, statement, named: patterns.some(isNamed) }];
  });
}

/** Whether a policy has a statement about opening sessions. */
export function isAboutExec({ statements }: Policy): boolean {
  return statements.some((statement) => patternsOf(statement).length > 0);
}

function patternsOf({ actions, resources }: Statement): string[] {
  return actions.not || resources === undefined ? [] : actions.items.filter(isExec);
}

/** Whether a policy allows everything, or all but a few actions, on everything. Whoever has it is an administrator. */
export function isAdministrators({ statements }: Policy): boolean {
  return statements.some(({ effect, actions, resources }) => effect === 'Allow' && resources?.not === false && resources.items.includes('*')
    && (actions.not ? !actions.items.some((item) => item instanceof Unknown || isExec(item)) : actions.items.some(isEveryAction)));
}

function isEveryAction(item: Part): boolean {
  return typeof item === 'string' && EVERY_ACTION.test(item);
}

/** Whether a statement is, or may be, about an action. */
export function mayConcern({ actions }: Statement, action: string): boolean {
  return actions.not || actions.items.some((item) => typeof item !== 'string' || matchPattern(item, action, { ignoreCase: true }) !== 'no');
}

/** Most patterns are about other services, and are told apart without a closer look. */
function isExec(item: Part): item is string {
  return typeof item === 'string' && /^ecs:/i.test(item) && isKnown(item) && matchPattern(item, EXEC_ACTION, { ignoreCase: true }) === 'yes';
}

/** No other action of ECS begins like it. */
function isNamed(item: Part): boolean {
  return typeof item === 'string' && /^ecs:e/i.test(item);
}
