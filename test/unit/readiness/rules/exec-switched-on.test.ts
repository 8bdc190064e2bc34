import { changed, judged, says } from './_judge';
import { isolatedFargate, publicFargate, publicInstances, ref } from './_ready';
import { ExecSwitchedOn } from '../../../../src/readiness/private/rules/exec-switched-on';

const PLACE = 'Service.EnableExecuteCommand';

function withExec(value: unknown, Default?: string): readonly string[] {
  return says(ExecSwitchedOn, changed(publicFargate, ({ Service }, template) => {
    template.Parameters = { Exec: { Type: 'String', Default } };
    Service.Properties.EnableExecuteCommand = value;
  }));
}

describe('ExecSwitchedOn', () => {
  test.each([publicFargate, isolatedFargate, publicInstances])('is silent when exec is on: %p', (template) => {
    expect(says(ExecSwitchedOn, template())).toEqual([]);
  });

  test.each([[undefined], [false], ['false'], [ref('AWS::NoValue')]])('finds %j', (value) => {
    expect(withExec(value)).toEqual([`error ${PLACE}`]);
  });

  test('judges a parameter by its default, and not at all without one', () => {
    expect(withExec(ref('Exec'), 'true')).toEqual([]);
    expect(withExec(ref('Exec'), 'false')).toEqual([`error ${PLACE}`]);
    expect(withExec(ref('Exec'))).toEqual([`unknown ${PLACE}`]);
  });

  test('counts services and tasks that are run apart', () => {
    const template = changed(publicFargate, (resources) => {
      resources.Service.Properties.EnableExecuteCommand = false;
      resources.Rule = { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'task', Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, EcsParameters: { TaskDefinitionArn: ref('Task') } }] } };
    });
    const numbers = judged(template, [ExecSwitchedOn]).map(({ id, findings }) => [id, ...findings.flatMap(({ catalogue }) => catalogue)]);
    expect(numbers).toEqual([['Service', 'X-001'], ['Rule', 'X-002']]);
  });
});
