import { contextOf } from '../../../../src/readiness/private/iam';
import { matchTokens } from '../../../../src/readiness/private/iam/match';
import { tokensOf } from '../../../../src/readiness/private/iam/tokens';
import { patternTokens, Variables } from '../../../../src/readiness/private/iam/variables';
import { Answer } from '../../../../src/readiness/private/model/answer';
import { hole, Text } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const TEAM = hole('unknown', 'Team');
const CONTEXT = contextOf({
  'aws:username': 'jane',
  'aws:PrincipalTag/team': TEAM,
  'aws:PrincipalTag/odd': 'a*',
  'aws:PrincipalTag/none': 'absent',
  'aws:TagKeys': ['a', 'b'],
});

function match(pattern: Text, value: Text, variables: Variables = CONTEXT): Answer {
  return matchTokens(patternTokens(pattern, variables, { wildcards: true }), tokensOf(value));
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
test.each<[string, Text, Text, Answer]>([
  ['takes the value of the request', 'home/${aws:username}/*', 'home/jane/x', 'yes'],
  ['ignores the case of the key', 'home/${AWS:UserName}', 'home/jane', 'yes'],
  ['does not match another value', 'home/${aws:username}/*', 'home/joe/x', 'no'],
  ['takes a value with a hole', 'home/${aws:PrincipalTag/team}', `home/${TEAM}`, 'yes'],
  ['takes a wildcard in a value for a character', '${aws:PrincipalTag/odd}', 'ab', 'no'],
  ['takes a wildcard in a value for a character', '${aws:PrincipalTag/odd}', 'a*', 'yes'],
  ['uses the default without a value', '${aws:PrincipalTag/none, \'all\'}', 'all', 'yes'],
  ['does not use the default with a value', '${aws:username, \'all\'}', 'all', 'no'],
  ['is unknown without value and default', 'home/${aws:PrincipalTag/none}', 'home/x', 'unknown'],
  ['is unknown for a key of which nothing is known', 'home/${aws:userid, \'x\'}', 'home/x', 'unknown'],
  ['is unknown with several values', '${aws:TagKeys}', 'a', 'unknown'],
  ['is unknown where it makes no sense', '${a \'b}', 'a', 'unknown'],
  ['still rules out what is written beside it', 'home/${aws:userid}', 'away/x', 'no'],
  ['can be an asterisk', 'a${*}', 'a*', 'yes'],
  ['can be an asterisk', 'a${*}', 'ab', 'no'],
  ['can be a question mark', 'a${?}', 'a?', 'yes'],
  ['can be a dollar sign', 'a${$}{x}', 'a${x}', 'yes'],
  ['is none without an end', 'a${aws:username', 'a${aws:username', 'yes'],
])('a variable %s (%p on %p)', (_, pattern, value, answer) => {
  expect(match(pattern, value)).toBe(answer);
});

test('a policy of the old version has no variables', () => {
  const pattern = patternTokens('${aws:username}', undefined, { wildcards: true });
  expect(matchTokens(pattern, tokensOf('jane'))).toBe('no');
  expect(matchTokens(pattern, tokensOf('${aws:username}'))).toBe('yes');
});

test('a policy of an unknown version may have variables', () => {
  const version = new Unknown('a parameter');
  expect(match('${aws:username}', 'jane', version)).toBe('unknown');
  expect(match('jane', 'jane', version)).toBe('yes');
});
