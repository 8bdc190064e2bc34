import { changed, says } from './_judge';
import { att, isolatedFargate, ref, sub, type Template } from './_ready';
import { parameters, saysOfReady } from './_task';
import { ImageInNewRepository } from '../../../../src/readiness/private/rules/image-in-new-repository';

const PLACE = 'Task.ContainerDefinitions.0.Image';
const REPOSITORY = { Type: 'AWS::ECR::Repository', Properties: {} };
const template = (Image: unknown, change: (resources: Template['Resources'], template: Template) => void = () => undefined) =>
  changed(isolatedFargate, (resources, whole) => {
    resources.Repository = { ...REPOSITORY, Properties: {} };
    resources.Task.Properties.ContainerDefinitions[0].Image = Image;
    change(resources, whole);
  });
const saysWith = (...args: Parameters<typeof template>) => says(ImageInNewRepository, template(...args));
const URI = sub('${Repository.RepositoryUri}:v1');

describe('ImageInNewRepository', () => {
  test('is silent about images that are elsewhere', () => {
    expect(saysOfReady(ImageInNewRepository)).toEqual([]);
    expect(saysWith('public.ecr.aws/nginx/nginx:1.27')).toEqual([]);
    expect(saysWith('111111111111.dkr.ecr.eu-west-1.amazonaws.com/other:1')).toEqual([]);
    expect(saysWith(ref('Image'), (_, whole) => Object.assign(whole, { Parameters: parameters('Image') }))).toEqual([]);
  });

  test.each([[URI], [sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/${Repository}')], [att('Repository', 'RepositoryUri')]])('is broken by %j', (Image) => {
    expect(saysWith(Image)).toEqual([`error ${PLACE}`]);
  });

  test('is broken by a repository that is called by its name', () => {
    expect(saysWith('111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1', ({ Repository }) => {
      Repository.Properties.RepositoryName = 'app';
    })).toEqual([`error ${PLACE}`]);
    expect(saysWith('222222222222.dkr.ecr.eu-west-1.amazonaws.com/app:1', ({ Repository }) => {
      Repository.Properties.RepositoryName = 'app';
    })).toEqual([]);
  });

  test('is silent when no task is started at first', () => {
    expect(saysWith(URI, ({ Service }) => {
      Service.Properties.DesiredCount = 0;
    })).toEqual([]);
    expect(saysWith(URI, ({ Service }, whole) => {
      Service.Properties.DesiredCount = ref('Count');
      whole.Parameters = parameters('Count') as never;
    })).toEqual([`unknown ${PLACE}`]);
  });

  test('does not know what a custom resource pushes in time', () => {
    expect(saysWith(URI, (resources) => {
      resources.Build = { Type: 'AWS::CodeBuild::Project', Properties: { Environment: { EnvironmentVariables: [{ Name: 'REPO', Value: ref('Repository') }] } } };
      resources.Trigger = { Type: 'Custom::Build', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:build', Project: ref('Build') } };
    })).toEqual([`unknown ${PLACE}`]);
    expect(saysWith(URI, (resources) => {
      resources.Pipeline = { Type: 'AWS::CodePipeline::Pipeline', DependsOn: 'Repository', Properties: {} };
    })).toEqual([`unknown ${PLACE}`]);
    expect(saysWith(URI, (resources) => {
      for (let index = 0; index < 600; index++) {
        resources[`User${index}`] = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: ref('Repository') } };
      }
    })).toEqual([`unknown ${PLACE}`]);
    expect(saysWith(URI, (resources) => {
      resources.Other = { Type: 'Custom::Other', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:other' } };
    })).toEqual([`error ${PLACE}`]);
  });

  test('does not know whether a repository is made whose condition is open', () => {
    expect(saysWith(URI, ({ Repository }, whole) => {
      whole.Parameters = parameters('Make') as never;
      whole.Conditions = { Make: { 'Fn::Equals': [ref('Make'), 'yes'] } };
      Repository.Condition = 'Make';
    })).toEqual([`unknown ${PLACE}`]);
  });

  test('mentions that the stack of the repository comes first', () => {
    const { Repository, ...others } = template({ 'Fn::ImportValue': 'uri' }).Resources;
    const first = { Resources: { Repository }, Outputs: { Uri: { Value: URI, Export: { Name: 'uri' } } } };
    expect(says(ImageInNewRepository, [{ Resources: others }, first])).toEqual([`info ${PLACE}`]);
  });

  test('leaves a task alone that is run later', () => {
    expect(saysWith(URI, ({ Service }) => {
      Service.Type = 'AWS::Events::Rule';
      Service.Properties = { Targets: [{ Id: 'a', Arn: ref('Cluster'), EcsParameters: { TaskDefinitionArn: ref('Task') } }] };
    })).toEqual([]);
  });
});
