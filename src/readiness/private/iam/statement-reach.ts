import { Part, holds } from './condition';
import { matchPattern, matchTokens } from './match';
import { Policy, Selection, Statement, variablesOf } from './policy';
import { matchPrincipals, PrincipalMatch } from './principal';
import { contextOfRequest, Request } from './request';
import { tokensOf } from './tokens';
import { patternTokens, Variables } from './variables';
import { allOf, Answer, anyOf, not } from '../model/answer';
import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What a policy is attached to, which decides what its statements name. */
export type Place = 'identity' | 'resource' | 'endpoint' | 'trust';

const NOBODY: PrincipalMatch = { directly: 'no', byAccount: 'no' };

/** Whether a statement is about a request. Nothing is said here of what it does then. */
export function reachOf(statement: Statement, policy: Policy, place: Place, request: Request): PrincipalMatch {
  const rest = allOf(answersOf(statement, policy, place, request));
  const principals = rest === 'no' ? NOBODY : reachesCaller(statement, place, request);
  return { directly: allOf([principals.directly, rest]), byAccount: allOf([principals.byAccount, rest]) };
}

/** One by one, so that the first no is the last thing looked at. */
function* answersOf(statement: Statement, policy: Policy, place: Place, request: Request): Generator<Answer> {
  yield selects(statement.actions, (pattern) => matchAction(pattern, request.action));
  const context = contextOfRequest(request);
  const variables = variablesOf(policy, context);
  yield reachesResource(statement, place, request, variables);
  for (const condition of statement.conditions) {
    yield condition instanceof Unknown ? 'unknown' : holds(condition, context, variables);
  }
}

function reachesCaller(statement: Statement, place: Place, request: Request): PrincipalMatch {
  if (place === 'identity') {
    return { directly: statement.principals === undefined ? 'yes' : 'unknown', byAccount: 'no' };
  }
  if (statement.principals === undefined || request.caller === undefined) {
    return { directly: 'unknown', byAccount: 'unknown' };
  }
  const match = matchPrincipals(statement.principals, request.caller);
  // the policy of a gateway endpoint takes an account for its root user only, that of an interface endpoint for everyone in it
  return place === 'endpoint' && match.byAccount !== 'no' ? { directly: anyOf([match.directly, 'unknown']), byAccount: 'no' } : match;
}

function reachesResource(statement: Statement, place: Place, request: Request, variables: Variables): Answer {
  if (statement.resources === undefined || request.resource === undefined) {
    return place === 'trust' && statement.resources === undefined ? 'yes' : 'unknown';
  }
  const value = tokensOf(request.resource);
  return selects(statement.resources, (pattern) => matchTokens(patternTokens(pattern, variables, { wildcards: true }), value));
}

function matchAction(pattern: Text, action: string): Answer {
  const answer = matchPattern(pattern, action, { ignoreCase: true });
  // AWS takes no wildcard in the name of a service, except for all of them
  const isOdd = /^[^:]*[*?]/.test(pattern) && pattern !== '*' && pattern !== '*:*';
  return isOdd && answer === 'yes' ? 'unknown' : answer;
}

function selects(selection: Selection<Part>, matches: (item: Text) => Answer): Answer {
  const answer = anyOf(selection.items.map((item) => item instanceof Unknown ? 'unknown' : matches(item)));
  return selection.not ? not(answer) : answer;
}
