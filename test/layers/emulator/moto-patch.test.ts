import { Emulator } from './emulator';
import { execReadyTemplate } from './exec-ready-template';
import { Stack } from './stack';

const REGION = 'us-east-1';
const TEAM = [{ key: 'team', value: 'nobody' }];

let emulator: Emulator;
let stack: Stack;
let outputs: Record<string, string>;
let ids: Record<string, string>;

beforeAll(async () => {
  emulator = await Emulator.start();
  stack = new Stack(emulator, REGION);
});

afterAll(async () => emulator?.stop());

async function aws<T = unknown>(...args: string[]): Promise<T> {
  return emulator.aws<T>(REGION, ...args);
}

async function clusterReadBack() {
  const { clusters } = await aws<{ clusters: unknown[] }>('ecs', 'describe-clusters', '--clusters', outputs.ClusterName, '--include', 'TAGS');
  return clusters[0];
}

interface ReadService {
  readonly createdAt: number;
  readonly deployments: Array<{ readonly id: string; readonly createdAt: number }>;
}

async function serviceReadBack(name: string): Promise<ReadService> {
  const names = ['--cluster', outputs.ClusterName, '--services', name];
  const { services } = await aws<{ services: ReadService[] }>('ecs', 'describe-services', ...names, '--include', 'TAGS');
  return services[0];
}

async function taskDefinitionReadBack(name: string) {
  return aws('ecs', 'describe-task-definition', '--task-definition', name, '--include', 'TAGS');
}

async function groupReadBack(id: string) {
  const { SecurityGroups } = await aws<{ SecurityGroups: unknown[] }>('ec2', 'describe-security-groups', '--group-ids', id);
  return SecurityGroups[0];
}

async function physicalIds(): Promise<Record<string, string>> {
  const { StackResources } = await aws<{ StackResources: Array<{ LogicalResourceId: string; PhysicalResourceId: string }> }>(
    'cloudformation', 'describe-stack-resources', '--stack-name', 'exec-ready',
  );
  return Object.fromEntries(StackResources.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]));
}

