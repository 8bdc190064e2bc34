import { changed } from './_judge';
import { explained, natFargate, told, without } from './_network';
import { isolatedFargate, ref } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const gone = (...names: string[]) => explained(changed(isolatedFargate, (resources) => without(resources, ...names)));

describe('RegistryEndpoints', () => {
  test('is silent with both, or with another way out', () => {
    expect([told(isolatedFargate()), told(changed(natFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1';
    }))]).toEqual([[], []]);
  });

  test.each(['EcrApi', 'EcrDkr'])('is broken without %s', (name) => {
    expect(gone(name).map(([line]) => line)).toEqual([`RegistryEndpoints error ${SUBNETS}`]);
  });

  test('tells of both in one finding', () => {
    expect(gone('EcrApi', 'EcrDkr')).toEqual([[
      `RegistryEndpoints error ${SUBNETS}`,
      'neither an endpoint nor a route from SubnetA and SubnetB leads to what is needed: the tasks cannot reach ecr.api (the image of container "app") and ecr.dkr (the image of container "app")',
    ]]);
  });

  test('knows repositories of the templates', () => {
    const of = (Image: unknown, ...names: string[]) => told(changed(isolatedFargate, (resources) => {
      resources.Repository = { Type: 'AWS::ECR::Repository', Properties: {} };
      resources.Task.Properties.ContainerDefinitions[0].Image = Image;
      without(resources, ...names);
    }));
    const images = [{ 'Fn::Sub': '${Repository.RepositoryUri}:v1' }, { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/${Repository}@sha256:1' }];
    expect(images.map((each) => of(each))).toEqual([[], []]);
    expect(images.map((each) => of(each, 'EcrDkr'))).toEqual(Array(2).fill([`RegistryEndpoints error ${SUBNETS}`]));
  });

  test('is not asked for by images from elsewhere', () => {
    expect(told(changed(isolatedFargate, (resources) => {
      without(resources, 'EcrApi');
      resources.Task.Properties.ContainerDefinitions[0].Image = 'registry.example.com/app';
    }))).toEqual(['DestinationsKnown unknown Task.ContainerDefinitions.0.Image']);
    expect(told(changed(isolatedFargate, (resources, template) => {
      template.Parameters = { Image: { Type: 'String' } };
      without(resources, 'EcrApi');
      resources.Task.Properties.ContainerDefinitions[0].Image = ref('Image');
    }))).toEqual(['DestinationsKnown unknown Task.ContainerDefinitions.0.Image']);
  });
});
