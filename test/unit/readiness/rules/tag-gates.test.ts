import { judged, says } from './_judge';
import { allow, BOTH, causes, CLUSTER, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, operator, statement, TASKS } from './_operators';
import { att, ref, type Template } from './_ready';
import { saysOfReady } from './_task';
import { TagGates } from '../../../../src/readiness/private/rules/tag-gates';

const NAME = att('Service', 'Name');
const asking = (tag: string, value: unknown, operatorName = 'StringEquals') => ({ Condition: { [operatorName]: { [tag]: value } } });
/** Sessions in the cluster, and in tasks with a tag. */
const gate = (tag: string, value: unknown, operatorName?: string) => [allow(EXEC, CLUSTER), allow(EXEC, TASKS, asking(tag, value, operatorName))];
const ENV = gate('aws:ResourceTag/env', 'dev');
const BY_SERVICE = gate('aws:ResourceTag/aws:ecs:serviceName', NAME);
const LACKING = [`TagGates error ${statement(1, 'Condition')}`];

type Properties = Record<string, unknown>;
const tags = (values: object) => Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
const given = (service: Properties, task: Properties = {}) => ({ Service, Task }: Template['Resources'], template: Template) => {
  template.Parameters = { P: { Type: 'String' } };
  Object.assign(Service.Properties, service);
  Object.assign(Task.Properties, task);
};
const DEV = { Tags: tags({ env: 'dev' }) };

