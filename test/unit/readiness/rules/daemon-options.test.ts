import { byLaunchType, onInstances, tells } from './_instances';
import { says } from './_judge';
import { publicFargate, ref, type Template } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { DaemonOptions } from '../../../../src/readiness/private/rules/daemon-options';

const BARE = { SchedulingStrategy: 'DAEMON', DesiredCount: undefined };
const daemon = (properties: object = {}, make = byLaunchType) => make(({ Service }, template) => {
  Object.assign(Service.Properties, BARE, properties);
  template.Parameters = parameters('P', 'Type') as Template['Parameters'];
  template.Parameters!.Count = { Type: 'Number', AllowedValues: [150, 200] };
});
const saysDaemon = (properties: object = {}, make = byLaunchType) => says(DaemonOptions, daemon(properties, make));

describe('DaemonOptions', () => {
  test('is silent on replicas, and on a daemon that leaves everything out', () => {
    expect(saysOfReady(DaemonOptions)).toEqual([]);
    expect(saysDaemon()).toEqual([]);
    expect(saysDaemon({ LaunchType: 'EXTERNAL' })).toEqual([]);
    expect(saysDaemon({
      PlacementStrategies: [], PlacementConstraints: [{ Type: 'memberOf', Expression: 'a == b' }], DeploymentConfiguration: { MaximumPercent: 100 }, DeploymentController: { Type: 'ECS' },
    })).toEqual([]);
  });

  test.each<[object, string]>([
    [{ DesiredCount: 1 }, 'DesiredCount'],
    [{ DesiredCount: ref('P') }, 'DesiredCount'],
    [{ PlacementStrategies: [{ Type: 'spread', Field: 'host' }] }, 'PlacementStrategies'],
    [{ DeploymentConfiguration: { MaximumPercent: 200 } }, 'DeploymentConfiguration.MaximumPercent'],
    [{ DeploymentConfiguration: { MaximumPercent: ref('Count') } }, 'DeploymentConfiguration.MaximumPercent'],
    [{ DeploymentController: { Type: 'CODE_DEPLOY' } }, 'DeploymentController.Type'],
  ])('is broken by %j', (properties, path) => {
    expect(saysDaemon(properties)).toEqual([`error Service.${path}`]);
    expect(saysDaemon({ ...properties, SchedulingStrategy: 'REPLICA' })).toEqual([]);
  });

  test('is broken by a capacity provider strategy, of its own or by default', () => {
    expect(saysDaemon({}, onInstances)).toEqual(['error Service.CapacityProviderStrategy']);
    expect(saysDaemon({ CapacityProviderStrategy: undefined }, onInstances)).toEqual(['error Service.LaunchType']);
    expect(tells(DaemonOptions, daemon({ CapacityProviderStrategy: undefined }, onInstances))).toEqual([
      'the service is a daemon, and AWS refuses a daemon with the default capacity provider strategy of the cluster, which holds without a launch type',
    ]);
    expect(saysDaemon({ CapacityProviderStrategy: undefined, LaunchType: 'EC2' }, onInstances)).toEqual([]);
    expect(saysDaemon({ CapacityProviderStrategy: [] })).toEqual([]);
  });

  test('does not know what a parameter decides', () => {
    expect(saysDaemon({ SchedulingStrategy: ref('Type'), DesiredCount: 2 })).toEqual(['unknown Service.DesiredCount']);
    expect(saysDaemon({ DeploymentConfiguration: { MaximumPercent: ref('P') } })).toEqual(['unknown Service.DeploymentConfiguration.MaximumPercent']);
    expect(saysDaemon({ LaunchType: { 'Fn::If': ['Any', 'EC2', ref('AWS::NoValue')] } }, onInstances)).toEqual(['unknown Service.CapacityProviderStrategy']);
  });

  test('leaves Fargate, and a launch type beside a strategy, to others', () => {
    expect(saysOf(DaemonOptions, { make: publicFargate, service: { SchedulingStrategy: 'DAEMON' } })).toEqual([]);
    expect(saysDaemon({ LaunchType: 'EC2' }, onInstances)).toEqual([]);
  });
});
