import { execStatements, isAdministrators, mayConcern, type ExecStatement } from './exec-statement';
import type { Decision, Identity, Policy } from '../../iam/index';
import type { ResolvedResource } from '../../sources/resolved';
import type { Attachment } from '../access/index';
import { Memory } from '../memory';
import { statementAt } from '../permissions/index';
import type { Property } from '../property';
import type { Text } from '../text';

/** Someone whom the templates let open sessions, or a policy that lets whoever has it. */
export interface Operator {
  /** For people. */
  readonly name: string;
  readonly resource: ResolvedResource;
  /** Whether that is all that someone may do. Groups and policies are but a part of it. */
  readonly whole: boolean;
  /** Whether somebody is meant to open sessions with it: it names the action, and no task or instance runs with it. */
  readonly meant: boolean;
  /** Whether it is, or may be, a program rather than someone with the aws command. */
  readonly machine: boolean;
  readonly arn: Text | undefined;
  readonly attachments: readonly Attachment[];
  /** The statements that let it open sessions, and those that keep it from it. */
  readonly grants: readonly ExecStatement[];
  readonly denials: readonly ExecStatement[];
  /** What it may do, as far as it matters to an action. */
  identityFor(action: string): Identity;
  /** Works something out once. A key has one kind of value only. */
  once<T>(key: string, make: () => T): T;
}

export interface OperatorParts extends Pick<Operator, 'name' | 'resource' | 'whole' | 'machine' | 'arn' | 'attachments'> {
  identity(): Identity;
  /** Whether what an attachment says of sessions is told of this operator. */
  tells?(attachment: Attachment): boolean;
  /** Whether it is what tasks or their instances run with. */
  runsTasks?(): boolean;
}

/**
 * An operator, if that is what it is. Administrators are none, nor are tasks and instances that may do all that ECS can. A Deny alone is
 * told of a policy only: whoever has that may be let in elsewhere.
 */
export function operatorOf({ identity, tells = () => true, runsTasks = () => false, ...parts }: OperatorParts): Operator | undefined {
  const attachments = parts.attachments.filter(({ created }) => created === 'yes');
  const statements = attachments.filter(tells).flatMap(execStatements);
  const grants = statements.filter(({ statement }) => statement.effect === 'Allow');
  const denials = statements.filter(({ statement }) => statement.effect === 'Deny');
  const named = grants.some((each) => each.named);
  const concerns = grants.length > 0 || !parts.whole && denials.some((each) => each.named);
  if (!concerns || attachments.some(({ policy }) => isAdministrators(policy))) {
    return undefined;
  }
  const ofTasks = runsTasks();
  const memory = new Memory();
  const own = { ...parts, meant: named && !ofTasks, grants, denials };
  return ofTasks && !named ? undefined : { ...own, identityFor: identitiesOf(identity()), once: (key, make) => memory.once(key, make) };
}

/** Most statements are about other actions. */
function identitiesOf({ policies, boundary }: Identity): Operator['identityFor'] {
  const byAction = new Map<string, Identity>();
  return (action) => {
    const about = (policy: Policy) => ({ ...policy, statements: policy.statements.filter((statement) => mayConcern(statement, action)) });
    const speaks = ({ statements }: Policy) => statements.length > 0;
    const known = byAction.get(action) ?? { policies: policies.map(about).filter(speaks), boundary: boundary && about(boundary) };
    byAction.set(action, known);
    return known;
  };
}

/** Where the statement is written that decides. */
export function placeOf({ attachments }: Operator, { decidedBy }: Decision, element?: string): Property | undefined {
  const attachment = decidedBy && attachments.find(({ policy }) => policy.name === decidedBy.policy);
  return attachment && statementAt(attachment, decidedBy.statement, element);
}
