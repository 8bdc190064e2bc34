import { changed, says } from './_judge';
import { att, publicFargate, ref } from './_ready';
import { causes, logged, numbers, saysOfReady, session, SESSION, toBucket } from './_session';
import { batchJob, parameters } from './_task';
import { SessionLogging } from '../../../../src/readiness/private/rules/session-logging';

const DRIVER = 'Task.ContainerDefinitions.0.LogConfiguration.LogDriver';
const FIRELENS = { LogConfiguration: { LogDriver: 'awsfirelens' } };

/** A cluster with settings for sessions, and a container that logs in another way. */
const elsewhere = (configuration: unknown, container: object = { LogConfiguration: undefined }) => session(configuration, ({ Task }) => {
  Object.assign(Task.Properties.ContainerDefinitions[0], container);
});

describe('SessionLogging', () => {
  test('is silent where sessions have a log of their own', () => {
    expect(saysOfReady(SessionLogging)).toEqual([]);
    expect(says(SessionLogging, toBucket())).toEqual([]);
  });

  test('warns of a cluster that says nothing of sessions', () => {
    expect(says(SessionLogging, session(undefined))).toEqual([`warning ${SESSION}`]);
    expect(numbers(SessionLogging, session(undefined))).toEqual(['X-038']);
  });

  test('names the container whose sessions are then recorded nowhere', () => {
    expect(causes(SessionLogging, elsewhere(undefined)))
      .toEqual(['the cluster says nothing of sessions, so that they are recorded only where a container logs with awslogs, which container "app" does not']);
    expect(numbers(SessionLogging, elsewhere(undefined))).toEqual(['X-038', 'X-043']);
  });

  test('warns of a log that is switched off', () => {
    expect(says(SessionLogging, session({ Logging: 'NONE' }))).toEqual([`warning ${SESSION}.Logging`]);
    expect(numbers(SessionLogging, session({ Logging: 'NONE' }))).toEqual(['X-038']);
  });

  test.each([
    ['Logging is DEFAULT', { Logging: 'DEFAULT' }],
    ['Logging is not set', { KmsKeyId: att('Key', 'Arn') }],
  ])('is silent when %s and the container logs with awslogs', (_, configuration) => {
    expect(says(SessionLogging, session(configuration))).toEqual([]);
  });

  test.each([
    ['Logging is DEFAULT and the container has no log', { Logging: 'DEFAULT' }, {}],
    ['Logging is not set and the container has no log', { KmsKeyId: att('Key', 'Arn') }, {}],
    ['Logging is DEFAULT and the container logs elsewhere', { Logging: 'DEFAULT' }, FIRELENS],
  ])('warns when %s', (_, configuration, container) => {
    const template = elsewhere(configuration, { LogConfiguration: undefined, ...container });
    expect(says(SessionLogging, template)).toEqual([`warning ${DRIVER}`]);
    expect(numbers(SessionLogging, template)).toEqual(['X-043']);
  });

  test('leaves alone companions, and containers that nobody is to open a session in', () => {
    const template = session({ Logging: 'DEFAULT' }, ({ Task }) => {
      Task.Properties.ContainerDefinitions.push({ Name: 'xray', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.x' }, { Name: 'proxy', Image: 'x' });
      Task.Metadata = { 'cdk-ecs-exec-ready:notExecTargets': ['proxy'] };
    });
    expect(says(SessionLogging, template)).toEqual([]);
  });

  test('leaves a log driver that is not known alone', () => {
    const template = elsewhere({ Logging: 'DEFAULT' }, { LogConfiguration: { LogDriver: ref('Driver') } });
    expect(says(SessionLogging, { ...template, Parameters: parameters('Driver') as never })).toEqual([]);
  });

  test('is silent where ECS refuses the settings, which is told elsewhere', () => {
    const log = { CloudWatchLogGroupName: ref('SessionLog') };
    expect(says(SessionLogging, elsewhere({ Logging: 'DEFAULT', LogConfiguration: log }))).toEqual([]);
  });

  test('does not warn of what a condition or a parameter decides', () => {
    const Conditions = { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
    const Logging = { 'Fn::If': ['Audited', 'DEFAULT', 'NONE'] };
    expect(says(SessionLogging, { ...session({ Logging }), Conditions, Parameters: parameters('Stage') as never })).toEqual([]);
    expect(says(SessionLogging, { ...session({ Logging: ref('Logging') }), Parameters: parameters('Logging') as never })).toEqual([]);
  });

  test('warns where every value of a parameter loses the log', () => {
    const Parameters = { Logging: { Type: 'String', AllowedValues: ['NONE', 'DEFAULT'] } };
    expect(says(SessionLogging, { ...elsewhere({ Logging: ref('Logging') }), Parameters })).toEqual([`warning ${SESSION}.Logging`]);
  });

  test('is silent about a cluster that is not at hand, or that AWS Batch makes', () => {
    expect(says(SessionLogging, changed(publicFargate, ({ Service }) => { Service.Properties.Cluster = 'shared'; }))).toEqual([]);
    expect(says(SessionLogging, batchJob({}))).toEqual([]);
  });

  test('says of a cluster in another template what it says of one in the same', () => {
    const { Resources } = logged({});
    const { Cluster, ...rest } = Resources;
    Object.assign(Cluster.Properties, { ClusterName: 'shared', Configuration: undefined });
    rest.Service.Properties.Cluster = 'shared';
    expect(says(SessionLogging, [{ Resources: rest }, { Resources: { Cluster } }])).toEqual([`warning ${SESSION}`]);
  });
});
