import { ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { UniqueVariables } from '../../../../src/readiness/private/rules/unique-variables';

const secret = (Name: unknown) => ({ Name, ValueFrom: 'password' });
const variables = (Environment: object[], Secrets: object[], declared?: object) =>
  saysOf(UniqueVariables, { container: { Environment, Secrets }, parameters: declared });

describe('UniqueVariables', () => {
  test('is silent when all names differ', () => {
    expect(saysOfReady(UniqueVariables)).toEqual([]);
    expect(variables([{ Name: 'A', Value: '1' }, { Name: 'A', Value: '2' }], [secret('B'), secret('a')])).toEqual([]);
  });

  test('is broken by a secret that is called like a variable, or like another secret', () => {
    expect(variables([{ Name: 'A', Value: '1' }], [secret('B'), secret('A')])).toEqual([`error ${CONTAINER}.Secrets.1.Name`]);
    expect(variables([], [secret('A'), secret('A')])).toEqual([`error ${CONTAINER}.Secrets.1.Name`]);
    expect(variables([], [secret(ref('Name')), secret(ref('Name'))], parameters('Name'))).toEqual([`error ${CONTAINER}.Secrets.1.Name`]);
  });

  test('is silent about a variable that may not be there', () => {
    expect(variables([{ 'Fn::If': ['Plain', { Name: 'A', Value: '1' }, ref('AWS::NoValue')] }], [secret('A')])).toEqual([]);
    expect(variables([{ Name: ref('Name'), Value: '1' }], [secret('A'), { ValueFrom: 'x' }], parameters('Name'))).toEqual([]);
  });
});
