import { ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { PidNamespace } from '../../../../src/readiness/private/rules/pid-namespace';

const SECOND = { Name: 'second', Image: 'a' };
const shared = (PidMode: unknown, others: object[] = [SECOND]) => saysOf(PidNamespace, { task: { PidMode }, others, parameters: parameters('Mode') });

describe('PidNamespace', () => {
  test('is silent when nothing is shared', () => {
    expect(saysOfReady(PidNamespace)).toEqual([]);
    expect(shared(undefined)).toEqual([]);
  });

  test('warns of containers that share their processes', () => {
    expect(shared('task')).toEqual(['warning Task.PidMode']);
  });

  test('is silent when there is, or may be, one container only', () => {
    expect(shared('task', [])).toEqual([]);
    expect(shared('task', [{ 'Fn::If': ['Traced', SECOND, ref('AWS::NoValue')] }])).toEqual([]);
  });

  test('leaves the processes of the host, and what a parameter decides, to others', () => {
    expect(shared('host')).toEqual([]);
    expect(shared(ref('Mode'))).toEqual([]);
  });
});
