import { Model } from '../../../../src/readiness/private/model/model';
import { publicFargate, ref, sub } from '../rules/_ready';
import { input, system } from '../sources/_builders';

/** Whether a container of an image is taken for one that accompanies an application. */
function isCompanion(Image: unknown, name = 'stack'): boolean {
  const template = publicFargate();
  template.Parameters = { P: { Type: 'String' }, Store: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/aws/service/aws-for-fluent-bit/stable' } };
  template.Resources.Task.Properties.ContainerDefinitions[0].Image = Image;
  const [{ taskDefinition }] = new Model(system(input(template, { name }))).subjects;
  return 'to' in taskDefinition && taskDefinition.to.containers[0].isCompanion;
}

describe('an image that accompanies an application', () => {
  test.each<[string, unknown, boolean]>([
    ['is known by its name', 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable', true],
    ['is known in any registry', sub('${P}/fluent-bit:1'), true],
    ['is known where AWS keeps its name', '{{resolve:ssm:/aws/service/aws-for-fluent-bit/stable}}', true],
    ['is known by the parameter of AWS', ref('Store'), true],
    ['is not one that a parameter names', ref('P'), false],
  ])('%s', (_, image, expected) => expect(isCompanion(image)).toBe(expected));

  test('is not known by the folder of the template', () => {
    expect(['deploy/fluent-bit/app.yaml', 'datadog/agent', 'cloudwatch-agent:x'].map((name) => isCompanion(ref('P'), name))).toEqual([false, false, false]);
  });
});
