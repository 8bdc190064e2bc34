import { says } from './_judge';
import { att, ref } from './_ready';
import { saysOfReady, session, SESSION } from './_session';
import { batchJob, parameters } from './_task';
import { SessionKeyPresent } from '../../../../src/readiness/private/rules/session-key-present';

describe('SessionKeyPresent', () => {
  test('is silent where there is a key, or may be one', () => {
    const perhaps = { KmsKeyId: { 'Fn::If': ['Audited', att('Key', 'Arn'), ref('AWS::NoValue')] } };
    const Conditions = { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
    expect(saysOfReady(SessionKeyPresent)).toEqual([]);
    expect(says(SessionKeyPresent, { ...session(perhaps), Conditions, Parameters: parameters('Stage') as never })).toEqual([]);
    expect(says(SessionKeyPresent, { ...session({ KmsKeyId: ref('Key') }) })).toEqual([]);
  });

  test('mentions that there is none', () => {
    expect(says(SessionKeyPresent, session({ Logging: 'NONE' }))).toEqual([`info ${SESSION}.KmsKeyId`]);
    expect(says(SessionKeyPresent, session(undefined))).toEqual([`info ${SESSION}.KmsKeyId`]);
  });

  test('is silent about a cluster that is not at hand', () => {
    expect(says(SessionKeyPresent, batchJob({}))).toEqual([]);
  });
});
