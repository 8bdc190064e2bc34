import { changed, says } from './_judge';
import { att, publicFargate, ref } from './_ready';
import { causes, saysOfReady, session, SESSION } from './_session';
import { parameters } from './_task';
import { SessionKeyFit } from '../../../../src/readiness/private/rules/session-key-fit';

const KEY = `${SESSION}.KmsKeyId`;
const made = (key: object) => ({
  ...changed(publicFargate, ({ Key }) => { Object.assign(Key.Properties, key); }),
  Parameters: parameters('Enabled', 'Spec') as never,
});
const named = (KmsKeyId: unknown) => ({ ...session({ KmsKeyId }), Parameters: parameters('Key') as never });

describe('SessionKeyFit', () => {
  test.each([
    ['is written out in full', made({ Enabled: true, KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' })],
    ['is in the account and Region of the tasks', named('arn:aws:kms:eu-west-1:111111111111:key/1234')],
    ['is named by its id', named('1234')],
    ['is named by a parameter', named(ref('Key'))],
    ['is named by an alias of the account', named('alias/exec')],
    ['is a replica', changed(publicFargate, ({ Key }) => { Key.Type = 'AWS::KMS::ReplicaKey'; })],
    ['is not there', session({})],
  ])('is silent when the key %s', (_, template) => {
    expect(says(SessionKeyFit, template)).toEqual([]);
    expect(saysOfReady(SessionKeyFit)).toEqual([]);
  });

  test.each([
    ['is disabled', { Enabled: false }, 'Key.Enabled'],
    ['is asymmetric', { KeySpec: 'RSA_2048' }, 'Key.KeySpec'],
    ['is for signatures', { KeyUsage: 'SIGN_VERIFY' }, 'Key.KeyUsage'],
  ])('is broken by a key that %s, once for sessions and log', (_, key, place) => {
    expect(says(SessionKeyFit, made(key))).toEqual([`error ${place}`]);
  });

  test('is broken by such a key of the log group alone, and by one of the log of a container', () => {
    for (const group of ['SessionLog', 'AppLog']) {
      const template = changed(publicFargate, (resources) => {
        resources.Other = { Type: 'AWS::KMS::Key', Properties: { Enabled: 'false' } };
        resources[group].Properties.KmsKeyId = att('Other', 'Arn');
      });
      expect(says(SessionKeyFit, template)).toEqual(['error Other.Enabled']);
    }
  });

  test('is broken by a key that AWS keeps', () => {
    expect(says(SessionKeyFit, named('alias/aws/ssm'))).toEqual([`error ${KEY}`]);
    expect(causes(SessionKeyFit, named('alias/aws/ssm'))).toEqual(['"alias/aws/ssm" is a key that AWS keeps for one of its services, which nothing else can use']);
    expect(says(SessionKeyFit, changed(publicFargate, ({ SessionLog }) => { SessionLog.Properties.KmsKeyId = 'alias/aws/s3'; }))).toEqual(['error SessionLog.KmsKeyId']);
  });

  test('does not know what a parameter decides', () => {
    expect(says(SessionKeyFit, made({ Enabled: ref('Enabled') }))).toEqual(['unknown Key.Enabled']);
    expect(says(SessionKeyFit, made({ KeySpec: ref('Spec') }))).toEqual(['unknown Key.KeySpec']);
  });

  test.each([
    ['in another Region', 'arn:aws:kms:us-east-1:111111111111:key/1234'],
    ['in another account', 'arn:aws:kms:eu-west-1:222222222222:key/1234'],
    ['in another account, by an alias', 'arn:aws:kms:eu-west-1:222222222222:alias/exec'],
  ])('does not know of a key %s', (_, arn) => {
    expect(says(SessionKeyFit, named(arn))).toEqual([`unknown ${KEY}`]);
  });

  test('is silent about a cluster that is not at hand', () => {
    expect(says(SessionKeyFit, changed(publicFargate, ({ Service }) => { Service.Properties.Cluster = 'shared'; }))).toEqual([]);
  });
});
