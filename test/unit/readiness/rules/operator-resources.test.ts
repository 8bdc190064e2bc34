import { says } from './_judge';
import { allow, BOTH, causes, CLUSTER, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, operator, REST, role, statement, TASKS } from './_operators';
import { ref, sub } from './_ready';
import { roleWith, withRole } from './_roles';
import { saysOfReady } from './_task';
import { OperatorResources } from '../../../../src/readiness/private/rules/operator-resources';

const arn = (resource: string) => sub(`arn:\${AWS::Partition}:ecs:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
const ALL_TASKS = 'arn:aws:ecs:*:*:task/*';
const ALL_CLUSTERS = 'arn:aws:ecs:*:*:cluster/*';

describe('OperatorResources', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(OperatorResources)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['the tasks of the cluster', TASKS, 'on the tasks and not on the cluster'],
    ['all tasks', ALL_TASKS, 'on the tasks and not on the cluster'],
    ['the cluster', CLUSTER, 'on the cluster and not on the tasks'],
    ['all clusters', ALL_CLUSTERS, 'on the cluster and not on the tasks'],
    ['the cluster and tasks of another', [CLUSTER, arn('task/other/*')], 'on the cluster and not on the tasks'],
    ['the cluster and a task of another', [CLUSTER, arn('task/other/1a2b')], 'on the cluster and not on the tasks'],
    ['the cluster and a task elsewhere', [CLUSTER, 'arn:aws:ecs:us-east-1:111111111111:task/default/1a2b'], 'on the cluster and not on the tasks'],
    ['the cluster and a task without its cluster', [CLUSTER, arn('task/1a2b')], 'on the cluster and not on the tasks'],
    ['the cluster and a service of it', [CLUSTER, arn('service/${Cluster}/api')], 'on the cluster and not on the tasks'],
    ['a task of the cluster', arn('task/${Cluster}/1a2b'), 'on the tasks and not on the cluster'],
    ['the tasks and another cluster', [TASKS, arn('cluster/other')], 'on the tasks and not on the cluster'],
  ])('fails when sessions are allowed on %s only', (_, resources, words) => {
    const template = operator([allow(EXEC, resources)]);
    expect(flaws(template)).toEqual([`OperatorResources error ${statement(0, 'Resource')}`]);
    expect(causes(template)).toEqual([`X-055: role Operator allows ecs:ExecuteCommand ${words}`]);
  });

  test.each<[string, readonly unknown[]]>([
    ['both in one statement', [allow(EXEC, BOTH)]],
    ['the cluster and a task of it', [allow(EXEC, [CLUSTER, arn('task/${Cluster}/1a2b')])]],
    ['the cluster and some tasks of it', [allow(EXEC, CLUSTER), allow(EXEC, [arn('task/other/*'), arn('task/${Cluster}/1a2b'), arn('task/${Cluster}/3c4d')])]],
    ['the cluster and tasks of it whose ids begin alike', [allow(EXEC, [CLUSTER, arn('task/${Cluster}/1a*')])]],
    ['the cluster and tasks of it with ids of four characters', [allow(EXEC, [CLUSTER, arn('task/${Cluster}/????')])]],
    ['the cluster and a task of a parameter', [allow(EXEC, [CLUSTER, arn('task/${Cluster}/${P}')])]],
    ['the cluster and a task in a cluster of a parameter', [allow(EXEC, [CLUSTER, arn('task/${P}/1a2b')])]],
    ['both in two statements', [allow(EXEC, CLUSTER), allow(EXEC, TASKS)]],
    ['both in two policies', [allow('ecs:Exec*', ALL_CLUSTERS), allow('ecs:ExecuteCommand', ALL_TASKS)]],
    ['the tasks and clusters of a parameter', [allow(EXEC, [TASKS, sub('arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:cluster/${P}')])]],
    ['all tasks, and a cluster that is another', [allow(EXEC, [ALL_TASKS, arn('cluster/other')])]],
    ['all clusters, and the tasks of another', [allow(EXEC, [ALL_CLUSTERS, arn('task/other/*')])]],
    ['the tasks of another cluster', [allow(EXEC, arn('task/other/*'))]],
    ['tasks of a cluster of the same name elsewhere', [allow(EXEC, 'arn:aws:ecs:us-east-1:111111111111:task/default/*')]],
    ['the tasks, by a pattern for all of ECS', [allow('ecs:*', TASKS)]],
    ['the tasks, and the cluster is denied', [allow(EXEC, BOTH), deny(EXEC, CLUSTER)]],
    ['all tasks but some', [{ Effect: 'Allow', Action: EXEC, NotResource: arn('task/other/*') }]],
  ])('is silent where sessions are allowed on %s', (_, statements) => {
    expect(flaws(operator(statements, (__, template) => {
      template.Parameters = { P: { Type: 'String' } };
    })).filter((each) => each.startsWith(OperatorResources.id))).toEqual([]);
  });

  test.each(Object.entries(FOR_SOMEONE))('fails for %s', (_, change) => {
    expect(says(OperatorResources, operator([allow(EXEC, TASKS)], change))).toEqual([expect.stringMatching(/^error Operator\..*Statement\.0\.Resource$/)]);
  });

  test.each(Object.entries(FOR_ANYONE))('only warns for %s, which may not be all that someone has', (_, change) => {
    const template = operator([allow(EXEC, TASKS)], change);
    expect(flaws(template)).toEqual([expect.stringMatching(/^OperatorResources warning Operator\..*Statement\.0\.Resource$/)]);
    expect(causes(template)).toEqual([expect.stringMatching(/^X-055: (policy|group) Operator by itself allows/)]);
  });

  test('is silent about the role of a task that names the action: nobody opens sessions with it', () => {
    expect(flaws(withRole((own) => own.Policies[0].PolicyDocument.Statement.push(allow(EXEC, CLUSTER))))).toEqual([]);
    expect(flaws(withRole((_, resources) => {
      resources.Other = roleWith(allow(EXEC, CLUSTER));
    }))).toEqual([]);
  });

  test('is followed for named tasks by what else it takes to open sessions there', () => {
    const task = arn('task/${Cluster}/1a2b');
    const named = allow(EXEC, [CLUSTER, task]);
    expect(flaws(role([named, ...REST]))).toEqual([]);
    expect(flaws(role([named, allow('ecs:DescribeTasks', task), ...REST.slice(1)]))).toEqual([]);
    expect(flaws(role([named, allow('ecs:DescribeTasks', arn('task/${Cluster}/3c4d')), ...REST.slice(1)]))).toEqual([`OperatorDescribesTasks error ${statement(0)}`]);
    expect(flaws(role([named, ...REST.slice(0, 2)]))).toEqual([`OperatorSessionKey error ${statement(0)}`]);
    expect(flaws(role([named, allow('ssm:StartSession', task), ...REST]))).toEqual([`NoDirectSession warning ${statement(1)}`]);
    expect(flaws(role([named, deny(EXEC, task), ...REST]))).toEqual([]);
  });

  test('says nothing of whether a policy that is not seen allows the rest', () => {
    expect(flaws(operator([allow(EXEC, TASKS)], ({ Operator }) => {
      Operator.Properties.ManagedPolicyArns = ['arn:aws:iam::111111111111:policy/more'];
    }))).toEqual([]);
  });

  test('says nothing of a boundary that leaves one of the two out', () => {
    expect(says(OperatorResources, operator([allow(EXEC, BOTH)], (resources) => {
      resources.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [allow('*', TASKS)] } } };
      resources.Operator.Properties.PermissionsBoundary = ref('Boundary');
    }))).toEqual([]);
  });
});

describe('OperatorResources where tags decide', () => {
  const tagged = (tag: string, value: unknown, Resource: unknown = BOTH) => allow(EXEC, Resource, { Condition: { StringEquals: { [`aws:ResourceTag/${tag}`]: value } } });
  const given = (serviceTags: object, clusterTags?: object) => ({ Service, Cluster }: Record<string, { Properties: Record<string, unknown> }>) => {
    const list = (tags: object) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    Object.assign(Service.Properties, { PropagateTags: 'SERVICE', EnableECSManagedTags: true, Tags: list(serviceTags) });
    Object.assign(Cluster.Properties, clusterTags && { Tags: list(clusterTags) });
  };
  const NAME = { 'Fn::GetAtt': ['Service', 'Name'] };

  test('fails when the cluster is asked for the tag that ECS puts on tasks', () => {
    const template = operator([tagged('aws:ecs:serviceName', NAME)], given({}));
    expect(flaws(template)).toEqual([`OperatorResources error ${statement(0, 'Condition')}`]);
    expect(causes(template)).toEqual([
      'X-055: role Operator allows ecs:ExecuteCommand under a condition on tags that the tasks may meet and the cluster does not',
    ]);
  });

  test('fails when the cluster has another value than its tasks', () => {
    expect(flaws(operator([tagged('env', 'dev')], given({ env: 'dev' }, { env: 'shared' })))).toEqual([`OperatorResources error ${statement(0, 'Condition')}`]);
  });

  test('fails when the tasks of the service are let in and no cluster is', () => {
    expect(flaws(operator([tagged('aws:ecs:serviceName', NAME, TASKS)], given({})))).toEqual([`OperatorResources error ${statement(0, 'Resource')}`]);
  });

  test('does not know whether a cluster has a tag that is not written there', () => {
    const template = operator([tagged('env', 'dev')], given({ env: 'dev' }));
    expect(flaws(template)).toEqual([`unknown ${statement(0, 'Condition')}`]);
    expect(causes(template)).toEqual(['whether the cluster has the tag env is not known: it is not written there, and its stack may have it']);
  });

  test.each<[string, readonly unknown[], Parameters<typeof given>]>([
    ['where cluster and tasks have the tag', [tagged('env', 'dev')], [{ env: 'dev' }, { env: 'dev' }]],
    ['where only the tasks are asked for it', [allow(EXEC, CLUSTER), tagged('env', 'dev', TASKS)], [{ env: 'dev' }]],
    ['where other services are meant', [tagged('aws:ecs:serviceName', 'other')], [{}]],
    ['where another environment is meant', [tagged('env', 'dev')], [{ env: 'prod' }, { env: 'prod' }]],
  ])('is silent %s', (_, statements, tags) => {
    expect(flaws(operator(statements, given(...tags)))).toEqual([]);
  });

  test('says nothing of a policy whose cluster may have the tag', () => {
    const change = given({ env: 'dev' });
    expect(flaws(operator([tagged('env', 'dev')], (resources, template) => {
      FOR_ANYONE['a policy by itself'](resources, template);
      change(resources);
    }))).toEqual([]);
  });
});
