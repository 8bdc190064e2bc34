import { matchTokens, startsAlike } from './match';
import { sameToken, splitText, splitTokens, Token, tokensOf } from './tokens';
import { hasVariables, patternTokens, Variables } from './variables';
import { allOf, Answer } from '../model/answer';
import { Text } from '../model/text';

/** An ARN has six parts; the last may hold colons. */
const PARTS = 6;

/**
 * Whether an ARN matches a pattern as the condition operators for ARNs compare: part by part, a wildcard stays within its part.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchArn(pattern: Text, value: Text, variables: Variables): Answer {
  return !hasVariables(pattern, variables) && isAlike(pattern, value) ? 'yes'
    : matchArnTokens(patternTokens(pattern, variables, { wildcards: true }), tokensOf(value));
}

/** Most ARNs that match do so as they are written: with nothing but a star behind what they share. */
function isAlike(pattern: Text, value: Text): boolean {
  return startsAlike(pattern, value) && splitText(pattern, ':').length >= PARTS;
}

function matchArnTokens(pattern: readonly Token[], value: readonly Token[]): Answer {
  if (pattern.length === value.length && pattern.every((token, index) => sameToken(token, value[index]))) {
    return 'yes';
  }
  const patterns = splitTokens(pattern, ':', PARTS);
  const values = splitTokens(value, ':', PARTS);
  if (patterns.length < PARTS || values.length < PARTS) {
    return unlessImpossible(pattern, value);
  }
  const answer = allOf(patterns.map((part, index) => matchTokens(part, values[index])));
  // an unknown hole of the pattern may hold several parts
  return answer === 'no' && pattern.some((token) => token.kind === 'unknown') ? unlessImpossible(pattern, value) : answer;
}

function unlessImpossible(pattern: readonly Token[], value: readonly Token[]): Answer {
  return matchTokens(pattern, value) === 'no' ? 'no' : 'unknown';
}
