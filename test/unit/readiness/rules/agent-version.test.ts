import { addGroup, addLines, launchData, onInstances, onWindows, silent, tells } from './_instances';
import { says } from './_judge';
import { ref } from './_ready';
import { AgentVersion } from '../../../../src/readiness/private/rules/agent-version';

const PLACE = 'Launch.LaunchTemplateData.ImageId';
const withImage = (image: unknown) => onInstances((resources, template) => {
  template.Parameters = { Image: { Type: 'AWS::EC2::Image::Id' } };
  launchData(resources).ImageId = image;
});
const path = (name: string) => `{{resolve:ssm:/aws/service/${name}/image_id}}`;

describe('AgentVersion', () => {
  silent(AgentVersion);

  test.each([
    path('ecs/optimized-ami/amazon-linux-2/recommended'),
    path('ecs/optimized-ami/amazon-linux-2/amzn2-ami-ecs-hvm-2.0.20210121-x86_64-ebs'),
    path('bottlerocket/aws-ecs-2/arm64/latest'),
    path('bottlerocket/aws-ecs-1/x86_64/1.19.0'),
    path('bottlerocket/aws-ecs-1/x86_64/2.0.1'),
    path('ami-windows-latest/Windows_Server-2019-English-Core-ECS_Optimized'),
  ])('is silent on %s', (image) => {
    expect(says(AgentVersion, withImage(image))).toEqual([]);
  });

  test.each([
    [path('ecs/optimized-ami/amazon-linux-2/amzn2-ami-ecs-hvm-2.0.20210115-x86_64-ebs'), 'its agent is older than 1.50.2, the first with ECS Exec'],
    [path('bottlerocket/aws-ecs-1/x86_64/1.13.5'), 'Bottlerocket has ECS Exec from 1.14.0'],
    [path('ami-windows-latest/Windows_Server-2016-English-Full-ECS_Optimized'), 'the agent offers no ECS Exec on Windows Server 2016'],
  ])('is broken by %s', (image, because) => {
    expect(says(AgentVersion, withImage(image))).toEqual([`error ${PLACE}`]);
    expect(tells(AgentVersion, withImage(image))[0]).toContain(because);
  });

  test('is broken by an init process on an old Bottlerocket', () => {
    const template = withImage(path('bottlerocket/aws-ecs-1/x86_64/1.14.0'));
    expect(tells(AgentVersion, template)).toEqual(['the image /aws/service/bottlerocket/aws-ecs-1/x86_64/1.14.0/image_id does not do: Bottlerocket runs containers with an init process from 1.19.0']);
    delete template.Resources.Task.Properties.ContainerDefinitions[0].LinuxParameters;
    expect(says(AgentVersion, template)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['an id', 'ami-12345678', 'whether the agent has ECS Exec is not known: the image is ami-12345678'],
    ['a parameter', ref('Image'), 'whether the agent has ECS Exec is not known: the image is <parameter Image>'],
    ['an image without an agent', path('ami-amazon-linux-latest/al2023'),
      'whether an agent is installed is not known: /aws/service/ami-amazon-linux-latest/al2023/image_id has none'],
  ])('does not know %s', (_, image, reason) => {
    expect(says(AgentVersion, withImage(image))).toEqual([`unknown ${PLACE}`]);
    expect(tells(AgentVersion, withImage(image))).toEqual([reason]);
  });

  test('is silent where the user data installs the agent', () => {
    expect(says(AgentVersion, onInstances((resources) => {
      launchData(resources).ImageId = path('ami-amazon-linux-latest/al2023');
      addLines(resources, 'dnf install -y ecs-init');
    }))).toEqual([]);
  });

  test.each([['v1.55.0', 'error'], ['1.56.0', undefined], ['latest', undefined]])('on Windows looks at agent %s', (version, severity) => {
    expect(says(AgentVersion, onWindows(`Initialize-ECSAgent -Cluster \'${'${Cluster}'}\' -EnableTaskIAMRole -Version ${version}`)))
      .toEqual(severity === undefined ? [] : [`${severity} ${PLACE}`]);
  });

  test('only warns of instances beside others', () => {
    const old = path('bottlerocket/aws-ecs-1/x86_64/1.13.5');
    const template = onInstances((resources) => {
      addGroup(resources, (data) => {
        data.ImageId = old;
      });
      delete resources.Service.Properties.CapacityProviderStrategy;
      resources.Service.Properties.LaunchType = 'EC2';
      resources.OtherLaunch.Properties.LaunchTemplateData.UserData = { 'Fn::Base64': { 'Fn::Sub': '[settings.ecs]\ncluster = "${Cluster}"' } };
    });
    expect(says(AgentVersion, template)).toEqual(['warning OtherLaunch.LaunchTemplateData.ImageId']);
  });
});
