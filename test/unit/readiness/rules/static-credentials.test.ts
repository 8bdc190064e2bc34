import { judged } from './_judge';
import { ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, task } from './_task';
import { StaticCredentials } from '../../../../src/readiness/private/rules/static-credentials';

const ID = { Name: 'AWS_ACCESS_KEY_ID', Value: 'AKIAIOSFODNN7EXAMPLE' };
const SECRET = { Name: 'AWS_SECRET_ACCESS_KEY', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:key' };

describe('StaticCredentials', () => {
  test('is silent without keys', () => {
    expect(saysOfReady(StaticCredentials)).toEqual([]);
    expect(saysOf(StaticCredentials, { container: { Environment: [{ Name: 'AWS_REGION', Value: 'eu-west-1' }, { Name: 'aws_access_key_id', Value: 'x' }] } })).toEqual([]);
  });

  test.each([
    ['a variable', { Environment: [{ Name: 'A', Value: 'b' }, ID] }, 'Environment.1'],
    ['an older variable', { Environment: [{ Name: 'AWS_ACCESS_KEY', Value: 'x' }] }, 'Environment.0'],
    ['a secret', { Secrets: [SECRET] }, 'Secrets.0'],
    ['a variable whose value is a parameter', { Environment: [{ ...ID, Value: ref('Key') }] }, 'Environment.0'],
  ])('warns of %s', (_, container, place) => {
    expect(saysOf(StaticCredentials, { container, parameters: parameters('Key') })).toEqual([`warning ${CONTAINER}.${place}`]);
  });

  test('names all keys of a container in one finding', () => {
    const [{ findings }] = judged(task({ container: { Environment: [ID], Secrets: [SECRET] } }), [StaticCredentials]);
    expect(findings.map(({ cause }) => cause)).toEqual(['the agent in container "app" uses AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY in place of the task role']);
  });

  test('looks at every container', () => {
    expect(saysOf(StaticCredentials, { others: [{ Name: 'second', Image: 'a', Essential: false, Environment: [ID] }] }))
      .toEqual(['warning Task.ContainerDefinitions.1.Environment.0']);
  });

  test('leaves unsaid what a condition decides', () => {
    expect(saysOf(StaticCredentials, { container: { Environment: [{ 'Fn::If': ['Local', ID, ref('AWS::NoValue')] }] } })).toEqual([]);
  });

  test('is silent when a variable is empty, or its name is not known', () => {
    expect(saysOf(StaticCredentials, { container: { Environment: [{ ...ID, Value: '' }] } })).toEqual([]);
    expect(saysOf(StaticCredentials, { container: { Environment: [{ Name: ref('Name'), Value: 'x' }, { Value: 'x' }] }, parameters: parameters('Name') })).toEqual([]);
  });
});