describe('a stack that was created', () => {
  beforeAll(async () => {
    await emulator.reset();
    outputs = await stack.create(execReadyTemplate());
    ids = await physicalIds();
  });

  test('its cluster has the exec configuration, the settings, the tags and the capacity providers of the template', async () => {
    expect(await clusterReadBack()).toMatchObject({
      clusterArn: outputs.ClusterArn,
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: `arn:aws:kms:us-east-1:123456789012:key/${outputs.KeyId}`,
          logging: 'OVERRIDE',
          logConfiguration: {
            cloudWatchLogGroupName: '/exec',
            cloudWatchEncryptionEnabled: true,
            s3BucketName: expect.stringContaining('exec-ready-bucket-'),
            s3EncryptionEnabled: true,
            s3KeyPrefix: 'exec/',
          },
        },
      },
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      capacityProviders: ['FARGATE', 'FARGATE_SPOT', ids.Provider],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1, weight: 2 }],
      tags: TEAM,
    });
  });

  test('its service has exec, the circuit breaker, the network, the load balancers and the tags of the template', async () => {
    const network = {
      awsvpcConfiguration: {
        assignPublicIp: 'DISABLED',
        securityGroups: [outputs.TaskGroup],
        subnets: [ids.SubnetA, ids.SubnetB],
      },
    };

    expect(await serviceReadBack('api')).toMatchObject({
      serviceArn: outputs.ServiceArn,
      serviceName: 'api',
      status: 'ACTIVE',
      clusterArn: outputs.ClusterArn,
      taskDefinition: outputs.TaskDefinitionArn,
      desiredCount: 1,
      enableExecuteCommand: true,
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: true, rollback: true },
        maximumPercent: 200,
        minimumHealthyPercent: 50,
      },
      launchType: 'FARGATE',
      capacityProviderStrategy: [],
      platformVersion: 'LATEST',
      networkConfiguration: network,
      loadBalancers: [{ containerName: 'app', containerPort: 8080, targetGroupArn: 'target-group' }],
      propagateTags: 'SERVICE',
      enableECSManagedTags: true,
      tags: TEAM,
      deployments: [{ status: 'PRIMARY', launchType: 'FARGATE', networkConfiguration: network, taskDefinition: outputs.TaskDefinitionArn }],
    });
  });

  test('a service on a capacity provider has the strategy and no launch type', async () => {
    const service = await serviceReadBack(outputs.SpotFollowerName);

    expect(service).toMatchObject({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }], enableExecuteCommand: false });
    expect(service).not.toHaveProperty('launchType');
  });

  test('its capacity provider has the scaling of the template', async () => {
    expect(await aws('ecs', 'describe-capacity-providers', '--capacity-providers', ids.Provider)).toMatchObject({
      capacityProviders: [
        {
          autoScalingGroupProvider: {
            autoScalingGroupArn: 'auto-scaling-group',
            managedScaling: { status: 'ENABLED', targetCapacity: 90 },
            managedTerminationProtection: 'DISABLED',
          },
        },
      ],
    });
  });

  test('services without a name do not collide', async () => {
    const { serviceArns } = await aws<{ serviceArns: string[] }>('ecs', 'list-services', '--cluster', outputs.ClusterName);

    expect(new Set(serviceArns).size).toBe(3);
    expect(outputs.FollowerName).toMatch(/^exec-ready-Follower-\w+$/);
    expect(outputs.SpotFollowerName).toMatch(/^exec-ready-SpotFollower-\w+$/);
  });

  test('its task definition has the roles, the size, the platform and the volumes of the template', async () => {
    expect(await taskDefinitionReadBack('api')).toMatchObject({
      taskDefinition: {
        family: 'api',
        revision: 1,
        taskRoleArn: 'arn:aws:iam::123456789012:role/task',
        executionRoleArn: 'arn:aws:iam::123456789012:role/task',
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        pidMode: 'task',
        requiresCompatibilities: ['FARGATE'],
        runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
        ephemeralStorage: { sizeInGiB: 30 },
        volumes: [
          { name: 'agent' },
          { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { iam: 'ENABLED' } } },
        ],
      },
      tags: TEAM,
    });
  });

  test('its containers keep values and keys of the user as they were written', async () => {
    expect(await taskDefinitionReadBack('api')).toMatchObject({
      taskDefinition: {
        containerDefinitions: [
          {
            name: 'app',
            readonlyRootFilesystem: true,
            linuxParameters: { initProcessEnabled: true },
            mountPoints: [{ sourceVolume: 'agent', containerPath: '/managed-agents', readOnly: false }],
            environment: [{ name: 'VERBOSE', value: 'true' }],
            logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/exec', 'Mode': 'non-blocking' } },
          },
          { name: 'sidecar' },
        ],
      },
    });
  });

  test.each([['enableDnsHostnames', 'EnableDnsHostnames'], ['enableDnsSupport', 'EnableDnsSupport']])('its VPC has %s', async (attribute, answer) => {
    const vpc = await aws('ec2', 'describe-vpc-attribute', '--vpc-id', ids.Vpc, '--attribute', attribute);

    expect(vpc).toMatchObject({ [answer]: { Value: true } });
  });

  test('its subnets give out public addresses as the template says', async () => {
    const { Subnets } = await aws<{ Subnets: Array<{ CidrBlock: string; MapPublicIpOnLaunch: boolean }> }>(
      'ec2', 'describe-subnets', '--filters', `Name=vpc-id,Values=${ids.Vpc}`,
    );

    expect(Object.fromEntries(Subnets.map((subnet) => [subnet.CidrBlock, subnet.MapPublicIpOnLaunch]))).toEqual({
      '10.0.0.0/24': false,
      '10.0.1.0/24': true,
    });
  });

  test('its route table is associated with the subnet', async () => {
    const filter = `Name=association.subnet-id,Values=${outputs.SubnetA}`;

    expect(await aws('ec2', 'describe-route-tables', '--filters', filter)).toMatchObject({
      RouteTables: [{ RouteTableId: ids.RouteTable }],
    });
  });

  test('its security group lets out what the template says, and nothing else', async () => {
    expect(await groupReadBack(outputs.TaskGroup)).toMatchObject({
      IpPermissionsEgress: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [],
          Ipv6Ranges: [{ CidrIpv6: '::/0', Description: 'out' }],
          UserIdGroupPairs: [{ GroupId: ids.EndpointGroup }],
        },
      ],
    });
  });

  test('its security group lets in the inline rule and the rule that is a resource', async () => {
    expect(await groupReadBack(ids.EndpointGroup)).toMatchObject({
      IpPermissions: [
        { IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: outputs.TaskGroup }] },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
  });

  test('its endpoints have the type, the private DNS, the place and the policy of the template', async () => {
    const { VpcEndpoints } = await aws<{ VpcEndpoints: Array<{ PolicyDocument: string }> }>(
      'ec2', 'describe-vpc-endpoints', '--filters', `Name=vpc-id,Values=${ids.Vpc}`,
    );

    expect(VpcEndpoints).toMatchObject([
      {
        ServiceName: 'com.amazonaws.us-east-1.ssmmessages',
        VpcEndpointType: 'Interface',
        PrivateDnsEnabled: true,
        SubnetIds: [ids.SubnetA, ids.SubnetB],
        Groups: [{ GroupId: ids.EndpointGroup }],
      },
      { ServiceName: 'com.amazonaws.us-east-1.s3', VpcEndpointType: 'Gateway', RouteTableIds: [ids.RouteTable] },
    ]);
    expect(JSON.parse(VpcEndpoints[0].PolicyDocument)).toMatchObject({ Statement: [{ Action: 'ssmmessages:*' }] });
  });

  test('its key has the policy and the rotation of the template', async () => {
    const { Policy } = await aws<{ Policy: string }>('kms', 'get-key-policy', '--key-id', outputs.KeyId, '--policy-name', 'default');

    expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Action: 'kms:*', Principal: { AWS: 'arn:aws:iam::123456789012:root' } }] });
    expect(await aws('kms', 'get-key-rotation-status', '--key-id', outputs.KeyId)).toMatchObject({ KeyRotationEnabled: true });
  });

  test('its log group has the key and the retention of the template', async () => {
    expect(await aws('logs', 'describe-log-groups')).toMatchObject({
      logGroups: [{ logGroupName: '/exec', retentionInDays: 30, kmsKeyId: `arn:aws:kms:us-east-1:123456789012:key/${outputs.KeyId}` }],
    });
  });

  test('its bucket has the policy of the template, and still takes objects', async () => {
    const { Bucket } = ids;
    const { Policy } = await aws<{ Policy: string }>('s3api', 'get-bucket-policy', '--bucket', Bucket);

    expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Effect: 'Deny', Resource: `arn:aws:s3:::${Bucket}/*` }] });
    expect(await aws('s3api', 'put-object', '--bucket', Bucket, '--key', 'exec/session')).toHaveProperty('ETag');
    expect(await aws('s3api', 'get-public-access-block', '--bucket', Bucket)).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    });
  });

  test('Fn::GetAtt answers as CloudFormation does', () => {
    expect(outputs).toMatchObject({
      ClusterArn: `arn:aws:ecs:us-east-1:123456789012:cluster/${outputs.ClusterName}`,
      LogArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/exec:*',
      ServiceArn: `arn:aws:ecs:us-east-1:123456789012:service/${outputs.ClusterName}/api`,
      ServiceName: 'api',
      ServiceRef: outputs.ServiceArn,
      TaskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/api:1',
    });
  });
});

