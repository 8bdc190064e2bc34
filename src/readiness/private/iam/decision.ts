import { Policy, Statement } from './policy';
import { Answer } from '../model/answer';
import { Unknown } from '../model/unknown';

export interface DecidedBy {
  readonly policy: string;
  /** The place of the statement in its policy, from 0. */
  readonly statement: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
}

export interface Decision {
  readonly answer: Answer;
  /** The statement that decides, or that leaves the answer open. */
  readonly decidedBy?: DecidedBy;
  /** One sentence for people, without its full stop. */
  readonly because: string;
}

/** A policy and where it is attached matter alike to a search for the statement that decides. */
export interface Candidate<Attached extends { readonly policy: Policy }> {
  readonly attached: Attached;
  readonly statement: Statement;
}

/**
 * What the statements of one effect say together: the answer of the one that says it most clearly.
 *
 * @param reach whether a statement is about the request
 * @param otherwise why the answer is no where none is
 */
export function strongest<Attached extends { readonly policy: Policy }>(
  attachments: readonly Attached[],
  effect: 'Allow' | 'Deny',
  reach: (candidate: Candidate<Attached>) => Answer,
  otherwise: string,
): Decision {
  let open: Decision | undefined;
  for (const attached of attachments) {
    for (const statement of attached.policy.statements) {
      if (statement.effect === effect || statement.effect instanceof Unknown) {
        const reached = reach({ attached, statement });
        if (reached === 'yes' && statement.effect === effect) {
          return decision('yes', attached.policy, statement, effect);
        }
        open ??= reached === 'no' ? undefined : decision('unknown', attached.policy, statement, effect);
      }
    }
  }
  return open ?? { answer: 'no', because: otherwise };
}

/** Yes if both are: the decision that stands in the way, or the second. */
export function both(first: Decision, second: Decision): Decision {
  return [first, second].find((one) => one.answer === 'no') ?? (first.answer === 'unknown' ? first : second);
}

/** Yes if one is: the decision that gives way, or the second. */
export function either(first: Decision, second: Decision): Decision {
  return [first, second].find((one) => one.answer === 'yes') ?? (first.answer === 'unknown' ? first : second);
}

/** The same decision, but for certain neither yes nor no. */
export function leftOpen(one: Decision): Decision {
  return { ...one, answer: 'unknown' };
}

function decision(answer: 'yes' | 'unknown', policy: Policy, statement: Statement, effect: 'Allow' | 'Deny'): Decision {
  const name = `statement ${statement.index + 1}${statement.sid === undefined ? '' : ` (${statement.sid})`} of ${policy.name}`;
  const verb = effect === 'Allow' ? 'allows' : 'denies';
  return {
    answer,
    decidedBy: { policy: policy.name, statement: statement.index, sid: statement.sid, effect },
    because: answer === 'yes' ? `${name} ${verb} it` : `cannot tell whether ${name} ${verb} it: ${doubtAbout(statement)}`,
  };
}

function doubtAbout(statement: Statement): string {
  const parts = [
    statement.effect,
    ...statement.actions.items,
    ...statement.principals?.items ?? [],
    ...statement.resources?.items ?? [],
    ...statement.conditions.flatMap((condition) => condition instanceof Unknown ? [condition] : condition.values),
  ];
  return parts.find((part) => part instanceof Unknown)?.reason ?? 'it depends on what is known only at deployment or at the call';
}
