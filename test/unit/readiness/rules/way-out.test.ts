import { changed } from './_judge';
import { awsvpcOf, explained, natFargate, told, without, type Resources } from './_network';
import { isolatedFargate, publicFargate, publicInstances, ref, type Template } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const ENDPOINTS = ['Ssmmessages', 'EcrApi', 'EcrDkr', 'Logs', 'Kms', 'S3'];
const image = (Image: unknown, make: () => Template = isolatedFargate) => explained(changed(make, ({ Task }) => {
  Task.Properties.ContainerDefinitions[0].Image = Image;
}));
const lines = (said: readonly (readonly [string, string])[]) => said.map(([line]) => line);

describe('WayOut', () => {
  test('says once that nothing leads out', () => {
    expect(told(changed(publicFargate, (resources) => without(resources, 'Default')))).toEqual([`WayOut error ${SUBNETS}`]);
    expect(told(changed(natFargate, (resources) => without(resources, 'Default')))).toEqual([`WayOut error ${SUBNETS}`]);
    expect(explained(changed(isolatedFargate, (resources) => without(resources, ...ENDPOINTS)))).toEqual([[
      `WayOut error ${SUBNETS}`,
      'neither a route nor an endpoint leads out of SubnetA and SubnetB: the tasks cannot reach ssmmessages (sessions), kms (the key of sessions), '
      + 'logs (the log of sessions, the log of container "app"), ecr.api (the image of container "app"), ecr.dkr (the image of container "app") and s3 (the image of container "app")',
    ]]);
  });

  test('says once what keeps tasks and their instances in', () => {
    expect(told(changed(publicInstances, (resources) => {
      without(resources, 'Default');
      resources.Task.Properties.NetworkMode = 'awsvpc';
      resources.Service.Properties.NetworkConfiguration = { AwsvpcConfiguration: { Subnets: [ref('SubnetB'), ref('SubnetA')], SecurityGroups: [ref('Group')] } };
    })).filter((line) => line.startsWith('WayOut'))).toEqual([`WayOut error ${SUBNETS}`]);
  });

  test('needs the route in the table of every subnet', () => {
    const apart = (change: (resources: Resources) => void) => changed(publicFargate, (resources) => {
      resources.Others = { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } };
      resources.RoutesB.Properties.RouteTableId = ref('Others');
      change(resources);
    });
    expect(explained(apart(() => undefined))[0][1]).toContain('neither a route nor an endpoint leads out of SubnetB: ');
    expect(told(apart((resources) => { awsvpcOf(resources).Subnets = [ref('SubnetA')]; }))).toEqual([]);
    expect(told(apart((resources) => without(resources, 'RoutesB')))).toEqual([`WayOut error ${SUBNETS}`]);
  });

  test('takes two halves for everything, and one for nothing certain', () => {
    const halves = (...ranges: string[]) => told(changed(publicFargate, (resources) => {
      const { Default } = resources;
      without(resources, 'Default');
      ranges.forEach((DestinationCidrBlock, index) => {
        resources[`Half${index}`] = { ...Default, Properties: { ...Default.Properties, DestinationCidrBlock } };
        (resources.Service.DependsOn as string[]).push(`Half${index}`);
      });
    }));
    expect(halves('0.0.0.0/1', '128.0.0.0/1')).toEqual([]);
    expect(halves('0.0.0.0/1')).toEqual([`WayOut unknown ${SUBNETS}`]);
  });

  test('says at the image that no endpoint leads to where it is', () => {
    expect(image('nginx:1')).toEqual([[
      'WayOut error Task.ContainerDefinitions.0.Image',
      'no route leads to the internet from SubnetA and SubnetB: the tasks cannot reach the internet (the image of container "app")',
    ]]);
    expect(image('111111111111.dkr.ecr.us-east-1.amazonaws.com/app:1')[0][1]).toBe('no route leads to the internet from SubnetA and SubnetB: '
      + 'the tasks cannot reach ecr.api in us-east-1 (the image of container "app"), ecr.dkr in us-east-1 (the image of container "app") and s3 in us-east-1 (the image of container "app")');
    expect(['public.ecr.aws/a/b:1', 'ghcr.io/a/b', 'europe-docker.pkg.dev/a/b', 'team/app:1'].map((each) => lines(image(each)))).toEqual(
      Array(4).fill(['WayOut error Task.ContainerDefinitions.0.Image']));
    expect(['nginx:1', '111111111111.dkr.ecr.us-east-1.amazonaws.com/app:1', 'registry.example.com/app'].map((each) => lines(image(each, natFargate)))).toEqual([[], [], []]);
  });

  test('warns of a cache that is filled over the internet', () => {
    const cached = (EcrRepositoryPrefix: string) => explained(changed(isolatedFargate, (resources) => {
      resources.Cache = { Type: 'AWS::ECR::PullThroughCacheRule', Properties: { EcrRepositoryPrefix, UpstreamRegistryUrl: 'public.ecr.aws' } };
      resources.Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/ecr-public/nginx/nginx:1';
    }));
    expect(cached('ecr-public')).toEqual([[
      'WayOut warning Task.ContainerDefinitions.0.Image',
      'no route leads to the internet from SubnetA and SubnetB: the tasks cannot reach the internet (the first pull of the image of container "app", which fills a cache)',
    ]]);
    expect(cached('ecr')).toEqual([]);
  });

  test('finds an endpoint that leads to another region', () => {
    expect(told(changed(isolatedFargate, ({ Task, EcrApi, EcrDkr }) => {
      Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.us-east-1.amazonaws.com/app:1';
      for (const [endpoint, service] of [[EcrApi, 'ecr.api'], [EcrDkr, 'ecr.dkr']] as const) {
        Object.assign(endpoint.Properties, { ServiceName: `com.amazonaws.us-east-1.${service}`, ServiceRegion: 'us-east-1' });
      }
    }))).toEqual(['WayOut error Task.ContainerDefinitions.0.Image']);
  });

  test('says once what instances and their tasks miss together', () => {
    expect(explained(changed(publicInstances, (resources) => without(resources, 'Default')))).toEqual([[
      'WayOut error Instances',
      'neither a route nor an endpoint leads out of SubnetA and SubnetB: the tasks cannot reach ssmmessages (sessions), kms (the key of sessions) and logs (the log of sessions), '
      + 'and the instances cannot reach the internet (the image of container "app"), logs (the log of container "app"), ecs (the container agent), '
      + 'ecs-agent (the container agent) and ecs-telemetry (the container agent)',
    ]]);
  });

  test('is certain only for the tasks when instances were made from an image of one\'s own, or have a proxy', () => {
    const doubtful = (change: (data: Record<string, any>) => void) => explained(changed(publicInstances, (resources) => {
      without(resources, 'Default');
      change(resources.Launch.Properties.LaunchTemplateData);
    })).map(([line, reason]) => `${line}: ${reason}`);
    const ofTasks = 'WayOut error Instances: neither a route nor an endpoint leads out of SubnetA and SubnetB: '
      + 'the tasks cannot reach ssmmessages (sessions), kms (the key of sessions) and logs (the log of sessions)';
    expect(doubtful((data) => { data.ImageId = 'ami-1'; })).toEqual([ofTasks]);
    expect(doubtful((data) => {
      data.UserData = { 'Fn::Base64': '#!/bin/bash\necho HTTP_PROXY=10.0.0.9:3128 >> /etc/ecs/ecs.config\necho ECS_CLUSTER=x >> /etc/ecs/ecs.config' };
    })).toEqual([ofTasks]);
  });

  test('does not know what a proxy in a container reaches, for the sessions only', () => {
    const said = explained(changed(isolatedFargate, (resources) => {
      without(resources, ...ENDPOINTS);
      resources.Task.Properties.ContainerDefinitions[0].Environment = [{ Name: 'HTTPS_PROXY', Value: 'http://10.0.0.9:3128' }];
    }));
    expect(lines(said)).toEqual([`WayOut error ${SUBNETS}`]);
    expect(said[0][1]).toContain('the tasks cannot reach ecr.api (the image of container "app"), ');
  });
});
