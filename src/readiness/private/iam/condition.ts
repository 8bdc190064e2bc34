import { Context, ContextEntry, contextHole, entryOf } from './context';
import { Operator, OPERATORS } from './operators';
import { Variables } from './variables';
import { allOf, Answer, anyOf, not } from '../model/answer';
import { hole, Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** A text of a policy, or why it is not known. */
export type Part = Text | Unknown;

/** One key of one operator of a `Condition` block. */
export interface Condition {
  readonly operator: string;
  readonly key: Text;
  readonly values: readonly Part[];
}

/** How an operator treats several values, and none. */
interface Manner {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Whether a condition holds for a request. */
export function holds(condition: Condition, context: Context, variables: Variables): Answer {
  const entry = entryOf(context, condition.key);
  if (condition.operator === 'Null') {
    return isNull(condition.values, entry);
  }
  const [, set, name = '', ifExists] = OPERATOR.exec(condition.operator) ?? [];
  const operator = OPERATORS.get(name);
  if (operator === undefined || condition.values.length === 0) {
    return 'unknown';
  }
  const manner = { set, ifExists: ifExists !== undefined } as Manner;
  const compare = (values: readonly Text[]) => compareAll(operator, manner, condition.values, values, variables);
  if (entry instanceof Unknown) {
    return agreed([withoutKey(operator, manner), compare([hole('unknown', contextHole(condition.key))])]);
  }
  return entry === 'absent' || entry.length === 0 ? withoutKey(operator, manner) : compare(entry);
}

function compareAll(operator: Operator, manner: Manner, patterns: readonly Part[], values: readonly Text[], variables: Variables): Answer {
  const answers = values.map((value) => {
    const equal = anyOf(patterns.map((pattern) => pattern instanceof Unknown ? 'unknown' : operator.compare(pattern, value, variables)));
    return operator.negated ? not(equal) : equal;
  });
  switch (manner.set) {
    case 'ForAllValues':
      return allOf(answers);
    case 'ForAnyValue':
      return anyOf(answers);
    default:
      // without a set prefix AWS does not say which of several values counts
      return agreed(answers);
  }
}

/** What an operator says where the request does not carry the key. */
function withoutKey(operator: Operator, manner: Manner): Answer {
  if (manner.ifExists || manner.set === 'ForAllValues') {
    return 'yes';
  }
  return manner.set === undefined && operator.negated ? 'yes' : 'no';
}

/** `Null` with `true` holds where the key is absent, with `false` where it is present. */
function isNull(values: readonly Part[], entry: ContextEntry): Answer {
  const absent: Answer = entry instanceof Unknown ? 'unknown' : entry === 'absent' || entry.length === 0 ? 'yes' : 'no';
  return values.length === 0 ? 'unknown' : anyOf(values.map((value) => {
    switch (value instanceof Unknown ? undefined : value.toLowerCase()) {
      case 'true':
        return absent;
      case 'false':
        return not(absent);
      default:
        return 'unknown';
    }
  }));
}

/** The answer that all give, or unknown. */
function agreed(answers: readonly Answer[]): Answer {
  return answers.every((answer) => answer === answers[0]) ? answers[0] : 'unknown';
}
