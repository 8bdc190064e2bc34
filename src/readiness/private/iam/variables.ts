import { Context, contextHole, entryOf } from './context';
import { matchPattern, matchTokens } from './match';
import { Reading, Token, tokensOf } from './tokens';
import { Answer } from '../model/answer';
import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** Where policy variables take their values from; nothing where the version of the policy has no variables. */
export type Variables = Context | Unknown | undefined;

/** `${key}`, `${key, 'default'}`, or a special character such as `${*}`. */
const VARIABLE = /\$\{([^}]*)\}/g;
const SPECIAL = new Set(['*', '?', '$']);
const NAME_AND_DEFAULT = /^([^\s,']+)(?:\s*,\s*'([^']*)')?$/;

/**
 * The tokens of a pattern whose variables are replaced.
 *
 * Wildcards in the value of a variable are ordinary characters. A variable without a value may make AWS pass over the whole statement, so that it
 * stays unknown here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function patternTokens(text: Text, variables: Variables, reading: Reading): Token[] {
  if (!hasVariables(text, variables)) {
    return tokensOf(text, reading);
  }
  if (variables instanceof Unknown) {
    return [{ kind: 'unknown', id: `variables of ${text}` }];
  }
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    tokens.push(...tokensOf(text.slice(end, match.index), reading), ...variableTokens(match[1].trim(), variables, reading));
    end = match.index + match[0].length;
  }
  return tokens.concat(tokensOf(text.slice(end), reading));
}

/** Whether a value matches a pattern once its variables are replaced. */
export function matchValue(pattern: Text, value: Text, variables: Variables, { wildcards = false, ignoreCase }: Reading): Answer {
  return hasVariables(pattern, variables)
    ? matchTokens(patternTokens(pattern, variables, { wildcards, ignoreCase }), tokensOf(value, { ignoreCase }))
    : matchPattern(pattern, value, { wildcards, ignoreCase });
}

/** Whether something in a pattern may be replaced. */
export function hasVariables(text: Text, variables: Variables): variables is Context | Unknown {
  return variables !== undefined && text.includes('${');
}

function variableTokens(variable: string, context: Context, reading: Reading): Token[] {
  const literal = (text: Text) => tokensOf(text, { ignoreCase: reading.ignoreCase });
  if (SPECIAL.has(variable)) {
    return literal(variable);
  }
  const [, key = variable, standIn] = NAME_AND_DEFAULT.exec(variable) ?? [];
  const entry = entryOf(context, key);
  if (entry === 'absent' && standIn !== undefined) {
    return literal(standIn);
  }
  return Array.isArray(entry) && entry.length === 1 ? literal(entry[0]) : [{ kind: 'unknown', id: contextHole(key) }];
}
