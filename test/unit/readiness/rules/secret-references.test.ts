import { changed, judged, says } from './_judge';
import { publicFargate, ref, sub } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady, task } from './_task';
import { SecretReferences } from '../../../../src/readiness/private/rules/secret-references';

const PLACE = `${CONTAINER}.Secrets.0`;
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf';
const PARAMETER = 'arn:aws:ssm:eu-west-1:111111111111:parameter/db/password';
const value = (ValueFrom: unknown, declared?: object) => saysOf(SecretReferences, { container: { Secrets: [{ Name: 'PASSWORD', ValueFrom }] }, parameters: declared });
const made = (ValueFrom: unknown, properties: object = {}) => says(SecretReferences, changed(publicFargate, (resources) => {
  resources.Secret = { Type: 'AWS::SecretsManager::Secret', Properties: properties };
  resources.Task.Properties.ContainerDefinitions[0].Secrets = [{ Name: 'PASSWORD', ValueFrom }];
}));

describe('SecretReferences', () => {
  test.each([SECRET, `${SECRET}:password::`, `${SECRET}:password:AWSCURRENT:`, `${SECRET}:::1`, PARAMETER, 'password', '/db/password'])('is silent about %s', (valueFrom) => {
    expect(value(valueFrom)).toEqual([]);
  });

  test('is silent about a secret of the template, and what is not known', () => {
    expect(saysOfReady(SecretReferences)).toEqual([]);
    expect(made(ref('Secret'))).toEqual([]);
    expect(made(sub('${Secret}:password::'))).toEqual([]);
    expect(value(ref('Arn'), parameters('Arn'))).toEqual([]);
    expect(value(sub('arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${Name}'), parameters('Name'))).toEqual([]);
  });

  test.each([
    `${SECRET}:password`, `${SECRET}:password:`, `${SECRET}:a:b:c:d`, 'arn:aws:secretsmanager:eu-west-1:111111111111:db', 'arn:aws:ssm:eu-west-1:111111111111:db',
    'arn:aws:s3:::bucket/key', 'arn:aws:ssm', 'arn:aws:kms:eu-west-1:111111111111:key/1',
  ])('is broken by %s', (valueFrom) => {
    expect(value(valueFrom)).toEqual([`error ${PLACE}.ValueFrom`]);
  });

  test('is broken by too few parts after a secret of the template', () => {
    expect(made(sub('${Secret}:password'))).toEqual([`error ${PLACE}.ValueFrom`]);
    expect(judged(task({ container: { Secrets: [{ Name: 'P', ValueFrom: `${SECRET}:password` }] } }), [SecretReferences])[0].findings[0].cause).toBe(
      `${JSON.stringify(`${SECRET}:password`)} has 1 parts after the secret, and ECS reads three there or none: key, stage and version, each of which may be empty`);
  });

  test('is broken by what has no name or value', () => {
    expect(saysOf(SecretReferences, { container: { Secrets: [{ ValueFrom: 'password' }] } })).toEqual([`error ${PLACE}.Name`]);
    expect(value(undefined)).toEqual([`error ${PLACE}.ValueFrom`]);
  });

  test('is broken by another partition, and mentions another Region', () => {
    expect(value(SECRET.replace('arn:aws:', 'arn:aws-cn:'))).toEqual([`error ${PLACE}.ValueFrom`]);
    expect(value(PARAMETER.replace('eu-west-1', 'us-east-1'))).toEqual([`info ${PLACE}.ValueFrom`]);
    expect(value(sub('arn:aws-cn:ssm:eu-west-1:111111111111:parameter/${Name}'), parameters('Name'))).toEqual([`error ${PLACE}.ValueFrom`]);
  });

  test('does not know whether there is a parameter that is called like a secret', () => {
    expect(made('db', { Name: 'db' })).toEqual([`unknown ${PLACE}.ValueFrom`]);
    expect(made('db', { Name: 'other' })).toEqual([]);
  });

  test('looks at the secrets of log drivers, and of jobs', () => {
    const log = { LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ Name: 'splunk-token', ValueFrom: `${SECRET}:token` }] } };
    expect(saysOf(SecretReferences, { container: log })).toEqual([`error ${CONTAINER}.LogConfiguration.SecretOptions.0.ValueFrom`]);
    expect(says(SecretReferences, batchJob({ Secrets: [{ Name: 'A', ValueFrom: `${SECRET}:a` }] }))).toEqual(['error Service.ContainerProperties.Secrets.0.ValueFrom']);
  });

  test('leaves a secret alone that may not be there', () => {
    const Secrets = [{ 'Fn::If': ['Db', { Name: 'P', ValueFrom: `${SECRET}:password` }, ref('AWS::NoValue')] }];
    expect(saysOf(SecretReferences, { container: { Secrets } })).toEqual([]);
  });
});
