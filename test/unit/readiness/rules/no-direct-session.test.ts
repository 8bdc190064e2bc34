import { allow, BOTH, causes, CLUSTER, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, operator, role, statement, TASKS } from './_operators';
import { sub } from './_ready';
import { withRole } from './_roles';
import { saysOfReady } from './_task';
import { NoDirectSession } from '../../../../src/readiness/private/rules/no-direct-session';

const START = 'ssm:StartSession';
const EXEC_HERE = allow(EXEC, BOTH);
const WARNED = [`NoDirectSession warning ${statement(1)}`];

describe('NoDirectSession', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(NoDirectSession)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['everything', allow(START)],
    ['everything of Systems Manager', allow('ssm:*')],
    ['all tasks', allow(START, 'arn:aws:ecs:*:*:task/*')],
    ['the tasks of the cluster', allow([START, 'ssm:TerminateSession'], TASKS)],
  ])('warns of sessions past the log on %s', (_, direct) => {
    expect(flaws(operator([EXEC_HERE, direct]))).toEqual(WARNED);
    expect(causes(operator([EXEC_HERE, direct]))).toEqual(['X-057: role Operator allows ssm:StartSession on tasks, too, which opens sessions that no log sees']);
  });

  test.each(Object.entries({ ...FOR_SOMEONE, ...FOR_ANYONE }))('warns of %s', (_, change) => {
    expect(flaws(operator([EXEC_HERE, allow(START)], change))).toEqual([expect.stringMatching(/^NoDirectSession warning Operator\..*Statement\.1$/)]);
  });

  test('warns of whoever may do all that ECS can, and of a task that names the action', () => {
    expect(flaws(role([allow('ecs:*', BOTH), allow(START)]))).toEqual(WARNED);
    expect(flaws(withRole((task) => task.Policies[0].PolicyDocument.Statement.push(EXEC_HERE, allow(START))))).toEqual([
      'NoDirectSession warning TaskRole.Policies.0.PolicyDocument.Statement.5',
    ]);
  });

  test.each<[string, readonly unknown[]]>([
    ['nothing', [EXEC_HERE]],
    ['instances only', [EXEC_HERE, allow(START, 'arn:aws:ec2:*:*:instance/*')]],
    ['the tasks of another cluster', [EXEC_HERE, allow(START, sub('arn:aws:ecs:*:*:task/other/*'))]],
    ['everything but tasks', [EXEC_HERE, allow(START), deny(START, 'arn:aws:ecs:*:*:task/*')]],
    ['everything but the tasks of the cluster', [EXEC_HERE, allow(START), deny(START, [CLUSTER, TASKS])]],
    ['something under a condition', [EXEC_HERE, allow(START, '*', { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev' } } })]],
    ['everything, and no session by ECS', [EXEC_HERE, deny(EXEC), allow(START)]],
    ['everything, and sessions by ECS elsewhere', [allow(EXEC, ['arn:aws:ecs:*:*:cluster/other', 'arn:aws:ecs:*:*:task/other/*']), allow(START)]],
  ])('is silent about sessions past the log on %s', (_, statements) => {
    expect(flaws(operator(statements))).toEqual([]);
  });
});
