import { spawnSync } from 'child_process';
import { parse } from '@iarna/toml';
import { NOT_MODELLED } from './answers';
import { Deployed } from './deployed';
import { Machine, variablesOf } from '../../unit/capacity/_machine';
import { powershellReader } from '../../unit/capacity/_powershell';
import { Emulator } from '../emulator/emulator';

const TIMEOUT_MS = 1_200_000;
const REGION = 'us-east-1';

let emulator: Emulator;
let deployed: Deployed;

beforeAll(async () => {
  emulator = await Emulator.start();
  deployed = new Deployed(emulator, REGION);
  await deployed.prepare();
  await deployed.deploy();
}, TIMEOUT_MS);

afterAll(async () => emulator?.stop());

describe('the local AWS', () => {
  test('knows everything in the templates but what is listed', () => {
    expect([...emulator.dropped].sort()).toEqual(Object.keys(NOT_MODELLED).sort());
  });

  test('runs no instance and no task of a service, which is why nothing is asserted of them here', async () => {
    const [cluster] = await deployed.ids('Instances', 'AWS::ECS::Cluster');
    const [service] = await deployed.services('Instances');

    expect(await groupOf('Instances')).toMatchObject({ Instances: [{ LifecycleState: 'InService' }] });
    expect(await deployed.aws('ecs', 'list-container-instances', '--cluster', cluster)).toEqual({ containerInstanceArns: [] });
    expect(service).toMatchObject({ desiredCount: 1, runningCount: 0 });
  });

  test('registers no machine from outside', async () => {
    const activation = await deployed.output('ExternalCluster', 'ClusterExternalInstancesActivationCommand');
    const { status, stderr } = spawnSync('bash', ['-c', activation], { encoding: 'utf8', env: { ...emulator.env(REGION), AWS_MAX_ATTEMPTS: '1' } });

    expect(status).not.toBe(0);
    expect(stderr).toContain('CreateActivation');
  });
});

const LAUNCH_TYPES: [string, string][] = [
  ['Fargate', 'FARGATE'], ['FargateWindows', 'FARGATE'], ['FargateReadonlyRoot', 'FARGATE'], ['External', 'EXTERNAL'], ['Diagnosis', 'FARGATE'],
];
const FARGATE_STRATEGIES: [string, object[]][] = [
  ['FargateSpot', [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]],
  ['FargateMix', [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 3 }]],
];
const LINUX = ['Instances', 'InstancesBridge', 'InstancesHost', 'InstancesSpot', 'InstancesAmazonLinux2', 'InstancesGpu', 'InstancesNeuron'];
const ON_INSTANCES = [...LINUX, 'InstancesBottlerocket', 'InstancesWindows'];
const MANAGED = ['ManagedInstances', 'ManagedInstancesDaemon'];

describe('a service that was deployed', () => {
  test.each(LAUNCH_TYPES)('%s has exec on, and the launch type %s', async (stack, launchType) => {
    const services = await deployed.services(stack);

    expect(services).toMatchObject([{ enableExecuteCommand: true, launchType }]);
  });

  test.each(FARGATE_STRATEGIES)('%s has exec on, and its strategy', async (stack, capacityProviderStrategy) => {
    const [service] = await deployed.services(stack);
    const [cluster] = await deployed.ids(stack, 'AWS::ECS::Cluster');

    expect(service).toMatchObject({ enableExecuteCommand: true, capacityProviderStrategy });
    expect(await deployed.cluster(cluster)).toMatchObject({
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'], configuration: { executeCommandConfiguration: { logging: 'OVERRIDE' } },
    });
  });

  test.each([...ON_INSTANCES, ...MANAGED])('%s has exec on, and runs on the capacity provider of its stack', async (stack) => {
    const [capacityProvider] = await deployed.ids(stack, 'AWS::ECS::CapacityProvider');
    const services = await deployed.services(stack);

    const scheduled = services.filter(({ schedulingStrategy }) => schedulingStrategy === 'REPLICA');
    expect(services.every(({ enableExecuteCommand }) => enableExecuteCommand)).toBe(true);
    expect(scheduled.length).toBeGreaterThan(0);
    scheduled.forEach(({ capacityProviderStrategy }) => expect(capacityProviderStrategy).toMatchObject([{ capacityProvider, weight: 1 }]));
  });

  test.each(ON_INSTANCES)('%s has a cluster that knows the capacity provider', async (stack) => {
    const [cluster] = await deployed.ids(stack, 'AWS::ECS::Cluster');

    expect(await deployed.cluster(cluster)).toMatchObject({ capacityProviders: await deployed.ids(stack, 'AWS::ECS::CapacityProvider') });
  });

  test('InstancesBridge has one agent on each instance', async () => {
    const services = await deployed.services('InstancesBridge');

    expect(services.filter(({ schedulingStrategy }) => schedulingStrategy === 'DAEMON')).toHaveLength(1);
  });
});

