import { matchTokens, sameText } from './match';
import { PrincipalName, Selection } from './policy';
import { splitText, tokensOf } from './tokens';
import { Answer, anyOf, not } from '../model/answer';
import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** Who makes a request: a role or user, or a service of AWS. */
export type Caller = { readonly arn: Text } | { readonly service: Text };

/** Whether a `Principal` element means a caller itself, and whether it means the account that the caller belongs to. */
export interface PrincipalMatch {
  readonly directly: Answer;
  readonly byAccount: Answer;
}

/** Ids such as AROA…, which AWS gives to roles and users. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

const EITHER: PrincipalMatch = { directly: 'unknown', byAccount: 'unknown' };
const NEITHER: PrincipalMatch = { directly: 'no', byAccount: 'no' };
const EVERYONE: PrincipalMatch = { directly: 'yes', byAccount: 'no' };

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function matchPrincipals(selection: Selection<PrincipalName | Unknown>, caller: Caller): PrincipalMatch {
  const matches = selection.items.map((item) => item instanceof Unknown ? EITHER : matchName(item, caller));
  const [directly, byAccount] = [anyOf(matches.map((match) => match.directly)), anyOf(matches.map((match) => match.byAccount))];
  if (!selection.not) {
    return { directly, byAccount };
  }
  const named = anyOf([directly, byAccount]);
  // a role is only excepted together with its session and its account
  return { directly: 'service' in caller || named === 'no' ? not(named) : 'unknown', byAccount: 'no' };
}

function matchName(principal: PrincipalName, caller: Caller): PrincipalMatch {
  if ('service' in caller) {
    return { directly: matchServiceCaller(principal, caller.service), byAccount: 'no' };
  }
  switch (principal.type) {
    case 'AWS':
      return matchAccountCaller(principal.name, caller.arn);
    case 'CanonicalUser':
      return { directly: 'no', byAccount: 'unknown' };
    default:
      return NEITHER;
  }
}

function matchAccountCaller(name: Text, arn: Text): PrincipalMatch {
  if (name === '*') {
    return EVERYONE;
  }
  if (/[*?]/.test(name) || UNIQUE_ID.test(name)) {
    return EITHER;
  }
  const itself = sameText(name, arn);
  const [scheme, partition, , , account, resource, ...rest] = splitText(arn, ':');
  if (resource === undefined || rest.length > 0) {
    return { directly: itself, byAccount: itself !== 'yes' && mayBeAccount(name) ? 'unknown' : 'no' };
  }
  const root = [scheme, partition, 'iam', '', account, 'root'].join(':');
  const session = [scheme, partition, 'sts', '', account, `assumed-role/${splitText(resource, '/').at(-1)}/`].join(':');
  const byAccount = splitText(name, ':').length > 1 ? sameText(name, root) : anyOf([sameText(name, account), sameText(name, root)]);
  if (byAccount === 'yes') {
    return { directly: 'no', byAccount };
  }
  const isSession = matchTokens([...tokensOf(session), { kind: 'many' }], tokensOf(name));
  return { directly: itself === 'no' && isSession !== 'no' ? 'unknown' : itself, byAccount };
}

function mayBeAccount(name: Text): boolean {
  return /^\d{12}$|:root$/.test(name) || tokensOf(name).at(-1)?.kind === 'unknown';
}

function matchServiceCaller(principal: PrincipalName, service: Text): Answer {
  if (principal.type !== 'Service') {
    // whether everyone includes the services of AWS depends on what is asked
    return principal.name === '*' ? 'unknown' : 'no';
  }
  const same = /[*?]/.test(principal.name) ? 'unknown' : sameText(principal.name, service);
  return same === 'no' && isVariant(principal.name, service) ? 'unknown' : same;
}

/** Whether two names are of one service: `logs.amazonaws.com` and `logs.eu-west-1.amazonaws.com.cn`, but not names of two regions. */
function isVariant(name: Text, other: Text): boolean {
  const [[label, region], [otherLabel, otherRegion]] = [splitText(name, '.'), splitText(other, '.')];
  const isRegional = region !== 'amazonaws' && otherRegion !== 'amazonaws';
  return label === otherLabel && !(isRegional && sameText(region, otherRegion) === 'no');
}
