import { changed, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { saysOfReady, session } from './_session';
import { parameters } from './_task';
import { SessionKeyRotation } from '../../../../src/readiness/private/rules/session-key-rotation';

const made = (key: object, type = 'AWS::KMS::Key') => ({
  ...changed(publicFargate, ({ Key }) => { Object.assign(Key, { Type: type }).Properties = { ...Key.Properties, ...key }; }),
  Parameters: parameters('Rotate') as never,
});

describe('SessionKeyRotation', () => {
  test.each([
    ['is rotated', made({ EnableKeyRotation: 'true' })],
    ['is rotated when a parameter says so', made({ EnableKeyRotation: ref('Rotate') })],
    ['is asymmetric', made({ EnableKeyRotation: undefined, KeySpec: 'RSA_2048' })],
    ['holds what came from elsewhere', made({ EnableKeyRotation: undefined, Origin: 'EXTERNAL' })],
    ['is a replica', made({ EnableKeyRotation: undefined }, 'AWS::KMS::ReplicaKey')],
    ['is not at hand', session({ KmsKeyId: 'alias/exec' })],
    ['is one that AWS keeps', session({ KmsKeyId: 'alias/aws/ssm' })],
    ['is not there', session({})],
  ])('is silent when the key %s', (_, template) => {
    expect(says(SessionKeyRotation, template)).toEqual([]);
    expect(saysOfReady(SessionKeyRotation)).toEqual([]);
  });

  test.each([[undefined], [false]])('mentions a key whose EnableKeyRotation is %s', (EnableKeyRotation) => {
    expect(says(SessionKeyRotation, made({ EnableKeyRotation }))).toEqual(['info Key.EnableKeyRotation']);
    expect(says(SessionKeyRotation, made({ EnableKeyRotation, KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'AWS_KMS' }))).toEqual(['info Key.EnableKeyRotation']);
  });
});