describe('instances that were deployed', () => {
  test.each(ON_INSTANCES)('%s scale with the tasks, and end only when drained', async (stack) => {
    const [provider] = await deployed.ids(stack, 'AWS::ECS::CapacityProvider');
    const [group] = await deployed.ids(stack, 'AWS::AutoScaling::AutoScalingGroup');

    expect(await deployed.capacityProvider(provider)).toMatchObject({
      autoScalingGroupProvider: {
        autoScalingGroupArn: group, managedDraining: 'ENABLED', managedScaling: { status: 'ENABLED', targetCapacity: 100 }, managedTerminationProtection: 'ENABLED',
      },
    });
  });

  test('Instances are protected from scale-in, and as many as the example says', async () => {
    expect(await groupOf('Instances')).toMatchObject({ MinSize: 1, MaxSize: 4, NewInstancesProtectedFromScaleIn: true });
  });

  test('InstancesHost has a warm pool', async () => {
    expect(await groupOf('InstancesHost')).toMatchObject({ WarmPoolConfiguration: { MinSize: 1, PoolState: 'Stopped' } });
  });

  test('InstancesSpot has one instance on demand, and the others on spare capacity of several types', async () => {
    expect(await groupOf('InstancesSpot')).toMatchObject({
      CapacityRebalance: true,
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 0 },
        LaunchTemplate: { Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }, { InstanceType: 'c7g.xlarge' }] },
      },
    });
  });

  test('ManagedInstances have the instances that the example asks for', async () => {
    const [provider] = await deployed.ids('ManagedInstances', 'AWS::ECS::CapacityProvider');
    const [cluster] = await deployed.ids('ManagedInstances', 'AWS::ECS::Cluster');

    expect(await deployed.capacityProvider(provider)).toMatchObject({
      cluster,
      managedInstancesProvider: { instanceLaunchTemplate: { instanceRequirements: { vCpuCount: { min: 2, max: 8 }, memoryMiB: { min: 4096 } } } },
    });
  });

  test.each(MANAGED)('%s have a role and a profile with the name that AWS lets pass', async (stack) => {
    const role = (await deployed.ids(stack, 'AWS::IAM::Role')).find((name) => name.startsWith('ecsInstanceRole-'));
    const [profile] = await deployed.ids(stack, 'AWS::IAM::InstanceProfile');

    expect(profile).toBe(role);
    expect(await deployed.aws('iam', 'get-instance-profile', '--instance-profile-name', profile)).toMatchObject({ InstanceProfile: { Roles: [{ RoleName: role }] } });
  });

  test('ManagedInstancesDaemon has a daemon with exec on', async () => {
    const [arn] = await deployed.ids('ManagedInstancesDaemon', 'AWS::ECS::Daemon');
    const { daemon: { currentRevisions: [revision] } } = await deployed.aws<{ daemon: { currentRevisions: { arn: string }[] } }>('ecs', 'describe-daemon', '--daemon-arn', arn);

    expect(await deployed.aws('ecs', 'describe-daemon-revisions', '--daemon-revision-arns', revision.arn)).toMatchObject({
      daemonRevisions: [{ daemonArn: arn, enableExecuteCommand: true }],
    });
  });
});