describe('a stack that was updated', () => {
  let before: { service: ReadService; follower: ReadService; endpoint: string };
  let after: ReadService;

  beforeAll(async () => {
    await emulator.reset();
    outputs = await stack.create(execReadyTemplate(), '--parameters', 'ParameterKey=Team,ParameterValue=blue');
    before = {
      service: await serviceReadBack('api'),
      follower: await serviceReadBack(outputs.FollowerName),
      endpoint: (await physicalIds()).SessionEndpoint,
    };

    const changed = execReadyTemplate({
      desiredCount: 3,
      egressPort: 8443,
      endpointAction: 'ssmmessages:CreateDataChannel',
      exec: false,
      image: 'app:2',
      logging: 'NONE',
      rotation: false,
      trustedService: 'ecs.amazonaws.com',
    });
    outputs = await stack.update(changed, '--parameters', 'ParameterKey=Team,UsePreviousValue=true', 'ParameterKey=Retention,UsePreviousValue=true');
    after = await serviceReadBack('api');
  });

  test('its service is the same one with the new settings', () => {
    expect(after).toMatchObject({
      createdAt: before.service.createdAt,
      desiredCount: 3,
      enableExecuteCommand: false,
      status: 'ACTIVE',
      taskDefinition: 'arn:aws:ecs:us-east-1:123456789012:task-definition/api:2',
      deployments: [{ desiredCount: 3, taskDefinition: 'arn:aws:ecs:us-east-1:123456789012:task-definition/api:2' }],
    });
  });

  test.each(['deploymentConfiguration', 'enableECSManagedTags', 'launchType', 'loadBalancers', 'networkConfiguration', 'platformVersion', 'propagateTags', 'tags'])(
    'its service keeps %s', (property) => {
      expect(before.service).toHaveProperty(property);
      expect(after).toHaveProperty(property, Object.entries(before.service).find(([name]) => name === property)?.[1]);
    });

  test('a service whose text did not change follows the new revision in a new deployment', async () => {
    const follower = await serviceReadBack(outputs.FollowerName);

    expect(follower).toMatchObject({ enableExecuteCommand: true, taskDefinition: outputs.TaskDefinitionArn });
    expect(follower.deployments[0].id).not.toBe(before.follower.deployments[0].id);
  });

  test('its task definition has a new revision, and the old one is inactive', async () => {
    expect(await taskDefinitionReadBack('api:2')).toMatchObject({
      taskDefinition: {
        status: 'ACTIVE',
        taskRoleArn: 'arn:aws:iam::123456789012:role/task',
        runtimePlatform: { cpuArchitecture: 'ARM64' },
        containerDefinitions: [{ image: 'app:2', linuxParameters: { initProcessEnabled: true } }, {}],
      },
      tags: [{ key: 'team', value: 'blue' }],
    });
    expect(await taskDefinitionReadBack('api:1')).toMatchObject({ taskDefinition: { status: 'INACTIVE' } });
  });

  test('its cluster is the same one with the new configuration', async () => {
    const cluster = await clusterReadBack();

    expect(cluster).toMatchObject({
      status: 'ACTIVE',
      configuration: { executeCommandConfiguration: { logging: 'NONE' } },
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      capacityProviders: ['FARGATE', 'FARGATE_SPOT', expect.stringContaining('Provider')],
    });
    expect(cluster).not.toHaveProperty('configuration.executeCommandConfiguration.logConfiguration');
  });

  test('its security group is the same one, with the new inline rule beside the rule that is a resource', async () => {
    expect(await groupReadBack(outputs.TaskGroup)).toMatchObject({
      IpPermissionsEgress: expect.arrayContaining([
        expect.objectContaining({ FromPort: 8443, Ipv6Ranges: [{ CidrIpv6: '::/0', Description: 'out' }] }),
        expect.objectContaining({ FromPort: 443, Ipv6Ranges: [] }),
      ]),
    });
  });

  test('its endpoint is the same one with the new policy', async () => {
    const { VpcEndpoints } = await aws<{ VpcEndpoints: Array<{ PolicyDocument: string }> }>(
      'ec2', 'describe-vpc-endpoints', '--filters', 'Name=vpc-endpoint-type,Values=Interface',
    );

    expect(VpcEndpoints).toMatchObject([{ VpcEndpointId: before.endpoint, PrivateDnsEnabled: true }]);
    expect(JSON.parse(VpcEndpoints[0].PolicyDocument)).toMatchObject({ Statement: [{ Action: 'ssmmessages:CreateDataChannel' }] });
  });

  test('its key and its role have the new settings', async () => {
    expect(await aws('kms', 'get-key-rotation-status', '--key-id', outputs.KeyId)).toMatchObject({ KeyRotationEnabled: false });
    expect(await aws('iam', 'get-role', '--role-name', 'task')).toMatchObject({
      Role: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'ecs.amazonaws.com' } }] } },
    });
  });

  test('UsePreviousValue keeps a value that was given and a value that was the default', async () => {
    expect(await clusterReadBack()).toMatchObject({ tags: [{ key: 'team', value: 'blue' }] });
    expect(await aws('logs', 'describe-log-groups')).toMatchObject({ logGroups: [{ retentionInDays: 30 }] });
  });
});

