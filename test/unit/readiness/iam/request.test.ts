import { entryOf } from '../../../../src/readiness/private/iam/context';
import { Caller } from '../../../../src/readiness/private/iam/principal';
import { contextOfRequest } from '../../../../src/readiness/private/iam/request';
import { hole } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const ROLE: Caller = { arn: 'arn:aws:iam::123456789012:role/Task' };
const USER: Caller = { arn: 'arn:aws:iam::123456789012:user/jane' };
const OPAQUE: Caller = { arn: hole('unknown', 'RoleArn') };
const SERVICE: Caller = { service: 'logs.amazonaws.com' };
const UNKNOWN = expect.any(Unknown) as unknown;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
describe('a request', () => {
  test.each<[string, string, Caller, unknown]>([
    ['a role', 'aws:SecureTransport', ROLE, ['true']],
    ['a role', 'aws:PrincipalArn', ROLE, ['arn:aws:iam::123456789012:role/Task']],
    ['a role', 'aws:PrincipalAccount', ROLE, ['123456789012']],
    ['a role', 'kms:CallerAccount', ROLE, ['123456789012']],
    ['a role', 'aws:PrincipalType', ROLE, ['AssumedRole']],
    ['a role', 'aws:username', ROLE, 'absent'],
    ['a role', 'aws:PrincipalIsAWSService', ROLE, ['false']],
    ['a role', 'aws:PrincipalServiceName', ROLE, 'absent'],
    ['a user', 'aws:PrincipalType', USER, UNKNOWN],
    ['a user', 'aws:username', USER, UNKNOWN],
    ['someone whose ARN is not known', 'aws:PrincipalAccount', OPAQUE, UNKNOWN],
    ['someone whose ARN is not known', 'aws:PrincipalType', OPAQUE, UNKNOWN],
    ['a service', 'aws:PrincipalIsAWSService', SERVICE, ['true']],
    ['a service', 'aws:PrincipalServiceName', SERVICE, ['logs.amazonaws.com']],
    ['a service', 'aws:PrincipalArn', SERVICE, 'absent'],
    ['a service', 'kms:CallerAccount', SERVICE, UNKNOWN],
    ['a service', 'aws:PrincipalAccount', SERVICE, UNKNOWN],
  ])('of %s says what is known of %s', (_, key, caller, expected) => {
    expect(entryOf(contextOfRequest({ action: 'a:b', caller }), key)).toEqual(expected);
  });

  test('of nobody in particular says only what holds for all', () => {
    const context = contextOfRequest({ action: 'a:b' });
    expect(entryOf(context, 'aws:SecureTransport')).toEqual(['true']);
    expect(entryOf(context, 'aws:PrincipalArn')).toEqual(UNKNOWN);
  });
});
