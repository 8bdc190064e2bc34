import { allow, BOTH, causes, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, operator, role, statement } from './_operators';
import { saysOfReady } from './_task';
import { ContainerNameDeny } from '../../../../src/readiness/private/rules/container-name-deny';

const EXEC_HERE = allow(EXEC, BOTH);
const named = (operatorName: string, value: unknown = 'app') => ({ Condition: { [operatorName]: { 'ecs:container-name': value } } });

describe('ContainerNameDeny', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(ContainerNameDeny)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['StringEquals', deny(EXEC, '*', named('StringEquals'))],
    ['StringLike', deny(EXEC, BOTH, named('StringLike', ['app', 'prod-*']))],
    ['StringEquals, with more conditions', deny(EXEC, '*', { Condition: { StringEquals: { 'ecs:container-name': 'app', 'aws:ResourceTag/env': 'prod' } } })],
    ['StringEquals, of all that ECS can do', deny('ecs:*', '*', named('StringEqualsIgnoreCase'))],
  ])('warns of a Deny by %s', (_, denial) => {
    expect(flaws(operator([EXEC_HERE, denial]))).toEqual([`ContainerNameDeny warning ${statement(1, 'Condition')}`]);
    expect(causes(operator([EXEC_HERE, denial]))).toEqual(['X-062: role Operator denies sessions by the names of containers, and not where another name or none is given']);
  });

  test.each(Object.entries({ ...FOR_SOMEONE, ...FOR_ANYONE }))('warns of %s', (_, change) => {
    expect(flaws(operator([EXEC_HERE, deny(EXEC, '*', named('StringEquals'))], change))).toEqual([
      expect.stringMatching(/^ContainerNameDeny warning Operator\..*Statement\.1\.Condition$/),
    ]);
  });

  test('warns of a policy that only denies, but not of a role, which lets nobody in', () => {
    const denial = deny(EXEC, '*', named('StringEquals'));
    expect(flaws(role([denial], FOR_ANYONE['a policy by itself']))).toEqual(['ContainerNameDeny warning Operator.PolicyDocument.Statement.0.Condition']);
    expect(flaws(role([denial]))).toEqual([]);
  });

  test.each<[string, readonly unknown[]]>([
    ['that denies all names but some', [EXEC_HERE, deny(EXEC, '*', named('StringNotEquals'))]],
    ['that denies what has no name, too', [EXEC_HERE, deny(EXEC, '*', named('StringEqualsIfExists'))]],
    ['beside one that denies what has no name', [EXEC_HERE, deny(EXEC, '*', named('StringEquals')), deny(EXEC, '*', named('Null', 'true'))]],
    ['beside an Allow by name', [allow(EXEC, BOTH, named('StringEquals')), deny(EXEC, '*', named('StringEquals', 'side'))]],
    ['of another cluster', [EXEC_HERE, deny(EXEC, 'arn:aws:ecs:*:*:task/other/*', named('StringEquals'))]],
    ['without names', [EXEC_HERE, deny(EXEC, '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })]],
  ])('is silent about a Deny %s', (_, statements) => {
    expect(flaws(operator(statements))).toEqual([]);
  });
});
