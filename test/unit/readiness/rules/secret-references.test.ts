import { changed, judged, says } from './_judge';
import { publicFargate, ref, sub } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady, task } from './_task';
import { SecretReferences } from '../../../../src/readiness/private/rules/secret-references';

const PLACE = `${CONTAINER}.Secrets.0`;
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf';
const PARAMETER = 'arn:aws:ssm:eu-west-1:111111111111:parameter/db/password';
const value = (ValueFrom: unknown, declared?: object) => saysOf(SecretReferences, { container: { Secrets: [{ Name: 'PASSWORD', ValueFrom }] }, parameters: declared });
type Change = Parameters<typeof changed>[1];
const nothing: Change = () => undefined;
const made = (ValueFrom: unknown, properties = {}, change = nothing) => says(SecretReferences, changed(publicFargate, (resources, template) => {
  resources.Secret = { Type: 'AWS::SecretsManager::Secret', Properties: properties };
  resources.Task.Properties.ContainerDefinitions[0].Secrets = [{ Name: 'PASSWORD', ValueFrom }];
  change(resources, template);
}));

const GENERATED = { GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: 'password' } };

describe('SecretReferences', () => {
  test.each([SECRET, `${SECRET}:password::`, `${SECRET}:password:AWSCURRENT:`, `${SECRET}:::1`, PARAMETER, 'password', '/db/password'])('is silent about %s', (valueFrom) => {
    expect(value(valueFrom)).toEqual([]);
  });

  test('is silent about a secret of the template, and what is not known', () => {
    expect(saysOfReady(SecretReferences)).toEqual([]);
    expect(made(ref('Secret'), { GenerateSecretString: {} })).toEqual([]);
    expect(made(sub('${Secret}:password::'), GENERATED)).toEqual([]);
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

  describe('a new secret', () => {
    test('is broken without a value', () => {
      expect(made(ref('Secret'))).toEqual([`error ${PLACE}.ValueFrom`]);
      expect(made(sub('${Secret}:password::'))).toEqual([`error ${PLACE}.ValueFrom`]);
      expect(made(ref('Secret'), { SecretString: 'x' })).toEqual([]);
      expect(made(ref('Secret'), { SecretString: ref('AWS::StackId') })).toEqual([]);
    });

    test('is broken without the key that is asked for', () => {
      expect(made(sub('${Secret}:username::'), GENERATED)).toEqual([]);
      expect(made(sub('${Secret}:pasword::'), GENERATED)).toEqual([`error ${PLACE}.ValueFrom`]);
      expect(made(sub('${Secret}:Password:AWSCURRENT:'), GENERATED)).toEqual([`error ${PLACE}.ValueFrom`]);
      expect(made(sub('${Secret}:password::'), { GenerateSecretString: {} })).toEqual([`error ${PLACE}.ValueFrom`]);
      expect(made(sub('${Secret}:password::'), { SecretString: 'secret' })).toEqual([`error ${PLACE}.ValueFrom`]);
      expect(made(sub('${Secret}:a::'), { SecretString: '{"a":1}' })).toEqual([]);
      expect(made(sub('${Secret}:b::'), { SecretString: sub('{"a":"${AWS::Region}"}') })).toEqual([`error ${PLACE}.ValueFrom`]);
    });

    test('is left alone where its keys are not known', () => {
      expect(made(sub('${Secret}:b::'), { SecretString: '{"b":null}' })).toEqual([]);
      expect(made(sub('${Secret}:b::'), { SecretString: '{{resolve:ssm:/b}}' })).toEqual([]);
      expect(made(sub('${Secret}:b::'), { SecretString: sub('{"${AWS::StackName}":1}') })).toEqual([]);
      expect(made(sub('${Secret}:b::'), { ...GENERATED, SecretString: '{}' })).toEqual([]);
      expect(made(sub('${Secret}:b::'), { GenerateSecretString: { ...GENERATED.GenerateSecretString, GenerateStringKey: ref('AWS::StackName') } })).toEqual([]);
      expect(made(sub('${Secret}:b::3b0a'), GENERATED)).toEqual([]);
      expect(made(sub('${Secret}:${AWS::StackName}::'), { GenerateSecretString: {} })).toEqual([]);
    });

    test('is broken by a version that comes only with the next value', () => {
      expect(made(sub('${Secret}:password:AWSPREVIOUS:'), GENERATED)).toEqual([`error ${PLACE}.ValueFrom`]);
      expect(made(sub('${Secret}:password:${AWS::StackName}:'), GENERATED)).toEqual([]);
    });

    test.each(['AWS::SecretsManager::SecretTargetAttachment', 'AWS::SecretsManager::RotationSchedule'])('is left alone where it is written by %s', (Type) => {
      const written = (SecretId: unknown) => made(sub('${Secret}:host::'), GENERATED, (resources) => {
        resources.Writer = { Type, Properties: { SecretId } };
      });
      expect(written(ref('Secret'))).toEqual([]);
      expect(written({ 'Fn::ImportValue': 'secret' })).toEqual([]);
    });

    test('is left alone before there are tasks, and may be written meanwhile', () => {
      expect(made(ref('Secret'), {}, ({ Service }) => {
        Service.Properties.DesiredCount = 0;
      })).toEqual([]);
      expect(made(ref('Secret'), {}, ({ Service }, template) => {
        template.Parameters = parameters('Count') as typeof template.Parameters;
        Service.Properties.DesiredCount = ref('Count');
      })).toEqual([`unknown ${PLACE}.ValueFrom`]);
      expect(made(ref('Secret'), {}, (resources) => {
        resources.Seed = { Type: 'Custom::Seed', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:seed', Secret: ref('Secret') } };
      })).toEqual([`unknown ${PLACE}.ValueFrom`]);
      expect(made(ref('Secret'), {}, ({ Secret }, template) => {
        template.Parameters = parameters('Env') as typeof template.Parameters;
        template.Conditions = { Live: { 'Fn::Equals': [ref('Env'), 'live'] } };
        Secret.Condition = 'Live';
      })).toEqual([`unknown ${PLACE}.ValueFrom`]);
    });

    test('of another stack is to be written before this one is deployed', () => {
      const service = changed(publicFargate, ({ Task }) => {
        Task.Properties.ContainerDefinitions[0].Secrets = [{ Name: 'PASSWORD', ValueFrom: { 'Fn::ImportValue': 'secret' } }];
      });
      const secrets = { Resources: { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} } }, Outputs: { Secret: { Value: ref('Secret'), Export: { Name: 'secret' } } } };
      expect(says(SecretReferences, [service, secrets])).toEqual([`info ${PLACE}.ValueFrom`]);
    });
  });
});