describe('TagGates', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(TagGates)).toEqual([]);
  });

  test.each<[string, readonly unknown[], Parameters<typeof given>, string]>([
    ['tags of the service', ENV, [DEV], 'env'],
    ['tags of the service, when asked for in another spelling', gate('ecs:ResourceTag/Env', 'dev'), [DEV], 'Env'],
    ['tags of the service, when one of several values is asked for', gate('aws:ResourceTag/env', ['dev', 'test']), [DEV], 'env'],
    ['tags of the service, when asked for by a pattern', gate('aws:ResourceTag/env', 'd*', 'StringLike'), [DEV], 'env'],
    ['tags of the task definition', ENV, [{}, DEV], 'env'],
    ['tags of the service, and none are to be', ENV, [{ ...DEV, PropagateTags: 'NONE' }], 'env'],
    ['two tags', [allow(EXEC, CLUSTER), allow(EXEC, TASKS, { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev', 'aws:ResourceTag/team': 'a' } } })],
      [{ Tags: tags({ env: 'dev', team: 'a' }) }], 'env and team'],
    ['the name of the service', BY_SERVICE, [{}], 'aws:ecs:serviceName'],
    ['the name of the service, and are not to be', BY_SERVICE, [{ EnableECSManagedTags: false, PropagateTags: 'SERVICE' }], 'aws:ecs:serviceName'],
    ['the name of the cluster', gate('aws:ResourceTag/aws:ecs:clusterName', ref('Cluster')), [{}], 'aws:ecs:clusterName'],
  ])('fails when the tasks are not given %s', (_, statements, change, words) => {
    const template = operator(statements, given(...change));
    expect(flaws(template)).toEqual(LACKING);
    expect(causes(template)).toEqual([`X-060: role Operator allows sessions only in tasks that are tagged with ${words}, and the tasks start without`]);
  });

  test('fails when a Deny asks for tags that the tasks are not given', () => {
    expect(flaws(operator([allow(EXEC, BOTH), deny(EXEC, TASKS, asking('aws:ResourceTag/env', 'dev', 'StringNotEquals'))], given(DEV)))).toEqual(LACKING);
  });

  test('names the switch that gives the tasks their tags', () => {
    const fixOf = (statements: readonly unknown[], service: Properties) =>
      judged(operator(statements, given(service)), [TagGates])[0].findings[0].fix;
    expect(fixOf(ENV, DEV)).toBe('set PropagateTags of the service to SERVICE; with the CDK: propagateTags: ecs.PropagatedTagSource.SERVICE');
    expect(fixOf(BY_SERVICE, {})).toBe('set EnableECSManagedTags to true where the tasks are started; with the CDK: enableECSManagedTags: true');
  });

  test.each(Object.entries(FOR_SOMEONE))('fails for %s', (_, change) => {
    expect(flaws(operator(ENV, (resources, template) => {
      change(resources, template);
      given(DEV)(resources, template);
    }))).toEqual([expect.stringMatching(/^TagGates error Operator\..*Statement\.1\.Condition$/)]);
  });

  test.each(Object.entries(FOR_ANYONE))('only warns for %s, which may not be all that someone has', (_, change) => {
    expect(flaws(operator(ENV, (resources, template) => {
      change(resources, template);
      given(DEV)(resources, template);
    }))).toEqual([expect.stringMatching(/^TagGates warning Operator\..*Statement\.1\.Condition$/)]);
  });

  test.each<[string, readonly unknown[], Parameters<typeof given>]>([
    ['are given the tags of the service', ENV, [{ ...DEV, PropagateTags: 'SERVICE' }]],
    ['are given the tags of the task definition', ENV, [{ PropagateTags: 'TASK_DEFINITION' }, DEV]],
    ['are given tags, and the stack may have more', ENV, [{ PropagateTags: 'TASK_DEFINITION', ...DEV }]],
    ['may be given tags', ENV, [{ ...DEV, PropagateTags: ref('P') }]],
    ['are given the name of the service', BY_SERVICE, [{ EnableECSManagedTags: true }]],
    ['may be given the name of the service', BY_SERVICE, [{ EnableECSManagedTags: ref('P') }]],
    ['are of another service', gate('aws:ResourceTag/aws:ecs:serviceName', 'other'), [{}]],
    ['are of another environment', ENV, [{ Tags: tags({ env: 'prod' }) }]],
    ['have nothing of the kind', ENV, [{}]],
    ['may be meant', ENV, [{ Tags: tags({ env: ref('P') }) }]],
    ['have all but one of the tags', [allow(EXEC, CLUSTER), allow(EXEC, TASKS, { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev', 'aws:ResourceTag/team': 'a' } } })], [DEV]],
    ['are let in without tags, too', [...ENV, allow(EXEC, TASKS)], [DEV]],
    ['are kept out for other reasons', [...ENV, deny(EXEC)], [DEV]],
    ['are asked for the tags of whoever opens sessions', gate('aws:ResourceTag/env', '${aws:PrincipalTag/env}'), [DEV]],
    ['are to have no such tag', [allow(EXEC, BOTH), deny(EXEC, TASKS, asking('aws:ResourceTag/env', 'prod'))], [{ Tags: tags({ env: 'prod' }) }]],
    ['are in another cluster', [allow(EXEC, '*', { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev' }, ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:111111111111:cluster/other' } } })], [DEV]],
    ['are asked for by all that ECS can do', [allow('ecs:*', BOTH, asking('aws:ResourceTag/env', 'dev'))], [DEV]],
  ])('is silent where the tasks %s', (_, statements, change) => {
    expect(says(TagGates, operator(statements, given(...change)))).toEqual([]);
  });

  test('tells the services of one cluster apart', () => {
    const template = operator(BY_SERVICE, ({ Service, ...resources }, { Resources }) => {
      Resources.Second = { ...Service, Properties: { ...Service.Properties, EnableECSManagedTags: true } };
      resources.Operator.Properties.Policies[0].PolicyDocument.Statement.push(allow(EXEC, TASKS, asking('aws:ResourceTag/aws:ecs:serviceName', att('Second', 'Name'))));
    });
    expect([flaws(template), flaws(template, 'Second')]).toEqual([LACKING, []]);
  });
});

describe('TagGates of tasks that are run by themselves', () => {
  const rule = (parameters: Properties, task: Properties = {}) => (resources: Template['Resources'], template: Template) => {
    given({}, task)(resources, template);
    resources.Rule = {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 day)',
        Targets: [{
          Id: 'task', Arn: CLUSTER, RoleArn: 'arn:aws:iam::111111111111:role/events', EcsParameters: { TaskDefinitionArn: ref('Task'), EnableExecuteCommand: true, ...parameters },
        }],
      },
    };
  };
  const of = (statements: readonly unknown[], change: ReturnType<typeof rule>) => says(TagGates, operator(statements, change), 'Rule');
  const BY_CLUSTER = gate('aws:ResourceTag/aws:ecs:clusterName', ref('Cluster'));
  const ERROR = [`error ${statement(1, 'Condition')}`];

  test('fails when they are not given tags of the task definition, or the name of the cluster', () => {
    expect(of(ENV, rule({}, DEV))).toEqual(ERROR);
    expect(of(BY_CLUSTER, rule({}))).toEqual(ERROR);
  });

  test.each<[string, readonly unknown[], Parameters<typeof rule>]>([
    ['have them themselves', ENV, [{ TagList: tags({ env: 'dev' }) }]],
    ['may have them themselves', ENV, [{ TagList: [{ Key: ref('P'), Value: 'dev' }] }, DEV]],
    ['may have others', ENV, [{ TagList: ref('P') }, DEV]],
    ['are given those of the task definition', ENV, [{ PropagateTags: 'TASK_DEFINITION' }, DEV]],
    ['are given the name of the cluster', BY_CLUSTER, [{ EnableECSManagedTags: true }]],
    ['have no service', BY_SERVICE, [{}]],
  ])('is silent where they %s', (_, statements, change) => {
    expect(of(statements, rule(...change))).toEqual([]);
  });

  test('is silent about the tasks of a daemon, whose tags are not written there', () => {
    expect(says(TagGates, operator(BY_CLUSTER, (resources) => {
      resources.Daemon = { Type: 'AWS::ECS::Daemon', Properties: { ClusterArn: CLUSTER, DaemonTaskDefinitionArn: ref('Task'), EnableExecuteCommand: true } };
    }), 'Daemon')).toEqual([]);
  });
});

describe('TagGates of whoever can tag tasks', () => {
  const TAGGED = given({ ...DEV, PropagateTags: 'SERVICE', EnableECSManagedTags: true });

  test.each<[readonly unknown[], string]>([
    [[...ENV, allow('ecs:TagResource')], 'ecs:TagResource'],
    [[...ENV, allow('ecs:*agResource', TASKS)], 'ecs:TagResource and ecs:UntagResource'],
    [[allow(EXEC, BOTH), deny(EXEC, TASKS, asking('aws:ResourceTag/env', 'prod')), allow('ecs:UntagResource')], 'ecs:UntagResource'],
  ])('warns of %j', (statements, actions) => {
    const template = operator(statements, TAGGED);
    expect(flaws(template)).toEqual([`TagGates warning ${statement(2)}`]);
    expect(causes(template)).toEqual([`X-061: tags decide in which tasks role Operator allows sessions, and it allows ${actions} on them`]);
  });

  test.each<[string, readonly unknown[]]>([
    ['cannot', ENV],
    ['may not', [...ENV, allow('ecs:TagResource'), deny('ecs:TagResource', TASKS)]],
    ['can when they are started', [...ENV, allow('ecs:TagResource', '*', { Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } })]],
    ['can, and tags of AWS decide', [...BY_SERVICE, allow('ecs:TagResource')]],
    ['can, and no tags decide', [allow(EXEC, BOTH), allow('ecs:TagResource')]],
    ['can, and other services are meant', [...gate('aws:ResourceTag/env', 'prod'), allow('ecs:TagResource')]],
  ])('is silent about whoever %s', (_, statements) => {
    expect(flaws(operator(statements, TAGGED))).toEqual([]);
  });
});
