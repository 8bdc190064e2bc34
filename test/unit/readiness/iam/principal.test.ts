import { Caller, parsePolicy } from '../../../../src/readiness/private/iam';
import { matchPrincipals, PrincipalMatch } from '../../../../src/readiness/private/iam/principal';
import { hole } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const P = hole('unknown', 'AWS::Partition');
const A = hole('unknown', 'AWS::AccountId');
const R = hole('unknown', 'AWS::Region');
const ROLE: Caller = { arn: 'arn:aws:iam::123456789012:role/path/Task' };
const OWN_ROLE: Caller = { arn: `arn:${P}:iam::${A}:role/${hole('generated', 'TaskRole')}` };
const OPAQUE_ROLE: Caller = { arn: hole('unknown', 'RoleArn') };

const DIRECTLY: PrincipalMatch = { directly: 'yes', byAccount: 'no' };
const BY_ACCOUNT: PrincipalMatch = { directly: 'no', byAccount: 'yes' };
const NO: PrincipalMatch = { directly: 'no', byAccount: 'no' };
const UNKNOWN: PrincipalMatch = { directly: 'unknown', byAccount: 'unknown' };
const MAYBE: PrincipalMatch = { directly: 'unknown', byAccount: 'no' };
const MAYBE_ACCOUNT: PrincipalMatch = { directly: 'no', byAccount: 'unknown' };

