import { computeTemplate } from './compute-template';
import { Emulator } from './emulator';
import { Stack } from './stack';

const REGION = 'cn-north-1';

let emulator: Emulator;
let stack: Stack;
let outputs: Record<string, string>;

beforeAll(async () => {
  emulator = await Emulator.start();
  stack = new Stack(emulator, REGION);
  outputs = await stack.create(computeTemplate());
});

afterAll(async () => emulator?.stop());

async function aws<T = unknown>(...args: string[]): Promise<T> {
  return emulator.aws<T>(REGION, ...args);
}

interface Groups { readonly AutoScalingGroups: object[] }
interface Daemons { readonly daemon: { readonly currentRevisions: { readonly arn: string }[] } }

async function groupReadBack() {
  return (await aws<Groups>('autoscaling', 'describe-auto-scaling-groups', '--auto-scaling-group-names', outputs.Group)).AutoScalingGroups[0];
}

async function providersReadBack() {
  return aws('ecs', 'describe-capacity-providers');
}

async function daemonReadBack() {
  const { daemon } = await aws<Daemons>('ecs', 'describe-daemon', '--daemon-arn', outputs.Daemon);
  const [revision] = daemon.currentRevisions;
  return aws('ecs', 'describe-daemon-revisions', '--daemon-revision-arns', revision.arn);
}

describe('a stack that was created', () => {
  test('has the newest images of the region by their public parameters', () => {
    for (const name of ['Linux', 'Bottlerocket', 'Windows']) {
      expect(outputs[name]).toMatch(/^ami-[0-9a-f]{17}$/);
    }
  });

  test('an image that AWS does not have is unknown', async () => {
    const names = ['/aws/service/bottlerocket/aws-ecs-9/arm64/latest/image_id', '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm46/recommended/image_id'];

    expect(await aws('ssm', 'get-parameters', '--names', ...names)).toMatchObject({ Parameters: [], InvalidParameters: names });
  });

  test('its group has the instances, the hook, the tags and the warm pool of the template', async () => {
    expect(await groupReadBack()).toMatchObject({
      MinSize: 0,
      MaxSize: 4,
      CapacityRebalance: true,
      NewInstancesProtectedFromScaleIn: true,
      Tags: [{ Key: 'team', Value: 'nobody', PropagateAtLaunch: true }],
      WarmPoolConfiguration: { MinSize: 1, PoolState: 'Stopped' },
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: 'price-capacity-optimized' },
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: outputs.LaunchTemplate, Version: '1' },
          Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }],
        },
      },
    });
    expect(await aws('autoscaling', 'describe-lifecycle-hooks', '--auto-scaling-group-name', outputs.Group)).toMatchObject({
      LifecycleHooks: [{ LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', HeartbeatTimeout: 60, DefaultResult: 'ABANDON' }],
    });
  });

  test('its capacity providers have the scaling, the draining, the protection and the managed instances of the template', async () => {
    expect(await providersReadBack()).toMatchObject({
      capacityProviders: expect.arrayContaining([
        expect.objectContaining({
          name: outputs.Provider,
          autoScalingGroupProvider: expect.objectContaining({
            autoScalingGroupArn: outputs.Group,
            managedDraining: 'ENABLED',
            managedScaling: expect.objectContaining({ status: 'ENABLED', targetCapacity: 90 }),
            managedTerminationProtection: 'ENABLED',
          }),
        }),
        expect.objectContaining({
          name: outputs.ManagedProvider,
          cluster: 'compute',
          managedInstancesProvider: expect.objectContaining({
            infrastructureRoleArn: 'arn:aws:iam::123456789012:role/infrastructure',
            instanceLaunchTemplate: expect.objectContaining({ instanceRequirements: { vCpuCount: { min: 2, max: 8 }, memoryMiB: { min: 4096 } } }),
          }),
        }),
      ]),
    });
  });

  test('its daemon has exec and the task definition of the template', async () => {
    expect(await daemonReadBack()).toMatchObject({
      daemonRevisions: [{ daemonArn: outputs.Daemon, daemonTaskDefinitionArn: outputs.DaemonTaskDefinition, enableExecuteCommand: true }],
    });
    expect(await aws('ecs', 'describe-daemon-task-definition', '--daemon-task-definition', outputs.DaemonTaskDefinition)).toMatchObject({
      daemonTaskDefinition: { family: 'watcher', revision: 1, cpu: '256', containerDefinitions: [{ image: 'watcher:1', linuxParameters: { initProcessEnabled: true } }] },
    });
    expect(await aws('ecs', 'list-daemons')).toMatchObject({ daemonSummariesList: [{ daemonArn: outputs.Daemon, status: 'ACTIVE' }] });
  });

  test('its rule runs a task with exec in the subnets of the template', async () => {
    expect(await aws('events', 'list-targets-by-rule', '--rule', outputs.Rule)).toMatchObject({
      Targets: [{
        Arn: 'arn:aws-cn:ecs:cn-north-1:123456789012:cluster/compute',
        EcsParameters: {
          EnableExecuteCommand: true, TaskCount: 1, NetworkConfiguration: { awsvpcConfiguration: { AssignPublicIp: 'DISABLED' } }, Tags: [{ Key: 'team', Value: 'nobody' }],
        },
      }],
    });
  });

  test('its schedule runs a task with exec in the subnets of the template', async () => {
    expect(await aws('scheduler', 'get-schedule', '--name', outputs.Schedule)).toMatchObject({
      ScheduleExpression: 'cron(0 3 * * ? *)',
      Target: { EcsParameters: { EnableExecuteCommand: true, NetworkConfiguration: { awsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } } },
    });
  });

  test('its job definition has exec, the init process and the size of the template', async () => {
    expect(await aws('batch', 'describe-job-definitions', '--job-definitions', outputs.Job)).toMatchObject({
      jobDefinitions: [{
        platformCapabilities: ['FARGATE'],
        timeout: { attemptDurationSeconds: 180 },
        containerProperties: {
          enableExecuteCommand: true, linuxParameters: { initProcessEnabled: true }, resourceRequirements: [{ type: 'MEMORY', value: '512' }, { type: 'VCPU', value: '0.25' }],
        },
      }],
    });
  });
});