describe('an update that changes little', () => {
  beforeEach(async () => {
    await emulator.reset();
    outputs = await stack.create(execReadyTemplate());
  });

  test('metadata alone makes no new revision', async () => {
    outputs = await stack.update(execReadyTemplate({ metadata: 'Stack/TaskDefinition' }));

    expect(outputs.TaskDefinitionArn).toMatch(/api:1$/);
  });

  test('exec switched off starts no deployment', async () => {
    const before = await serviceReadBack('api');
    await stack.update(execReadyTemplate({ exec: false }));
    const after = await serviceReadBack('api');

    expect(after).toMatchObject({ enableExecuteCommand: false, taskDefinition: outputs.TaskDefinitionArn });
    expect(after.deployments[0].id).toBe(before.deployments[0].id);
  });

  test('a change set that does not exist can be deleted', async () => {
    await expect(aws('cloudformation', 'delete-change-set', '--stack-name', 'exec-ready', '--change-set-name', 'cdk-deploy-change-set'))
      .resolves.toBeUndefined();
  });

  test('a stack that is deleted leaves no network and no active service behind', async () => {
    const { Vpc } = await physicalIds();
    await stack.delete();

    expect(JSON.stringify(await aws('ec2', 'describe-vpcs'))).not.toContain(Vpc);
    expect(await serviceReadBack('api')).toMatchObject({ status: 'INACTIVE' });
  });
});