describe('user data that was deployed', () => {
  test.each(LINUX)('of %s configures the agent when it is executed', async (stack) => {
    const { clusterName, userData } = await launchedBy(stack);
    const machine = new Machine();
    try {
      machine.run(userData.split('\n').slice(1));

      expect(userData).toMatch(/^#!\/bin\/bash\n/);
      expect(variablesOf(machine.read('etc/ecs/ecs.config'))).toMatchObject({
        ECS_CLUSTER: clusterName,
        ECS_AWSVPC_BLOCK_IMDS: 'true',
        ECS_ENABLE_TASK_IAM_ROLE: 'true',
        ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST: 'true',
        ...stack === 'InstancesSpot' ? { ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'true' } : {},
        ...stack === 'InstancesHost' ? { ECS_WARM_POOLS_CHECK: 'true' } : {},
        ...stack === 'InstancesGpu' ? { ECS_ENABLE_GPU_SUPPORT: 'true' } : {},
        ...stack === 'InstancesBridge' ? { ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: '1h' } : {},
      });
    } finally {
      machine.remove();
    }
  });

  test('of InstancesBottlerocket is TOML that configures the agent', async () => {
    const { clusterName, userData } = await launchedBy('InstancesBottlerocket');

    expect(parse(userData)).toMatchObject({ settings: { ecs: { 'cluster': clusterName, 'awsvpc-block-imds': true } } });
  });

  test('of InstancesWindows is PowerShell that configures the agent', async () => {
    const { clusterName, userData } = await launchedBy('InstancesWindows');
    const script = /^<powershell>([\s\S]*)<\/powershell>$/.exec(userData.trim())![1];
    const [start] = (await powershellReader())(script).filter(([command]) => command === 'Initialize-ECSAgent');

    expect(start.slice(0, 3)).toEqual(['Initialize-ECSAgent', '-Cluster', clusterName]);
    expect(start).toEqual(expect.arrayContaining(['-EnableTaskIAMRole', '-EnableTaskENI']));
  });
});

describe('a task that somebody starts', () => {
  test('has exec on by the rule', async () => {
    const [rule] = await deployed.ids('Tasks', 'AWS::Events::Rule');
    const [definition] = await deployed.ids('Tasks', 'AWS::ECS::TaskDefinition');

    expect(await deployed.aws('events', 'list-targets-by-rule', '--rule', rule)).toMatchObject({
      Targets: [{ EcsParameters: { EnableExecuteCommand: true, LaunchType: 'FARGATE', TaskDefinitionArn: definition, NetworkConfiguration: { awsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } } }],
    });
  });

  test('has exec on by the schedule', async () => {
    const [schedule] = await deployed.ids('Tasks', 'AWS::Scheduler::Schedule');
    const [definition] = await deployed.ids('Tasks', 'AWS::ECS::TaskDefinition');

    expect(await deployed.aws('scheduler', 'get-schedule', '--name', schedule)).toMatchObject({
      ScheduleExpression: 'rate(1 hour)', State: 'ENABLED', Target: { EcsParameters: { EnableExecuteCommand: true, LaunchType: 'FARGATE', TaskDefinitionArn: definition } },
    });
  });

  test('has exec on by the state machine', async () => {
    const [machine] = await deployed.ids('Tasks', 'AWS::StepFunctions::StateMachine');
    const { definition } = await deployed.aws<{ definition: string }>('stepfunctions', 'describe-state-machine', '--state-machine-arn', machine);

    expect(JSON.parse(definition)).toMatchObject({ States: { Run: { Resource: expect.stringMatching(/ecs:runTask/), Parameters: { EnableExecuteCommand: true, LaunchType: 'FARGATE' } } } });
  });

  test('has exec on as a job', async () => {
    const [job] = await deployed.ids('Tasks', 'AWS::Batch::JobDefinition');

    expect(await deployed.aws('batch', 'describe-job-definitions', '--job-definitions', job)).toMatchObject({
      jobDefinitions: [{ status: 'ACTIVE', containerProperties: { enableExecuteCommand: true, linuxParameters: { initProcessEnabled: true } } }],
    });
  });

  test.each([['Tasks', 'ReportRunTaskCommand'], ['Diagnosis', 'LookRunTaskCommand']])('has exec on by the line for a shell of %s', async (stack, output) => {
    const line = await deployed.output(stack, output);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `${line} --output json`], { encoding: 'utf8', env: emulator.env(REGION) });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ tasks: [{ enableExecuteCommand: true, launchType: 'FARGATE' }] });
  });
});

describe('machines outside of AWS', () => {
  test('are registered with the lines in the outputs, which the local AWS can only read', async () => {
    const activation = await deployed.output('ExternalCluster', 'ClusterExternalInstancesActivationCommand');
    const install = await deployed.output('ExternalCluster', 'ClusterExternalInstancesInstallCommand');
    const [cluster] = await deployed.ids('ExternalCluster', 'AWS::ECS::Cluster');
    const [role] = await deployed.ids('ExternalCluster', 'AWS::IAM::Role');

    expect(activation).toBe(`aws ssm create-activation --region ${REGION} --iam-role ${role} --registration-limit 1`);
    expect(install).toContain(`--region ${REGION} --cluster ${cluster} `);
    for (const line of [activation, install]) {
      expect(spawnSync('bash', ['-n', '-c', line], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    }
  });
});

describe('the same example again', () => {
  test('changes nothing when it is deployed, and leaves nothing when it is destroyed', async () => {
    const stacks = await stackStatuses();
    const said = await deployed.deploy();

    expect(stacks.length).toBeGreaterThan(15);
    expect(said.match(/\(no changes\)/g)).toHaveLength(stacks.length);

    await deployed.destroy();
    expect(await stackStatuses()).toEqual([]);
  }, TIMEOUT_MS);
});

interface Stacks { readonly Stacks: { readonly StackName: string; readonly StackStatus: string }[] }

async function groupOf(stack: string): Promise<object | undefined> {
  const [name] = await deployed.ids(stack, 'AWS::AutoScaling::AutoScalingGroup');
  return deployed.group(name);
}

/** What new instances of a stack are launched with, as the local AWS gives it to them. */
async function launchedBy(stack: string): Promise<{ clusterName: string; userData: string }> {
  const [template] = await deployed.ids(stack, 'AWS::EC2::LaunchTemplate');
  const [clusterName] = await deployed.ids(stack, 'AWS::ECS::Cluster');
  const { ImageId, UserData } = (await deployed.launchTemplate(template))!;
  expect(ImageId).toMatch(/^ami-[0-9a-f]{17}$/);
  return { clusterName, userData: Buffer.from(UserData, 'base64').toString('utf8') };
}

/** The stacks of the example that are there. */
async function stackStatuses(): Promise<string[]> {
  const { Stacks } = await emulator.aws<Stacks>(REGION, 'cloudformation', 'describe-stacks');
  return Stacks.filter(({ StackName }) => StackName !== 'CDKToolkit').map(({ StackName, StackStatus }) => `${StackName} ${StackStatus}`);
}
