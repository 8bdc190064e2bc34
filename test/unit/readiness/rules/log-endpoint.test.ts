import { changed } from './_judge';
import { awsvpcInstances, explained, told, without, type Resources } from './_network';
import { isolatedFargate, ref, sub, type Template } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const lines = (template: Template) => explained(template).map(([line]) => line);
const app = ({ Task }: Resources) => Task.Properties.ContainerDefinitions[0];
const session = ({ Cluster }: Resources) => Cluster.Properties.Configuration.ExecuteCommandConfiguration;
const isolated = (change: (resources: Resources, template: Template) => void) => changed(isolatedFargate, change);

describe('LogEndpoint', () => {
  test('is broken without, in one finding for all logs', () => {
    expect(explained(isolated((resources) => without(resources, 'Logs')))).toEqual([[
      `LogEndpoint error ${SUBNETS}`,
      'neither an endpoint nor a route from SubnetA and SubnetB leads to what is needed: the tasks cannot reach logs (the log of sessions, the log of container "app")',
    ]]);
  });

  test('is silent when nothing is logged there', () => {
    expect(told(isolated((resources) => {
      without(resources, 'Logs');
      session(resources).Logging = 'NONE';
      delete app(resources).LogConfiguration;
    }))).toEqual([]);
    expect(told(isolated((resources) => {
      without(resources, 'Logs');
      session(resources).Logging = 'DEFAULT';
      app(resources).LogConfiguration = { LogDriver: 'json-file' };
    }))).toEqual([]);
  });

  test('only warns when the log of sessions need not be encrypted', () => {
    const sessions = (CloudWatchEncryptionEnabled: unknown) => lines(isolated((resources, template) => {
      template.Parameters = { Encrypted: { Type: 'String' } };
      without(resources, 'Logs');
      delete app(resources).LogConfiguration;
      session(resources).LogConfiguration.CloudWatchEncryptionEnabled = CloudWatchEncryptionEnabled;
    }));
    expect([sessions(true), sessions(false), sessions(undefined)]).toEqual([[`LogEndpoint error ${SUBNETS}`], [`LogEndpoint warning ${SUBNETS}`], [`LogEndpoint warning ${SUBNETS}`]]);
    expect(sessions(ref('Encrypted'))).toEqual(['DestinationsKnown unknown Cluster.Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchLogGroupName']);
  });

  test('warns of sessions that go where containers log to, from interfaces of their own', () => {
    expect(explained(changed(awsvpcInstances, (resources) => {
      session(resources).Logging = 'DEFAULT';
      delete session(resources).KmsKeyId;
      resources.Ssmmessages = isolatedFargate().Resources.Ssmmessages;
      resources.EndpointGroup = isolatedFargate().Resources.EndpointGroup;
      resources.Private = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.8.0/24' } };
      resources.Service.Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets = [ref('Private')];
      (resources.Service.DependsOn as string[]).push('Ssmmessages');
    }))).toEqual([[`LogEndpoint warning ${SUBNETS}`, 'neither an endpoint nor a route from Private leads to what is needed: the tasks cannot reach logs (the log of sessions)']]);
  });

  test('does not know whether sessions are recorded when a parameter decides', () => {
    const open = (change: (config: Record<string, any>) => void) => lines(isolated((resources, template) => {
      template.Parameters = { Value: { Type: 'String' } };
      template.Conditions = { Is: { 'Fn::Equals': [ref('Value'), 'x'] } };
      without(resources, 'Logs');
      delete app(resources).LogConfiguration;
      change(session(resources));
    }));
    const at = 'Cluster.Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchLogGroupName';
    expect(open((config) => { config.Logging = ref('Value'); })).toEqual([`DestinationsKnown unknown ${at}`]);
    expect(open((config) => { config.LogConfiguration.CloudWatchLogGroupName = { 'Fn::If': ['Is', 'a', ref('AWS::NoValue')] }; })).toEqual([`DestinationsKnown unknown ${at}`]);
  });

  test('looks for the region of the log', () => {
    const region = (value: unknown) => lines(isolated((resources, template) => {
      template.Parameters = { Region: { Type: 'String' } };
      app(resources).LogConfiguration.Options['awslogs-region'] = value;
    }));
    expect([region('eu-west-1'), region(undefined), region(sub('${AWS::Region}'))]).toEqual([[], [], []]);
    // that the group is not there is told elsewhere
    expect(region('us-east-1')).toEqual([]);
    expect(region(ref('Region'))).toEqual(['DestinationsKnown unknown Task.ContainerDefinitions.0.LogConfiguration']);
  });

  test('does not know drivers and addresses that are not written down', () => {
    const logged = (LogConfiguration: object) => lines(isolated((resources, template) => {
      template.Parameters = { Driver: { Type: 'String' } };
      without(resources, 'Logs');
      session(resources).Logging = 'NONE';
      app(resources).LogConfiguration = LogConfiguration;
    }));
    expect(logged({ LogDriver: ref('Driver') })).toEqual(['DestinationsKnown unknown Task.ContainerDefinitions.0.LogConfiguration']);
    expect(logged({ LogDriver: 'awslogs', Options: { 'awslogs-endpoint': 'https://logs.example.com' } })).toEqual(['DestinationsKnown unknown Task.ContainerDefinitions.0.LogConfiguration']);
    expect(logged({ LogDriver: 'awsfirelens' })).toEqual([]);
  });

  test('warns of a log router without a way to its output', () => {
    const routed = (Options: object, more: (resources: Resources) => void = () => undefined) => explained(isolated((resources, template) => {
      template.Parameters = { Region: { Type: 'String' } };
      app(resources).LogConfiguration = { LogDriver: 'awsfirelens', Options };
      more(resources);
    }));
    expect(routed({ Name: 'kinesis_firehose', delivery_stream: 'logs' })).toEqual([[`LogEndpoint warning ${SUBNETS}`,
      'neither an endpoint nor a route from SubnetA and SubnetB leads to what is needed: the tasks cannot reach kinesis-firehose (the log of container "app" through FireLens)']]);
    expect(routed({ '@type': 'kinesis_streams', 'region': ref('AWS::Region') })).toEqual([[`LogEndpoint warning ${SUBNETS}`, expect.stringContaining('kinesis-streams')]]);
    expect(routed({ Name: 'cloudwatch_logs' }, (resources) => {
      without(resources, 'Logs');
      session(resources).Logging = 'NONE';
    })).toEqual([[`LogEndpoint warning ${SUBNETS}`, expect.stringContaining('logs (the log of container "app" through FireLens)')]]);
    expect(routed({ name: 'firehose' }, (resources) => {
      resources.Firehose = structuredClone(resources.Logs);
      resources.Firehose.Properties.ServiceName = sub('com.amazonaws.${AWS::Region}.kinesis-firehose');
      (resources.Service.DependsOn as string[]).push('Firehose');
    })).toEqual([]);
    expect([{ Name: 'null' }, { Name: 'datadog' }, {}, { Name: ref('Region') }, { Name: 'firehose', region: ref('Region') }, { Name: 'firehose', endpoint: 'https://x' }].map((options) => routed(options)))
      .toEqual([[], [], [], [], [], []]);
    expect(routed({ Name: 'firehose', region: 'us-east-1' }).map(([line]) => line)).toEqual([expect.stringMatching(/^WayOut warning /)]);
  });

  test('does not know whether a container is there that depends on a condition', () => {
    expect(explained(isolated((resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      resources.Task.Properties.ContainerDefinitions.push({ 'Fn::If': ['IsProd', { Name: 'side', Image: 'nginx:1' }, ref('AWS::NoValue')] });
    }))).toEqual([['DestinationsKnown unknown Task.ContainerDefinitions.1.Image', 'whether container "side" is in the task is not known']]);
  });
});
