import { addGroup, launchData, onInstances, onWindows, silent, tells } from './_instances';
import { says } from './_judge';
import { ref } from './_ready';
import { InstanceArchitecture } from '../../../../src/readiness/private/rules/instance-architecture';

const X86 = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';
const ARM = '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id';
const PLACE = 'Launch.LaunchTemplateData.InstanceType';

const launched = (path: string, type: unknown, change: (resources: any) => void = () => undefined) => onInstances((resources) => {
  launchData(resources).ImageId = `{{resolve:ssm:${path}}}`;
  launchData(resources).InstanceType = type;
  change(resources);
});

const overridden = (...overrides: object[]) => launched(ARM, 'm5.large', ({ Instances: { Properties } }) => {
  Properties.MixedInstancesPolicy = { LaunchTemplate: { LaunchTemplateSpecification: Properties.LaunchTemplate, Overrides: overrides } };
  delete Properties.LaunchTemplate;
});

describe('InstanceArchitecture', () => {
  silent(InstanceArchitecture);

  test.each([
    [X86, 't4g.small'], [X86, 'm7gd.large'], [X86, 'im4gn.large'], [X86, 'a1.large'], [X86, 'g5g.xlarge'],
    [ARM, 't3.small'], [ARM, 'g4dn.xlarge'], [ARM, 'g5.xlarge'], [ARM, 'c7i.large'],
    ['/aws/service/ecs/optimized-ami/amazon-linux-2/kernel-5.10/recommended', 't4g.small'],
    ['/aws/service/ecs/optimized-ami/amazon-linux-2/gpu/recommended/image_id', 'g5g.xlarge'],
    ['/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id', 't4g.small'],
    ['/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id', 't3.small'],
  ])('is broken by the image %s on %s', (path, type) => {
    expect(says(InstanceArchitecture, launched(path, type))).toEqual([`error ${PLACE}`]);
  });

  test.each([
    [X86, 't3.small'], [X86, 'g4dn.xlarge'], [X86, 'g5.xlarge'], [X86, 'mac2.metal'], [X86, 'u-6tb1.metal'], [X86, ref('Type')],
    [ARM, 't4g.small'], [ARM, 'a1.large'], [ARM, 'mac2.metal'],
    ['/mine/arm64', 't3.small'], ['/aws/service/ecs/optimized-ami/amazon-linux-2023/other', 't4g.small'],
    [X86, { 'Fn::If': ['Small', 't4g.small', 't3.small'] }],
  ])('is silent for the image %s on %j', (path, type) => {
    const template = launched(path, type);
    template.Parameters = { ...template.Parameters, Type: { Type: 'String' } };
    template.Conditions = { Small: { 'Fn::Equals': [ref('Type'), 'x'] } };
    expect(says(InstanceArchitecture, template)).toEqual([]);
  });

  test('tells of the image', () => {
    expect(tells(InstanceArchitecture, launched(X86, 't4g.small'))).toEqual([`the image ${X86} is for x86_64, and no type of instance that is launched from it is`]);
  });

  test('goes by the types of a group that has several', () => {
    expect(says(InstanceArchitecture, overridden({ InstanceType: 't3.small' }, { InstanceType: 't3a.small' }))).toHaveLength(1);
    expect(says(InstanceArchitecture, overridden({ InstanceType: 't3.small' }, { InstanceType: 't4g.small' }))).toEqual([]);
    expect(says(InstanceArchitecture, overridden({ InstanceType: 't3.small', LaunchTemplateSpecification: {} }))).toEqual([]);
  });

  test('is silent on Windows, unless that is launched on Graviton', () => {
    expect(says(InstanceArchitecture, onWindows(''))).toEqual([]);
    expect(says(InstanceArchitecture, onWindows('', (resources) => {
      launchData(resources).InstanceType = 't4g.small';
    }))).toEqual([`error ${PLACE}`]);
  });

  test('is silent about one of several groups', () => {
    expect(says(InstanceArchitecture, launched(X86, 't3.small', (resources) => addGroup(resources, (data) => {
      data.InstanceType = 't4g.small';
    })))).toEqual([]);
  });
});
