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

const POINTS = 'Task.ContainerDefinitions.0.MountPoints';
const closed = (ContainerPath: unknown, ReadOnly: unknown = true) => ({ ContainerPath, SourceVolume: 'data', ReadOnly });
const perhaps = { 'Fn::If': ['Perhaps', true, false] };
const onFargate = (properties: object, ...others: object[]) => says(WritableRoot, changed(publicFargate, ({ Task }, template) => {
  Object.assign(Task.Properties.ContainerDefinitions[0], properties);
  Task.Properties.ContainerDefinitions.push(...others);
  Task.Metadata = { 'cdk-ecs-exec-ready:notExecTargets': ['side', 'third'] };
  template.Parameters = { P: { Type: 'String' } };
  template.Conditions = { Perhaps: { 'Fn::Equals': [ref('P'), 'yes'] } };
}));

describe('WritableRoot where mounts lie over the folders of the agent', () => {
  test.each(['/var/lib/amazon/ssm', '/var/lib/amazon/', '/var/./lib', '/var', '/var/log/amazon/ssm', '/var/log'])('is broken by a read-only one at %s', (path) => {
    expect(onFargate({ MountPoints: [closed(path)] })).toEqual([`error ${POINTS}.0`]);
    expect(onFargate({ ReadonlyRootFilesystem: false, MountPoints: [...mounts('/data'), closed(path, 'true')] })).toEqual([`error ${POINTS}.1`]);
  });

  test.each<[string, unknown[]]>([
    ['a writable one', mounts('/var/lib/amazon/ssm')],
    ['a read-only one elsewhere', [closed('/var/lib/amazon/ssm2'), closed('/etc'), closed('/var/lib/amazon/ssm/deeper'), closed('/')]],
    ['writable ones below a read-only one', [closed('/var'), ...mounts('/var/lib/amazon', '/var/log')]],
    ['one somewhere below another place', [closed({ 'Fn::Sub': '/data/${P}' })]],
    ['a writable one that may be anywhere', mounts('').map((each) => ({ ...each, ContainerPath: ref('P') }))],
  ])('is silent on %s', (_, MountPoints) => {
    expect(onFargate({ MountPoints })).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['whether it is read-only', [closed('/var/lib', ref('P'))]],
    ['where it is', [closed({ 'Fn::Sub': '/var/${P}' })]],
    ['whether it is there', [{ 'Fn::If': ['Perhaps', closed('/var'), ref('AWS::NoValue')] }]],
    ['what it does to the place of the agent itself', [closed('/managed-agents')]],
  ])('does not know %s', (_, MountPoints) => {
    expect(onFargate({ MountPoints })).toEqual([`unknown ${POINTS}.0`]);
  });

  test('does not know what is mounted when nothing is known of it', () => {
    expect(onFargate({ MountPoints: ref('P') })).toEqual([expect.stringMatching(/^unknown Task\.ContainerDefinitions\.0\.MountPoints/)]);
    expect(onFargate({ VolumesFrom: [{ SourceContainer: 'side', ReadOnly: perhaps }] }, { Name: 'side', Image: 'x', MountPoints: mounts('/var') }))
      .toEqual(['unknown Task.ContainerDefinitions.0.VolumesFrom.0']);
  });

  test('only mentions one in a container that hardly anyone opens a session in', () => {
    const template = changed(publicFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions.push({ Name: 'daemon', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.x', MountPoints: [closed('/var')] });
    });
    expect(says(WritableRoot, template)).toEqual(['info Task.ContainerDefinitions.1.MountPoints.0']);
  });

  test('on instances does not know whether their agent finds the folder of its log below one', () => {
    expect(onInstances({ MountPoints: [closed('/var/log')] })).toEqual([`unknown ${POINTS}.0`]);
    expect(onInstances({ MountPoints: [closed('/var')] })).toEqual([`error ${POINTS}.0`]);
    expect(onInstances({ MountPoints: [closed('/var')] }, publicInstances, WINDOWS)).toEqual([]);
    expect(onInstances({ ReadonlyRootFilesystem: true, MountPoints: [...WITHOUT_LOGS, closed('/var/log')] })).toEqual([`unknown ${POINTS}`]);
  });
});

describe('WritableRoot where volumes come from another container', () => {
  const from = (SourceContainer: unknown, more: object = {}) => ({ VolumesFrom: [{ SourceContainer, ...more }] });
  const side = (MountPoints: unknown[], more: object = {}) => ({ Name: 'side', Image: 'x', MountPoints, ...more });
  const SOURCE = 'Task.ContainerDefinitions.0.VolumesFrom.0';

  test('tells of writable ones over all folders of a read-only root', () => {
    expect(onFargate({ ReadonlyRootFilesystem: true, ...from('side') }, side(ALL))).toEqual([`info ${PLACE}`]);
    expect(onFargate({ ReadonlyRootFilesystem: true, ...from('side') }, side([], from('third')), { Name: 'third', Image: 'x', MountPoints: ALL })).toEqual([`info ${PLACE}`]);
  });

  test.each<[string, object, object]>([
    ['they are taken read-only', from('side', { ReadOnly: true }), side(ALL)],
    ['they are read-only there', from('side'), side(ALL.map((each) => ({ ...each, ReadOnly: true })))],
    ['they come from a container that has none', from('side'), side([])],
    ['they come from a container that is not there', from('fourth'), side(ALL)],
    ['mounts of its own win', { ...from('side'), MountPoints: [closed('/var/lib/amazon/ssm')] }, side(ALL)],
  ])('is broken by a read-only root when %s', (_, properties, other) => {
    expect(onFargate({ ReadonlyRootFilesystem: true, ...properties }, other)).toEqual([`error ${PLACE}`]);
  });

  test('is broken by read-only ones over a writable root', () => {
    expect(onFargate(from('side', { ReadOnly: true }), side(mounts('/var')))).toEqual([`error ${SOURCE}`]);
    expect(onFargate(from('side'), side([closed('/var')]))).toEqual([`error ${SOURCE}`]);
    expect(onFargate(from('side', { ReadOnly: true }), side(mounts('/data')))).toEqual([]);
    expect(onFargate({ ...from('side', { ReadOnly: true }), MountPoints: mounts('/var') }, side(mounts('/var')))).toEqual([]);
  });

  test('does not know which they are, or go in a circle', () => {
    expect(onFargate(from(ref('P')), side(mounts('/data')))).toEqual([`unknown ${SOURCE}`]);
    expect(onFargate({ ReadonlyRootFilesystem: true, ...from(ref('P')) }, side(ALL))).toEqual([`unknown ${POINTS}`]);
    expect(onFargate({ ReadonlyRootFilesystem: true, ...from('side') }, side([], from('app')))).toEqual([`unknown ${POINTS}`]);
  });
});
