import { Part, holds } from './condition';
import { matchPattern } from './match';
import { Policy, Selection, Statement, variablesOf } from './policy';
import { matchPrincipals, PrincipalMatch } from './principal';
import { contextOfRequest, Request } from './request';
import { matchValue, Variables } from './variables';
import { allOf, Answer, anyOf, not } from '../model/answer';
import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What a policy is attached to, which decides what its statements name. */
export type Place = 'identity' | 'resource' | 'endpoint' | 'trust';

const NOBODY: PrincipalMatch = { directly: 'no', byAccount: 'no' };

/** Whether a statement is about a request. Nothing is said here of what it does then. */
export function reachOf(statement: Statement, policy: Policy, place: Place, request: Request): PrincipalMatch {
  const action = selects(statement.actions, (pattern) => matchAction(pattern, request.action));
  const rest = action === 'no' ? 'no' : allOf([action, reachesCall(statement, policy, place, request)]);
  if (rest === 'no') {
    return NOBODY;
  }
  const principals = reachesCaller(statement, place, request);
  return rest === 'yes' ? principals : { directly: allOf([principals.directly, rest]), byAccount: allOf([principals.byAccount, rest]) };
}

/** Whether a statement about the action of a request is about all else that is said of it, other than who makes it. */
function reachesCall(statement: Statement, policy: Policy, place: Place, request: Request): Answer {
  const context = contextOfRequest(request);
  const variables = variablesOf(policy, context);
  const resource = reachesResource(statement, place, request, variables);
  return resource === 'no' || statement.conditions.length === 0 ? resource : allOf([
    resource, ...statement.conditions.map((condition) => condition instanceof Unknown ? 'unknown' : holds(condition, context, variables)),
  ]);
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
  const { resource } = request;
  return selects(statement.resources, (pattern) => matchValue(pattern, resource, variables, { wildcards: true }));
}

function matchAction(pattern: Text, action: string): Answer {
  const answer = matchPattern(pattern, action, { ignoreCase: true });
  // AWS takes no wildcard in the name of a service, except for all of them
  const isOdd = answer === 'yes' && pattern !== '*' && pattern !== '*:*' && /^[^:]*[*?]/.test(pattern);
  return isOdd ? 'unknown' : answer;
}

function selects(selection: Selection<Part>, matches: (item: Text) => Answer): Answer {
  let answer: Answer = 'no';
  for (let index = 0; index < selection.items.length && answer !== 'yes'; index++) {
    const item = selection.items[index];
    const match = item instanceof Unknown ? 'unknown' : matches(item);
    answer = match === 'no' ? answer : match;
  }
  return selection.not ? not(answer) : answer;
}