describe('a stack that was updated', () => {
  let before: Record<string, string>;

  beforeAll(async () => {
    before = outputs;
    outputs = await stack.update(computeTemplate({ instanceType: 'm7g.xlarge', targetCapacity: 50, exec: false, hour: 4 }));
  });

  test('its group, its providers, its daemon, its rule and its schedule are the same ones', () => {
    const { Job: _, ...kept } = before;

    expect(outputs).toMatchObject(kept);
    expect(outputs.Job).toMatch(/:2$/);
  });

  test('its group launches the new version of the template', async () => {
    expect(await groupReadBack()).toMatchObject({ MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: { Version: '2' } } } });
    expect(await aws('ec2', 'describe-launch-template-versions', '--launch-template-id', outputs.LaunchTemplate, '--versions', '2')).toMatchObject({
      LaunchTemplateVersions: [{ LaunchTemplateData: { InstanceType: 'm7g.xlarge' } }],
    });
  });

  test('its provider and its daemon have the new settings', async () => {
    const managedScaling = expect.objectContaining({ targetCapacity: 50 }) as object;
    const autoScalingGroupProvider = expect.objectContaining({ managedScaling }) as object;

    expect(await providersReadBack()).toMatchObject({
      capacityProviders: expect.arrayContaining([expect.objectContaining({ name: outputs.Provider, autoScalingGroupProvider })]),
    });
    expect(await daemonReadBack()).toMatchObject({
      daemonRevisions: [{ daemonTaskDefinitionArn: outputs.DaemonTaskDefinition, enableExecuteCommand: false }],
    });
  });

  test('its rule and its schedule have the new time, and run tasks without exec', async () => {
    expect(await aws('events', 'describe-rule', '--name', outputs.Rule)).toMatchObject({ ScheduleExpression: 'cron(0 4 * * ? *)' });
    expect(await aws('events', 'list-targets-by-rule', '--rule', outputs.Rule)).toMatchObject({ Targets: [{ EcsParameters: { EnableExecuteCommand: false } }] });
    expect(await aws('scheduler', 'get-schedule', '--name', outputs.Schedule)).toMatchObject({
      ScheduleExpression: 'cron(0 4 * * ? *)', Target: { EcsParameters: { EnableExecuteCommand: false } },
    });
  });
});

test('a stack that is deleted leaves no group, provider, daemon, rule or schedule behind', async () => {
  await stack.delete();

  expect(await aws('autoscaling', 'describe-auto-scaling-groups')).toMatchObject({ AutoScalingGroups: [] });
  expect(await providersReadBack()).toMatchObject({ capacityProviders: [] });
  expect(await aws('ecs', 'list-daemons')).toMatchObject({ daemonSummariesList: [] });
  expect(await aws('events', 'list-rules')).toMatchObject({ Rules: [] });
  expect(await aws('scheduler', 'list-schedules')).toMatchObject({ Schedules: [] });
});
