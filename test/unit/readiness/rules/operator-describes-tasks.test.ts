import { allow, BOTH, causes, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, REST, role, statement, TASKS } from './_operators';
import { policy, sub, type Template } from './_ready';
import { saysOfReady } from './_task';
import { OperatorDescribesTasks } from '../../../../src/readiness/private/rules/operator-describes-tasks';

const [, LIST, KEY] = REST;
const DESCRIBE = 'ecs:DescribeTasks';
const OTHERS = sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task/other/*');
/** An operator who is allowed all but to look tasks up. */
const blind = (statements: readonly unknown[], change?: Parameters<typeof role>[1]) => role([...statements, LIST, KEY], change);

describe('OperatorDescribesTasks', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(OperatorDescribesTasks)).toEqual([]);
  });

  test.each<[string, readonly unknown[]]>([
    ['nothing', [allow(EXEC, BOTH)]],
    ['nothing, where sessions are allowed by patterns', [allow(EXEC, ['arn:aws:ecs:eu-west-1:*:cluster/*', 'arn:aws:ecs:eu-west-1:*:task/*'])]],
    ['the tasks of another cluster', [allow(EXEC, BOTH), allow(DESCRIBE, OTHERS)]],
    ['the service', [allow(EXEC, BOTH), allow(DESCRIBE, 'arn:aws:ecs:*:*:service/*')]],
    ['the tasks, and that is denied', [allow(EXEC, BOTH), allow(DESCRIBE, TASKS), deny('ecs:Describe*')]],
  ])('fails when an operator may look up %s', (_, statements) => {
    expect(flaws(blind(statements))).toEqual([`OperatorDescribesTasks error ${statement(0)}`]);
    expect(causes(blind(statements))).toEqual(['X-056: role Operator allows ecs:ExecuteCommand and not ecs:DescribeTasks on the tasks']);
  });

  test.each(['ecs:container-name', 'ecs:task'])('fails when the statement that allows both asks for %s', (key) => {
    const asking = allow([EXEC, DESCRIBE], BOTH, { Condition: { StringLike: { [key]: '*' } } });
    expect(flaws(blind([asking]))).toEqual([`OperatorDescribesTasks error ${statement(0)}`]);
    expect(causes(blind([asking]))).toEqual([
      `X-056: role Operator allows ecs:ExecuteCommand and not ecs:DescribeTasks on the tasks: the statement asks for ${key}, which that call does not carry`,
    ]);
  });

  test.each(Object.entries(FOR_SOMEONE))('fails for %s', (_, change) => {
    expect(flaws(blind([allow(EXEC, BOTH)], change))).toEqual([expect.stringMatching(/^OperatorDescribesTasks error Operator\..*Statement\.0$/)]);
  });

  test.each(Object.entries(FOR_ANYONE))('only warns for %s, which may not be all that someone has', (_, change) => {
    expect(flaws(blind([allow(EXEC, BOTH)], change))).toEqual([expect.stringMatching(/^OperatorDescribesTasks warning Operator\..*Statement\.0$/)]);
  });

  test('only warns for a program, which may do without the aws command', () => {
    expect(flaws(blind([allow(EXEC, BOTH)], ({ Operator }) => {
      Operator.Properties.AssumeRolePolicyDocument = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
    }))).toEqual([`OperatorDescribesTasks warning ${statement(0)}`]);
  });

  test('only warns where another cluster may be meant', () => {
    const wide = allow(EXEC, ['arn:aws:ecs:eu-west-1:*:cluster/*', 'arn:aws:ecs:eu-west-1:*:task/*']);
    expect(flaws(blind([wide, allow(DESCRIBE, OTHERS)]))).toEqual([`OperatorDescribesTasks warning ${statement(0)}`]);
  });

  test('remarks that running tasks cannot be listed', () => {
    const template = role([allow(EXEC, BOTH), allow(DESCRIBE, TASKS), KEY]);
    expect(flaws(template)).toEqual([`OperatorDescribesTasks info ${statement(0)}`]);
    expect(causes(template)).toEqual(['X-056: role Operator does not allow ecs:ListTasks, with which running tasks are found']);
  });

  test.each<[string, Template]>([
    ['in one statement with sessions', blind([allow([EXEC, DESCRIBE], BOTH)])],
    ['by a pattern', blind([allow(EXEC, BOTH), allow('ecs:Describe*')])],
    ['under the condition of the cluster', blind([allow(EXEC, BOTH), allow(DESCRIBE, '*', { Condition: { ArnLike: { 'ecs:cluster': 'arn:aws:ecs:*:*:cluster/*' } } })])],
    ['for a tag that the tasks may have', blind([allow(EXEC, BOTH), allow(DESCRIBE, '*', { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev' } } })])],
    ['and list them on a cluster, which AWS does not ask about', role([allow(EXEC, BOTH), allow(DESCRIBE, TASKS), allow('ecs:ListTasks', 'arn:aws:ecs:*:*:cluster/*'), KEY])],
    ['by a policy that is not seen', blind([allow(EXEC, BOTH)], ({ Operator }) => {
      Operator.Properties.ManagedPolicyArns = ['arn:aws:iam::111111111111:policy/more'];
    })],
  ])('is silent where the tasks may be looked up %s', (_, template) => {
    expect(flaws(template)).toEqual([]);
  });

  test.each<[string, Template]>([
    ['no sessions here', blind([allow(EXEC, OTHERS), allow(EXEC, 'arn:aws:ecs:*:*:cluster/other')])],
    ['all that begins alike', role([allow(['ecs:E*', 'ecs:List*'], BOTH), allow('ecs:*', OTHERS), ...REST])],
    ['sessions that are denied', blind([allow(EXEC, BOTH), deny(EXEC, TASKS)])],
    ['sessions with the role of a task', role([], ({ TaskRole, ...resources }) => {
      delete resources.Operator;
      TaskRole.Properties.Policies[0].PolicyDocument.Statement.push(allow(EXEC, BOTH));
    })],
  ])('is silent about whoever is allowed %s', (_, template) => {
    expect(flaws(template)).toEqual([]);
  });

  test('asks nothing of people who may do all that ECS can on some resources', () => {
    expect(flaws(role([allow('ecs:*', BOTH)]))).toEqual([]);
  });

});
