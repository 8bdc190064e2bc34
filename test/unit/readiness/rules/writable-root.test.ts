import { onManagedInstances } from './_instances';
import { changed, says } from './_judge';
import { publicFargate, publicInstances, ref, type Template } from './_ready';
import { WINDOWS } from './_task';
import { WritableRoot } from '../../../../src/readiness/private/rules/writable-root';

const PLACE = 'Task.ContainerDefinitions.0.ReadonlyRootFilesystem';
const mounts = (...paths: string[]) => paths.map((ContainerPath) => ({ ContainerPath, SourceVolume: 'scratch' }));

function withContainer(properties: object, parameters: object = {}): readonly string[] {
  return says(WritableRoot, changed(publicFargate, ({ Task }, template) => {
    Object.assign(Task.Properties.ContainerDefinitions[0], properties);
    template.Parameters = parameters as Record<string, unknown>;
  }));
}

describe('WritableRoot', () => {
  test.each([
    ['nothing is said of the root', {}],
    ['the root is writable', { ReadonlyRootFilesystem: false }],
    ['the root is writable, as text', { ReadonlyRootFilesystem: 'false' }],
  ])('is silent when %s', (_, properties) => {
    expect(withContainer(properties)).toEqual([]);
  });

  test.each([
    ['nothing is mounted', []],
    ['one folder is missing', mounts('/managed-agents', '/var/lib/amazon/ssm')],
    ['a folder is mounted read-only', [...mounts('/managed-agents', '/var/lib/amazon/ssm'), { ContainerPath: '/var/log/amazon/ssm', ReadOnly: true }]],
    ['a folder only begins alike', mounts('/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm2')],
  ])('is broken by a read-only root when %s', (_, MountPoints) => {
    expect(withContainer({ ReadonlyRootFilesystem: true, MountPoints })).toEqual([`error ${PLACE}`]);
  });

  test('goes by the nearest mount', () => {
    const readonly = (path: unknown, ReadOnly: unknown = true) => ({ ContainerPath: path, SourceVolume: 'data', ReadOnly });
    const with_ = (mount: object) => withContainer({ ReadonlyRootFilesystem: true, MountPoints: [mount, ...mounts('/managed-agents', '/var')] }, { P: { Type: 'String' } });
    expect(with_(readonly('/var/lib/amazon'))).toEqual([`error ${PLACE}`]);
    expect(with_(readonly('/var/lib/amazon', false))).toEqual([`info ${PLACE}`]);
    expect(with_(readonly('/'))).toEqual([`info ${PLACE}`]);
    expect(with_(readonly('/var/lib/amazon', ref('P')))).toEqual(['unknown Task.ContainerDefinitions.0.MountPoints']);
    expect(with_(readonly(ref('P')))).toEqual(['unknown Task.ContainerDefinitions.0.MountPoints']);
  });

  test('tells of mounts over all folders of the agent, a parent counting', () => {
    expect(withContainer({ ReadonlyRootFilesystem: true, MountPoints: mounts('/managed-agents', '/var/lib/', '/var/log/amazon') })).toEqual([`info ${PLACE}`]);
  });

  test('does not know what a parameter decides', () => {
    expect(withContainer({ ReadonlyRootFilesystem: ref('ReadOnly') }, { ReadOnly: { Type: 'String' } })).toEqual([`unknown ${PLACE}`]);
    expect(withContainer({ ReadonlyRootFilesystem: true, MountPoints: mounts('/managed-agents', '/var/lib/amazon/ssm').concat([{ ContainerPath: ref('P') as never, SourceVolume: 's' }]) },
      { P: { Type: 'String' } })).toEqual(['unknown Task.ContainerDefinitions.0.MountPoints']);
  });

  test('leaves a container alone that nobody is to open a session in', () => {
    expect(says(WritableRoot, changed(publicFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions.push({ Name: 'proxy', Image: 'x', ReadonlyRootFilesystem: true });
      Task.Metadata = { 'cdk-ecs-exec-ready:notExecTargets': ['proxy'] };
    }))).toEqual([]);
  });

  test('only mentions a sidecar', () => {
    const template = changed(publicFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions.push({ Name: 'daemon', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.x', ReadonlyRootFilesystem: true });
    });
    expect(says(WritableRoot, template)).toEqual(['info Task.ContainerDefinitions.1.ReadonlyRootFilesystem']);
  });
});

