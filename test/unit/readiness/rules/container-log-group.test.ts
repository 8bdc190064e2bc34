import { changed, judged, says } from './_judge';
import { publicFargate, publicInstances, ref, sub } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady, task } from './_task';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { ContainerLogGroup } from '../../../../src/readiness/private/rules/container-log-group';
import { input, system } from '../sources/_builders';

const OPTIONS = `${CONTAINER}.LogConfiguration.Options`;
const GROUP = ref('AppLog');
const options = (changes: object, declared?: object, make = publicFargate) => saysOf(ContainerLogGroup, {
  make,
  parameters: declared,
  container: {
    LogConfiguration: {
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': GROUP, 'awslogs-region': ref('AWS::Region'), 'awslogs-stream-prefix': 'app', ...changes,
      },
    },
  },
});

describe('ContainerLogGroup', () => {
  test('is silent about a group of the template, and about other drivers', () => {
    expect(saysOfReady(ContainerLogGroup)).toEqual([]);
    expect(options({ 'awslogs-region': 'eu-west-1' })).toEqual([]);
    expect(saysOf(ContainerLogGroup, { container: { LogConfiguration: undefined } })).toEqual([]);
    expect(saysOf(ContainerLogGroup, { container: { LogConfiguration: { LogDriver: 'splunk', Options: {} } } })).toEqual([]);
    expect(saysOf(ContainerLogGroup, { container: { LogConfiguration: { LogDriver: ref('Driver'), Options: {} } }, parameters: parameters('Driver') })).toEqual([]);
  });

  test('is broken without group or Region', () => {
    expect(options({ 'awslogs-group': undefined })).toEqual([`error ${OPTIONS}.awslogs-group`]);
    expect(options({ 'awslogs-region': undefined })).toEqual([`error ${OPTIONS}.awslogs-region`]);
    expect(saysOf(ContainerLogGroup, { make: publicInstances, container: { LogConfiguration: { LogDriver: 'awslogs' } } }))
      .toEqual([`error ${OPTIONS}.awslogs-group`]);
    expect(saysOf(ContainerLogGroup, { container: { LogConfiguration: { LogDriver: 'awslogs' } } })).toEqual([`error ${OPTIONS}.awslogs-group`]);
  });

  test('does not know whether a group exists that is not in the templates', () => {
    expect(options({ 'awslogs-group': '/ecs/app' })).toEqual([`unknown ${OPTIONS}.awslogs-group`]);
    expect(options({ 'awslogs-group': ref('Name') }, parameters('Name'))).toEqual([`unknown ${OPTIONS}.awslogs-group`]);
    expect(judged(task({
      container: {
        LogConfiguration: {
          LogDriver: 'awslogs',
          Options: {
            'awslogs-group': '/ecs/app', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'a',
          },
        },
      },
    }), [ContainerLogGroup])[0].unknowns[0].reason)
      .toBe('whether the log group of container "app" exists, without which it does not start, is not known: "/ecs/app" is not in the templates');
  });

  test('finds a group by its name', () => {
    expect(says(ContainerLogGroup, changed(publicFargate, ({ AppLog, Task }) => {
      AppLog.Properties.LogGroupName = '/ecs/app';
      Task.Properties.ContainerDefinitions[0].LogConfiguration.Options['awslogs-group'] = '/ecs/app';
    }))).toEqual([]);
  });

  test('does not know whether a group exists whose condition is open', () => {
    expect(says(ContainerLogGroup, changed(publicFargate, ({ AppLog, Task }, template) => {
      template.Parameters = { Make: { Type: 'String' } };
      template.Conditions = { Make: { 'Fn::Equals': [ref('Make'), 'yes'] } };
      AppLog.Condition = 'Make';
      AppLog.Properties.LogGroupName = '/ecs/app';
      Task.Properties.ContainerDefinitions[0].LogConfiguration.Options['awslogs-group'] = '/ecs/app';
    }))).toEqual([`unknown ${OPTIONS}.awslogs-group`]);
  });

  test('is silent when the driver creates the group', () => {
    expect(options({ 'awslogs-group': '/ecs/app', 'awslogs-create-group': 'true' })).toEqual([]);
    expect(options({ 'awslogs-group': '/ecs/app', 'awslogs-create-group': 'false' })).toEqual([`unknown ${OPTIONS}.awslogs-group`]);
    expect(options({ 'awslogs-group': '/ecs/app', 'awslogs-create-group': ref('Create') }, parameters('Create'))).toEqual([`unknown ${OPTIONS}.awslogs-group`]);
  });

  test('is broken when the group is in another Region', () => {
    expect(options({ 'awslogs-region': 'us-east-1' })).toEqual([`error ${OPTIONS}.awslogs-region`]);
    expect(options({ 'awslogs-region': ref('Region') }, parameters('Region'))).toEqual([`unknown ${OPTIONS}.awslogs-region`]);
  });

  test('does not know whether another Region has a group of the same name', () => {
    expect(says(ContainerLogGroup, changed(publicFargate, ({ AppLog, Task }) => {
      AppLog.Properties.LogGroupName = '/ecs/app';
      Task.Properties.ContainerDefinitions[0].LogConfiguration.Options['awslogs-region'] = 'us-east-1';
    }))).toEqual([`unknown ${OPTIONS}.awslogs-region`]);
  });

  test('does not know the Region of a stack that is not given', () => {
    const unplaced = (region: unknown) => {
      const template = changed(publicFargate, ({ Task }) => {
        Task.Properties.ContainerDefinitions[0].LogConfiguration.Options['awslogs-region'] = region;
      });
      return new Model(system(input(template))).subjects.flatMap((subject) => judge(subject, [ContainerLogGroup]).unknowns).map(({ path }) => path);
    };
    expect(unplaced('us-east-1')).toEqual(['ContainerDefinitions.0.LogConfiguration.Options.awslogs-region']);
    expect(unplaced(sub('${AWS::Region}'))).toEqual([]);
  });

  test('asks for a prefix on Fargate only', () => {
    expect(options({ 'awslogs-stream-prefix': undefined })).toEqual([`unknown ${OPTIONS}.awslogs-stream-prefix`]);
    expect(options({ 'awslogs-stream-prefix': undefined }, undefined, publicInstances)).toEqual([]);
  });

  test('looks at the proxy of Service Connect, too', () => {
    const proxy = (group: unknown) => saysOf(ContainerLogGroup, {
      service: {
        ServiceConnectConfiguration: {
          Enabled: true,
          LogConfiguration: {
            LogDriver: 'awslogs', Options: { 'awslogs-group': group, 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'proxy' },
          },
        },
      },
    });
    expect(proxy(GROUP)).toEqual([]);
    expect(proxy('/ecs/proxy')).toEqual(['unknown Service.ServiceConnectConfiguration.LogConfiguration.Options.awslogs-group']);
  });

  test('knows that AWS Batch has a group of its own', () => {
    expect(says(ContainerLogGroup, batchJob({ LogConfiguration: { LogDriver: 'awslogs' } }))).toEqual([]);
    expect(says(ContainerLogGroup, batchJob({ LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/jobs' } } })))
      .toEqual(['unknown Service.ContainerProperties.LogConfiguration.Options.awslogs-group']);
  });
});
