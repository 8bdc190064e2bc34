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
  /** One sentence for people, without its full stop. It is put together when it is read, which of most decisions it is not. */
  readonly because: string;
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
  reach: (statement: Statement, attached: Attached) => Answer,
  otherwise: () => string,
): Decision {
  let open: Decision | undefined;
  for (let place = 0; place < attachments.length; place++) {
    const attached = attachments[place];
    const { statements } = attached.policy;
    for (let index = 0; index < statements.length; index++) {
      const statement = statements[index];
      if (statement.effect === effect || typeof statement.effect !== 'string') {
        const reached = reach(statement, attached);
        if (reached === 'yes' && statement.effect === effect) {
          return decision('yes', attached.policy, statement, effect);
        }
        open ??= reached === 'no' ? undefined : decision('unknown', attached.policy, statement, effect);
      }
    }
  }
  return open ?? { answer: 'no', get because() { return otherwise(); } };
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
  return {
    answer,
    decidedBy: { policy: policy.name, statement: statement.index, sid: statement.sid, effect },
    get because() {
      const told = `statement ${statement.index + 1}${statement.sid === undefined ? '' : ` (${statement.sid})`} of ${policy.name} ${effect === 'Allow' ? 'allows' : 'denies'} it`;
      return answer === 'yes' ? told : `cannot tell whether ${told}: ${doubtAbout(statement)}`;
    },
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