/** What is said of a container on instances. */
const onInstances = (properties: object, make: () => Template = publicInstances, task: object = {}) => {
  const template = changed(make, ({ Task }) => {
    Object.assign(Task.Properties.ContainerDefinitions[0], properties);
    Object.assign(Task.Properties, task);
  });
  return says(WritableRoot, { ...template, Parameters: { P: { Type: 'String' } } });
};
const external = () => changed(publicInstances, ({ Service }) => {
  delete Service.Properties.CapacityProviderStrategy;
  Service.Properties.LaunchType = 'EXTERNAL';
});
const mountAt = (index: number) => `Task.ContainerDefinitions.0.MountPoints.${index}.ContainerPath`;
const WITHOUT_LOGS = mounts('/managed-agents', '/var/lib/amazon/ssm');
const ALL = mounts('/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm');

describe('WritableRoot on instances, whose agent mounts the folder of its log', () => {
  test.each([['EC2', publicInstances], ['external', external]])('tells of mounts over the other folders on %s', (_, make) => {
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: WITHOUT_LOGS }, make)).toEqual([`info ${PLACE}`]);
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: [...WITHOUT_LOGS, ...mounts('/var/log/amazon')] }, make)).toEqual([`info ${PLACE}`]);
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: mounts('/managed-agents') }, make)).toEqual([`error ${PLACE}`]);
  });

  test.each([['EC2', publicInstances], ['external', external]])('is broken by another mount there on %s', (_, make) => {
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: ALL }, make)).toEqual([`error ${mountAt(2)}`]);
    expect(onInstances({ MountPoints: mounts('/var/log/amazon/ssm/') }, make)).toEqual([`error ${mountAt(0)}`]);
    expect(onInstances({ MountPoints: [{ ContainerPath: '/var/log/./amazon/ssm', SourceVolume: 's', ReadOnly: true }] }, make)).toEqual([`error ${mountAt(0)}`]);
    expect(onInstances({ MountPoints: mounts('/var/log/amazon', '/var/log/amazon/ssm/errors', '/data') }, make)).toEqual([]);
  });

  test('is broken by one in a container that nobody is to open a session in, unless the task does without it', () => {
    const beside = (more: object) => says(WritableRoot, changed(publicInstances, ({ Task }) => {
      Task.Properties.ContainerDefinitions.push({ Name: 'proxy', Image: 'x', MountPoints: mounts('/var/log/amazon/ssm'), ...more });
      Task.Metadata = { 'cdk-ecs-exec-ready:notExecTargets': ['proxy'] };
    }));
    expect(beside({})).toEqual(['error Task.ContainerDefinitions.1.MountPoints.0.ContainerPath']);
    expect(beside({ Essential: false })).toEqual(['warning Task.ContainerDefinitions.1.MountPoints.0.ContainerPath']);
  });

  test('does not know what a parameter decides, unless no value of it can be the folder', () => {
    const at = (ContainerPath: unknown) => onInstances({ MountPoints: [{ ContainerPath, SourceVolume: 's' }] });
    expect(at(ref('P'))).toEqual([`unknown ${mountAt(0)}`]);
    expect(at({ 'Fn::Sub': '/data/${P}' })).toEqual([]);
    expect(onInstances({ MountPoints: ref('P') })).toEqual([expect.stringMatching(/^unknown /)]);
  });

  test('does not know what Managed Instances mount', () => {
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: ALL }, onManagedInstances)).toEqual([`unknown ${mountAt(2)}`]);
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: WITHOUT_LOGS }, onManagedInstances)).toEqual(['unknown Task.ContainerDefinitions.0.MountPoints']);
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: [...WITHOUT_LOGS, ...mounts('/var/log/amazon')] }, onManagedInstances)).toEqual([`info ${PLACE}`]);
  });

  test('leaves Fargate and Windows alone', () => {
    expect(withContainer({ ReadonlyRootFilesystem: true, MountPoints: ALL })).toEqual([`info ${PLACE}`]);
    expect(onInstances({ MountPoints: ALL }, publicInstances, WINDOWS)).toEqual([]);
  });
});
