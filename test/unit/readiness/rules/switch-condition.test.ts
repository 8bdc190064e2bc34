import { allow, BOTH, causes, CLUSTER, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, operator, role, statement } from './_operators';
import { withRole } from './_roles';
import { saysOfReady } from './_task';
import { SwitchCondition } from '../../../../src/readiness/private/rules/switch-condition';

const asking = (operatorName: string, value: unknown = 'true', Resource: unknown = BOTH) =>
  allow(EXEC, Resource, { Condition: { [operatorName]: { 'ecs:enable-execute-command': value } } });
const denying = (operatorName: string, value: unknown = 'true') => deny(EXEC, '*', { Condition: { [operatorName]: { 'ECS:Enable-Execute-Command': value } } });

describe('SwitchCondition', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(SwitchCondition)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['StringEquals', asking('StringEquals')],
    ['Bool', asking('Bool', true)],
    ['StringLike', asking('StringLike', '*')],
    ['Null', asking('Null', 'false')],
    ['StringEquals on everything', asking('StringEquals', 'true', '*')],
    ['StringEquals, among actions that carry the key', allow([EXEC, 'ecs:RunTask'], BOTH, { Condition: { StringEquals: { 'ecs:enable-execute-command': 'true' } } })],
  ])('fails when a session is allowed under %s of the key', (_, grant) => {
    expect(flaws(operator([grant]))).toEqual([`SwitchCondition error ${statement(0, 'Condition')}`]);
    expect(causes(operator([grant]))).toEqual(['X-063: role Operator allows ecs:ExecuteCommand under a condition on ecs:enable-execute-command that is never met']);
  });

  test.each(Object.entries(FOR_SOMEONE))('fails for %s', (_, change) => {
    expect(flaws(operator([asking('StringEquals')], change))).toEqual([expect.stringMatching(/^SwitchCondition error Operator\..*Statement\.0\.Condition$/)]);
  });

  test.each(Object.entries(FOR_ANYONE))('only warns for %s, which may not be all that someone has', (_, change) => {
    expect(flaws(operator([asking('StringEquals')], change))).toEqual([expect.stringMatching(/^SwitchCondition warning Operator\..*Statement\.0\.Condition$/)]);
  });

  test('only warns where another statement lets in', () => {
    expect(flaws(operator([allow(EXEC, BOTH), asking('StringEquals')]))).toEqual([`SwitchCondition warning ${statement(1, 'Condition')}`]);
    expect(flaws(operator([allow(EXEC, CLUSTER), asking('StringEquals')]))).toEqual([`SwitchCondition error ${statement(1, 'Condition')}`]);
  });

  test('warns of a Deny that keeps nobody out', () => {
    expect(flaws(operator([allow(EXEC, BOTH), denying('StringEquals')]))).toEqual([`SwitchCondition warning ${statement(1, 'Condition')}`]);
    expect(causes(operator([allow(EXEC, BOTH), denying('StringEquals')]))).toEqual([
      'X-063: role Operator denies ecs:ExecuteCommand under a condition on ecs:enable-execute-command that is never met',
    ]);
    expect(flaws(role([denying('StringEquals')], FOR_ANYONE['a policy by itself']))).toEqual(['SwitchCondition warning Operator.PolicyDocument.Statement.0.Condition']);
    expect(flaws(role([denying('StringEquals')]))).toEqual([]);
  });

  test.each<[string, readonly unknown[]]>([
    ['for an operator that holds without the key', [asking('StringEqualsIfExists')]],
    ['for the absence of the key', [asking('Null', 'true')]],
    ['for another value', [asking('StringNotEquals', 'false')]],
    ['in a Deny that then always holds', [allow(EXEC, BOTH), denying('StringNotEquals')]],
    ['on another cluster', [allow(EXEC, BOTH), asking('StringEquals', 'true', ['arn:aws:ecs:*:*:cluster/other', 'arn:aws:ecs:*:*:task/other/*'])]],
    ['of calls that start tasks', [allow(EXEC, BOTH), allow(['ecs:RunTask', 'ecs:UpdateService'], '*', { Condition: { StringEquals: { 'ecs:enable-execute-command': 'true' } } })]],
    ['of all that ECS can do', [allow(EXEC, BOTH), allow('ecs:*', BOTH, { Condition: { StringEquals: { 'ecs:enable-execute-command': 'false' } } })]],
  ])('is silent about a condition %s', (_, statements) => {
    expect(flaws(operator(statements))).toEqual([]);
  });

  test('is silent about the role of a task', () => {
    expect(flaws(withRole((task) => task.Policies[0].PolicyDocument.Statement.push(asking('StringEquals'))))).toEqual([]);
  });
});
