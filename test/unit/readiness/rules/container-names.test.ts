import { ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { ContainerNames } from '../../../../src/readiness/private/rules/container-names';

const PLACE = 'Task.ContainerDefinitions.1.Name';
const named = (Name: unknown) => ({ Name, Image: 'public.ecr.aws/nginx/nginx:1.27' });

describe('ContainerNames', () => {
  test('is silent when the names differ', () => {
    expect(saysOfReady(ContainerNames)).toEqual([]);
    expect(saysOf(ContainerNames, { others: [named('App'), named('other')] })).toEqual([]);
  });

  test('is broken when two containers have one name', () => {
    expect(saysOf(ContainerNames, { others: [named('app')] })).toEqual([`error ${PLACE}`]);
    expect(saysOf(ContainerNames, { others: [named('app'), named('other'), named('other')] })).toEqual([`error ${PLACE}`, 'error Task.ContainerDefinitions.3.Name']);
  });

  test('is broken when a parameter names both', () => {
    expect(saysOf(ContainerNames, { container: { Name: ref('N') }, others: [named(ref('N'))], parameters: parameters('N') })).toEqual([`error ${PLACE}`]);
  });

  test('is silent when only one of them may be there, or a name is not known', () => {
    const either = { 'Fn::If': ['Big', named('app'), ref('AWS::NoValue')] };
    expect(saysOf(ContainerNames, { others: [either] })).toEqual([]);
    expect(saysOf(ContainerNames, { others: [named(ref('N'))], parameters: parameters('N') })).toEqual([]);
    expect(saysOf(ContainerNames, { others: [{ Image: 'a' }, { Image: 'b' }] })).toEqual([]);
  });
});
