import { changed, says } from './_judge';
import { publicFargate, ref } from './_ready';
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