describe('settings given to the ECS API', () => {
  const breaker = { deploymentCircuitBreaker: { enable: true, rollback: false } };

  beforeEach(async () => {
    await emulator.reset();
    outputs = await stack.create(execReadyTemplate());
  });

  test('a service that was created and updated directly has them', async () => {
    const cluster = ['--cluster', outputs.ClusterName];
    await aws('ecs', 'create-service', ...cluster, '--service-name', 'direct', '--task-definition', 'api', '--desired-count', '1', '--enable-execute-command',
      '--capacity-provider-strategy', 'capacityProvider=FARGATE', '--enable-ecs-managed-tags', '--deployment-configuration', JSON.stringify(breaker));
    const created = await serviceReadBack('direct');
    await aws('ecs', 'update-service', ...cluster, '--service', 'direct', '--disable-execute-command');
    const updated = await serviceReadBack('direct');

    expect(created).toMatchObject({
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }],
      deploymentConfiguration: breaker,
      enableECSManagedTags: true,
      enableExecuteCommand: true,
    });
    expect(updated).toMatchObject({ deploymentConfiguration: breaker, enableECSManagedTags: true, enableExecuteCommand: false });
  });
});

describe('pseudo parameters and zones', () => {
  test.each([
    ['us-east-1', 'aws amazonaws.com'],
    ['cn-north-1', 'aws-cn amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov amazonaws.com'],
  ])('are those of %s', async (region, place) => {
    await emulator.reset();
    const made = await new Stack(emulator, region).create(execReadyTemplate());

    expect(made.Place).toBe(place);
    expect(made.Zones).toMatch(new RegExp(`^${region}a,${region}b`));
    expect(made.ClusterArn).toMatch(new RegExp(`^arn:${place.split(' ')[0]}:ecs:${region}:`));
  });
});
