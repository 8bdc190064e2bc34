import { OperatorResources } from '../../../../../src/readiness/private/rules/operator-resources';
import { OperatorScope } from '../../../../../src/readiness/private/rules/operator-scope';
import { TagGates } from '../../../../../src/readiness/private/rules/tag-gates';
import { judged, says } from '../../rules/_judge';
import { allow, deny, EXEC, role, statement, TASKS } from '../../rules/_operators';
import { inline, ref, sub, type Template } from '../../rules/_ready';

/** A template with services in clusters that are called c0, c1… */
function clusters(count: number, statements: readonly unknown[]): Template {
  return role(statements, (resources) => {
    for (let index = 0; index < count; index++) {
      resources[`Service${index}`] = { ...resources.Service, Properties: { ...resources.Service.Properties, Cluster: `c${index}` } };
    }
  });
}

const onTasks = (cluster: string) => allow(EXEC, `arn:aws:ecs:eu-west-1:111111111111:task/${cluster}/*`);

describe('gates', () => {
  test('are told apart by the clusters that policies name', () => {
    const template = clusters(3, [onTasks('c1')]);
    expect(['Service', 'Service0', 'Service1', 'Service2'].map((id) => says(OperatorResources, template, id))).toEqual([[], [], [`error ${statement(0, 'Resource')}`], []]);
  });

  test('are one for all services of a cluster, whichever way it is named', () => {
    const template = clusters(2, [onTasks('c0')]);
    template.Resources.Service1.Properties.Cluster = 'arn:aws:ecs:eu-west-1:111111111111:cluster/c0';
    expect(['Service0', 'Service1'].map((id) => says(OperatorResources, template, id))).toEqual(Array(2).fill([`error ${statement(0, 'Resource')}`]));
  });

  test('know a cluster by the parameter that names it', () => {
    const template = role([allow(EXEC, sub('arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task/${Name}/*'))], ({ Service }, { Parameters }) => {
      Service.Properties.Cluster = ref('Name');
      expect(Parameters).toBeUndefined();
    });
    template.Parameters = { Name: { Type: 'String' } };
    expect(says(OperatorResources, template)).toEqual([`error ${statement(0, 'Resource')}`]);
  });

  test('admit operators of other templates', () => {
    const [app, people] = [role([]), role([onTasks('prod')])];
    app.Resources.Service.Properties.Cluster = 'prod';
    delete app.Resources.Operator;
    people.Resources = { Operator: people.Resources.Operator };
    expect(says(OperatorResources, [app, people])).toEqual([`error ${statement(0, 'Resource')}`]);
  });

  test('tell of no more operators than anyone would want to read of', () => {
    const template = role([], (resources) => {
      for (let index = 0; index < 60; index++) {
        resources[`Operator${index}`] = { ...resources.Operator, Properties: { ...resources.Operator.Properties, Policies: [inline('exec', allow(EXEC, TASKS))] } };
      }
    });
    expect(says(OperatorResources, template)).toHaveLength(50);
  });

  test('hold no more statements against the tags of tasks than can be afforded', () => {
    const tagged = { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev' } } };
    const elsewhere = deny(EXEC, '*', { Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } });
    const template = clusters(450, [allow(EXEC, '*', tagged), ...Array(499).fill(elsewhere)]);
    for (const { Type, Properties } of Object.values(template.Resources)) {
      Object.assign(Properties, Type === 'AWS::ECS::Service' ? { Cluster: 'c', Tags: [{ Key: 'env', Value: 'dev' }] } : {});
    }
    const counts = judged(template, [TagGates]).map(({ findings }) => findings.length);
    expect(counts).toEqual([...Array(400).fill(1), ...Array(51).fill(0)]);
  });

  test('say so when there are more policies than can be held against all clusters', () => {
    const results = judged(clusters(60, [allow(EXEC, Array(4000).fill('*'))]), [OperatorResources]);
    expect(results.map(({ unknowns }) => unknowns.map(({ reason }) => reason))).toEqual([
      ...Array(50).fill([]), ...Array(11).fill(['more policies let someone open sessions than can be held against the cluster']),
    ]);
    expect(says(OperatorScope, clusters(1, [allow(EXEC)]))).toEqual([`warning ${statement(0, 'Resource')}`]);
  });
});