function match(principal: unknown, caller: Caller, element = 'Principal'): PrincipalMatch {
  return matchPrincipals(parsePolicy({ Statement: { Effect: 'Allow', [element]: principal, Action: '*' } }).statements[0].principals!, caller);
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
describe('a role', () => {
  test.each<[string, unknown, PrincipalMatch]>([
    ['everyone', '*', DIRECTLY],
    ['everyone of AWS', { AWS: '*' }, DIRECTLY],
    ['its ARN', { AWS: 'arn:aws:iam::123456789012:role/path/Task' }, DIRECTLY],
    ['its ARN among others', { AWS: ['arn:aws:iam::1:role/X', 'arn:aws:iam::123456789012:role/path/Task'] }, DIRECTLY],
    ['another role', { AWS: 'arn:aws:iam::123456789012:role/Task' }, NO],
    ['its account', { AWS: '123456789012' }, BY_ACCOUNT],
    ['the root of its account', { AWS: 'arn:aws:iam::123456789012:root' }, BY_ACCOUNT],
    ['another account', { AWS: ['210987654321', 'arn:aws:iam::210987654321:root'] }, NO],
    ['an account known later', { AWS: `arn:aws:iam::${A}:root` }, MAYBE_ACCOUNT],
    ['one of its sessions', { AWS: 'arn:aws:sts::123456789012:assumed-role/Task/session' }, MAYBE],
    ['the session of another role', { AWS: 'arn:aws:sts::123456789012:assumed-role/Other/session' }, NO],
    ['a unique id', { AWS: 'AROAEXAMPLEID1234567' }, UNKNOWN],
    ['a name with a wildcard', { AWS: 'arn:aws:iam::123456789012:role/*' }, UNKNOWN],
    ['a parameter', { AWS: hole('unknown', 'Principal') }, UNKNOWN],
    ['something not known', new Unknown('a parameter'), UNKNOWN],
    ['something odd', { Robot: 'x' }, UNKNOWN],
    ['something that is no principal', 'arn:aws:iam::123456789012:role/path/Task', UNKNOWN],
    ['nobody', {}, UNKNOWN],
    ['a service', { Service: 'ecs-tasks.amazonaws.com' }, NO],
    ['an identity provider', { Federated: 'cognito-identity.amazonaws.com' }, NO],
    ['a canonical user', { CanonicalUser: '79a5' }, MAYBE_ACCOUNT],
  ])('is judged where %s is named', (_, principal, expected) => {
    expect(match(principal, ROLE)).toEqual(expected);
  });

  test('of this template is its own ARN, and of this account', () => {
    expect(match({ AWS: `arn:${P}:iam::${A}:role/${hole('generated', 'TaskRole')}` }, OWN_ROLE)).toEqual(DIRECTLY);
    expect(match({ AWS: `arn:${P}:iam::${A}:root` }, OWN_ROLE)).toEqual(BY_ACCOUNT);
    expect(match({ AWS: A }, OWN_ROLE)).toEqual(BY_ACCOUNT);
    expect(match({ AWS: `arn:${P}:iam::${A}:role/${hole('generated', 'OtherRole')}` }, OWN_ROLE)).toEqual(NO);
    expect(match({ AWS: '123456789012' }, OWN_ROLE)).toEqual(MAYBE_ACCOUNT);
  });

  test('whose ARN is not known may be of any account', () => {
    expect(match({ AWS: hole('unknown', 'RoleArn') }, OPAQUE_ROLE)).toEqual(DIRECTLY);
    expect(match({ AWS: hole('unknown', 'Other') }, OPAQUE_ROLE)).toEqual(UNKNOWN);
    expect(match({ AWS: '123456789012' }, OPAQUE_ROLE)).toEqual({ directly: 'unknown', byAccount: 'unknown' });
    expect(match({ AWS: 'arn:aws:iam::1:role/X' }, OPAQUE_ROLE)).toEqual(MAYBE);
    for (const odd of ['x123456789012', '123456789012x', 'arn:aws:iam::1:rooted']) {
      expect(match({ AWS: odd }, OPAQUE_ROLE)).toEqual(MAYBE);
    }
    expect(match({ AWS: 'arn:aws:iam::1:root' }, { arn: hole('generated', 'RoleArn') })).toEqual(MAYBE_ACCOUNT);
  });

  test('is excepted only where it is not named at all', () => {
    expect(match({ AWS: 'arn:aws:iam::123456789012:role/Other' }, ROLE, 'NotPrincipal')).toEqual(DIRECTLY);
    expect(match({ AWS: 'arn:aws:iam::123456789012:role/path/Task' }, ROLE, 'NotPrincipal')).toEqual(MAYBE);
    expect(match({ AWS: '123456789012' }, ROLE, 'NotPrincipal')).toEqual(MAYBE);
  });
});

describe('a service', () => {
  test.each<[string, unknown, string, PrincipalMatch]>([
    ['its name', { Service: 'ecs-tasks.amazonaws.com' }, 'ecs-tasks.amazonaws.com', DIRECTLY],
    ['its name among others', { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] }, 'ecs-tasks.amazonaws.com', DIRECTLY],
    ['another service', { Service: 'ecs.amazonaws.com' }, 'ecs-tasks.amazonaws.com', NO],
    ['a longer name', { Service: 'ecs-tasks.amazonaws.com.example.com' }, 'ecs.amazonaws.com', NO],
    ['its name in another partition', { Service: 'ec2.amazonaws.com.cn' }, 'ec2.amazonaws.com', MAYBE],
    ['its name in this region', { Service: `logs.${R}.amazonaws.com` }, `logs.${R}.amazonaws.com`, DIRECTLY],
    ['its name in some region', { Service: 'logs.eu-west-1.amazonaws.com' }, `logs.${R}.amazonaws.com`, MAYBE],
    ['its name in another region', { Service: 'logs.eu-west-1.amazonaws.com' }, 'logs.us-east-1.amazonaws.com', NO],
    ['its name in a region', { Service: 'logs.us-east-1.amazonaws.com' }, 'logs.amazonaws.com', MAYBE],
    ['its name in this region of another partition', { Service: 'logs.cn-north-1.amazonaws.com.cn' }, 'logs.cn-north-1.amazonaws.com', MAYBE],
    ['its name without a region', { Service: 'logs.amazonaws.com' }, 'logs.us-east-1.amazonaws.com', MAYBE],
    ['its name with a wildcard', { Service: 'logs.*.amazonaws.com' }, 'logs.us-east-1.amazonaws.com', MAYBE],
    ['a parameter', { Service: hole('unknown', 'Service') }, 'ecs-tasks.amazonaws.com', MAYBE],
    ['everyone', '*', 'ecs-tasks.amazonaws.com', MAYBE],
    ['an account', { AWS: '123456789012' }, 'ecs-tasks.amazonaws.com', NO],
  ])('is judged where %s is named', (_, principal, service, expected) => {
    expect(match(principal, { service })).toEqual(expected);
  });

  test('is excepted by its name', () => {
    expect(match({ Service: 'ecs-tasks.amazonaws.com' }, { service: 'ecs-tasks.amazonaws.com' }, 'NotPrincipal')).toEqual(NO);
    expect(match({ Service: 'ec2.amazonaws.com' }, { service: 'ecs-tasks.amazonaws.com' }, 'NotPrincipal')).toEqual(DIRECTLY);
  });
});
