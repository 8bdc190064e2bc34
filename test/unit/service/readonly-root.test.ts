import { Aspects } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecCapacity } from '../../../src';
import { ReadinessReport } from '../../../src/readiness/readiness-report';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { warningIds } from '../_helpers/warnings';

const READONLY = { readonlyRootFilesystem: true, writableAgentDirectories: true };

/** What the checker says of the service of a stack, as `rule severity: cause`. */
function verdictOf(stack: ReturnType<typeof newStack>): unknown {
  const [{ verdict, findings, unknowns }] = ReadinessReport.ofStack(stack).services;
  return { verdict, unknowns, findings: findings.map(({ rule, severity, cause }) => `${rule} ${severity}: ${cause}`) };
}

const note = (name: string) =>
  `WritableRoot info: the root of container "${name}" is read-only; exec works through the mounts over the agent's folders, which AWS does not promise`;

describe('a read-only root with directories for the agent', () => {
  test('has an empty volume of the task over each of them', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), ...READONLY } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{
        ReadonlyRootFilesystem: true,
        MountPoints: [
          { ContainerPath: '/managed-agents', SourceVolume: 'app-managed-agents', ReadOnly: false },
          { ContainerPath: '/var/lib/amazon/ssm', SourceVolume: 'app-var-lib-amazon-ssm', ReadOnly: false },
          { ContainerPath: '/var/log/amazon/ssm', SourceVolume: 'app-var-log-amazon-ssm', ReadOnly: false },
        ],
      }],
      Volumes: [
        { Name: 'app-managed-agents', Host: Match.absent() },
        { Name: 'app-var-lib-amazon-ssm', Host: Match.absent() },
        { Name: 'app-var-log-amazon-ssm', Host: Match.absent() },
      ],
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('is ready, with the note that AWS does not promise it', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), ...READONLY } });
    expect(verdictOf(stack)).toEqual({ verdict: 'ready', unknowns: [], findings: [note('app')] });
  });

  test.each(['app-managed-agents', 'app-var-lib-amazon-ssm', 'app-var-log-amazon-ssm'])('is broken without %s alone', (volume) => {
    const stack = newStack();
    const { taskDefinition } = newService(stack, { container: { image: privateImage(stack), ...READONLY } });
    const index = ['app-managed-agents', 'app-var-lib-amazon-ssm', 'app-var-log-amazon-ssm'].indexOf(volume);
    (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride(`ContainerDefinitions.0.MountPoints.${index}.ReadOnly`, true);
    expect(verdictOf(stack)).toEqual({
      verdict: 'broken', unknowns: [], findings: ['WritableRoot error: the root of container "app" is read-only, and the agent writes there'],
    });
  });

  test('shares no volume with another container', () => {
    const stack = newStack();
    const service = newService(stack, { container: { image: privateImage(stack), ...READONLY } });
    service.addContainer('Worker', { image: privateImage(stack), ...READONLY });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
    const volumes = Properties.Volumes.map(({ Name }: any) => Name);
    expect(new Set(volumes).size).toBe(6);
    const mounts = Properties.ContainerDefinitions.flatMap(({ MountPoints }: any) => MountPoints);
    expect(mounts.map(({ SourceVolume }: any) => SourceVolume)).toEqual(volumes);
    expect(verdictOf(stack)).toEqual({ verdict: 'ready', unknowns: [], findings: [note('app'), note('Worker')] });
  });

  test('leaves the path to the agent of an instance that it mounts itself', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.ec2(), container: { image: privateImage(stack), ...READONLY } });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
    expect(Properties.ContainerDefinitions[0].MountPoints.map(({ ContainerPath }: any) => ContainerPath))
      .toEqual(['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon']);
    const [{ findings }] = ReadinessReport.ofStack(stack).services;
    expect(findings.filter(({ rule }) => rule === 'WritableRoot').map(({ severity }) => severity)).toEqual(['info']);
  });

  test('may be chosen by an aspect of the user afterwards', () => {
    const stack = newStack();
    const { taskDefinition } = newService(stack, { container: { image: privateImage(stack), writableAgentDirectories: true } });
    Aspects.of(taskDefinition).add({
      visit: (node) => {
        if (node instanceof ecs.CfnTaskDefinition) {
          node.addPropertyOverride('ContainerDefinitions.0.ReadonlyRootFilesystem', true);
        }
      },
    });
    expect(verdictOf(stack)).toEqual({ verdict: 'ready', unknowns: [], findings: [note('app')] });
  });

  test('fails on Windows, where there is none', () => {
    const stack = newStack();
    const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
    expect(() => newService(stack, { runtimePlatform, container: { image: privateImage(stack), writableAgentDirectories: true } }))
      .toThrow('Stack/Api: the container "app" has writableAgentDirectories true, which there are in Linux only; leave it out');
  });
});

describe('a read-only root without them', () => {
  test('fails where sessions are to be opened, and names every remedy', () => {
    const stack = newStack();
    expect(() => newService(stack, { container: { image: privateImage(stack), readonlyRootFilesystem: true } }))
      .toThrow('Stack/Api: the container "app" has readonlyRootFilesystem true, and the agent of ECS Exec must write; '
        + 'leave it out, set writableAgentDirectories to true, or set execTarget to false if nobody is to exec into it');
  });

  test('fails on Windows, without the remedy of Linux', () => {
    const stack = newStack();
    const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
    expect(() => newService(stack, { runtimePlatform, container: { image: privateImage(stack), readonlyRootFilesystem: true } }))
      .toThrow('and the agent of ECS Exec must write; leave it out, or set execTarget to false if nobody is to exec into it');
  });

  test('is warned about in a container that others added, until they mount the directories', () => {
    const stack = newStack();
    const { taskDefinition } = newService(stack);
    const sidecar = taskDefinition.addContainer('Sidecar', { image: privateImage(stack), readonlyRootFilesystem: true });
    taskDefinition.addVolume({ name: 'agent' });
    const mount = (containerPath: string, readOnly: boolean) => sidecar.addMountPoints({ sourceVolume: 'agent', containerPath, readOnly });
    mount('/managed-agents', false);
    mount('/var/', false);
    expect(warningIds(stack)).toEqual([]);
    const other = newStack();
    newService(other).taskDefinition.addContainer('Sidecar', { image: privateImage(other), readonlyRootFilesystem: true })
      .addMountPoints({ sourceVolume: 'agent', containerPath: '/var', readOnly: true });
    expect(warningIds(other)).toEqual(['exec-ready:readonlySidecar']);
  });
});
