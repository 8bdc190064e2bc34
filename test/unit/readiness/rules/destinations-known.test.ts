import { changed } from './_judge';
import { explained, natFargate, told } from './_network';
import { isolatedFargate, ref, sub, type Template } from './_ready';

const IMAGE = 'Task.ContainerDefinitions.0.Image';
const image = (Image: unknown, make: () => Template = isolatedFargate, environment?: object) => {
  const template = changed(make, ({ Task }) => {
    Task.Properties.ContainerDefinitions[0].Image = Image;
  });
  template.Parameters = { Image: { Type: 'String' }, Registry: { Type: 'String' } };
  return explained(template, 'Service', environment).map(([line, reason]) => `${line}: ${reason}`);
};

describe('DestinationsKnown', () => {
  test('does not mind what an image is where all ways are open', () => {
    expect([ref('Image'), sub('${Registry}/app:1'), 'registry.example.com/app', '111111111111.dkr-ecr.eu-west-1.on.aws/app'].map((each) => image(each, natFargate))).toEqual([[], [], [], []]);
  });

  test('does not know an image that a parameter names', () => {
    expect(image(ref('Image'))).toEqual([`DestinationsKnown unknown ${IMAGE}: where the image of container "app" comes from is not known: it depends on <parameter Image>`]);
    expect(image(sub('${Registry}/app:1'))).toEqual([`DestinationsKnown unknown ${IMAGE}: where the image of container "app" comes from is not known: it depends on <parameter Registry>/app:1`]);
  });

  test('reads what is known of an image', () => {
    expect(told(changed(isolatedFargate, ({ Task }, template) => {
      template.Parameters = { Tag: { Type: 'String' }, Name: { Type: 'String' } };
      Task.Properties.ContainerDefinitions[0].Image = sub('111111111111.dkr.ecr.${AWS::Region}.amazonaws.com/${Name}:${Tag}');
    }))).toEqual([]);
    expect(image(sub('nginx:${Image}'))).toEqual([expect.stringMatching(/^WayOut error /)]);
    expect(image(sub('nginx${Image}'))).toEqual([expect.stringMatching(/^DestinationsKnown unknown /)]);
  });

  test('does not know where a registry is that has a name of its own', () => {
    expect(image('registry.example.com:5000/app')).toEqual([
      `DestinationsKnown unknown ${IMAGE}: where the registry registry.example.com:5000 is, that container "app" comes from, is not known`,
    ]);
  });

  test('does not know whether endpoints lead to the names of Amazon ECR with IPv6 addresses', () => {
    expect(image('111111111111.dkr-ecr.eu-west-1.on.aws/app')).toEqual([
      `DestinationsKnown unknown ${IMAGE}: whether endpoints lead to Amazon ECR under this name of the registry is not known`,
    ]);
  });

  test('does not know whether a region is that of the stack when that is not written down', () => {
    const literal = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1';
    expect(image(literal, isolatedFargate, {})).toEqual([
      `DestinationsKnown unknown ${IMAGE}: the region of the image of container "app" is eu-west-1, and the stack may be elsewhere`,
    ]);
    expect(image(sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/app:1'), isolatedFargate, {})).toEqual([]);
  });

  test('does not know which of two images it is', () => {
    expect(told(changed(isolatedFargate, ({ Task }, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      Task.Properties.ContainerDefinitions[0].Image = { 'Fn::If': ['IsProd', 'nginx:1', '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1'] };
    }))).toEqual([`DestinationsKnown unknown ${IMAGE}`]);
  });
});
