import { Size, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ExecReadyServiceProps } from '../../../src';
import { ExecCapacity, ExecNetwork, ExecReadyCluster, ReadinessReport } from '../../../src';
import { ExecHeadroom } from '../../../src/service/exec-headroom';
import { newApp, newService, newStack, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';
import { endpointsOf, text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const { AWS_VPC, BRIDGE, HOST } = ecs.NetworkMode;
/** In the network of the instances. */
const ON_HOST = { networkMode: HOST, capacity: ExecCapacity.managedInstances(), container: { image: PUBLIC_IMAGE } };

const REGIONS = ['eu-west-1', 'cn-north-1', 'us-gov-west-1'];

function inRegion(region: string, context: Record<string, unknown> = {}): Stack {
  return new Stack(newApp(context), 'Stack', { env: { account: '111122223333', region } });
}

/** What keeps the services of a stack from being ready. */
function flaws(stack: Stack): unknown[] {
  const { services } = ReadinessReport.ofStack(stack);
  return [services.map(({ verdict }) => verdict), services.flatMap(({ findings }) => findings), services.flatMap(({ unknowns }) => unknowns)];
}

describe('ExecCapacity.managedInstances', () => {
  describe.each(REGIONS)('in %s', (region) => {
    test.each([AWS_VPC, HOST])('has tasks in network mode %s ready', (networkMode) => {
      const stack = inRegion(region);
      newService(stack, { networkMode, capacity: ExecCapacity.managedInstances() });
      expect(flaws(stack)).toEqual([['ready'], [], []]);
    });
  });

  test.each([['without feature flags', {}], ['with the recommended feature flags', RECOMMENDED_FLAGS]])('makes no function %s', (_name, context) => {
    const stack = newStack(context);
    newService(stack, { capacity: ExecCapacity.managedInstances() });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('has a task definition and a strategy of its own, and no launch type', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.managedInstances() });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { RequiresCompatibilities: ['MANAGED_INSTANCES'], NetworkMode: 'awsvpc', Cpu: '256', Memory: '512' });
    template.hasResourceProperties('AWS::ECS::Service', {
      CapacityProviderStrategy: [{ CapacityProvider: { Ref: Match.stringLikeRegexp('ManagedInstancesProvider') }, Weight: 1 }],
      LaunchType: Match.absent(),
      PlatformVersion: Match.absent(),
      EnableExecuteCommand: true,
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
    });
    template.hasResourceProperties('AWS::ECS::CapacityProvider', { ClusterName: { Ref: Match.anyValue() } });
    template.resourceCountIs('AWS::ECS::ClusterCapacityProviderAssociations', 0);
  });

  test('leads the instances to the agent endpoints, and tasks and instances each to what they call', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.managedInstances() });
    const endpoints = endpointsOf(Template.fromStack(stack));
    expect(Object.keys(endpoints).sort()).toEqual(['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'kms', 'logs', 's3', 'ssmmessages']);
    expect(endpoints.ecs).toEqual(['agent on instances: registration']);
  });

  test('has tasks in network mode host in the network of the instances', () => {
    const stack = newStack();
    const service = newService(stack, {
      networkMode: HOST, capacity: ExecCapacity.managedInstances(),
    });
    const listener = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: service.vpc, vpcSubnets: { subnets: service.vpc.isolatedSubnets } })
      .addListener('Listener', { port: 80 });
    service.container.addPortMappings({ containerPort: 8080 });
    listener.addTargets('Api', { port: 80, targets: [service] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: Match.absent() });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'instance' });
    expect(Object.keys(template.findResources('AWS::EC2::SecurityGroup')).filter((id) => id.startsWith('Api'))).toEqual([
      expect.stringContaining('ExecEndpoints'), expect.stringContaining('ClusterManagedInstancesSecurityGroup'),
    ]);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 8080, GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ManagedInstancesSecurityGroup'), 'GroupId'] },
    });
  });

  test('makes the instances once for the services of a cluster that share them, and starts no task before what it needs', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const capacity = ExecCapacity.managedInstances();
    newService(stack, { cluster, capacity });
    newService(stack, { cluster, capacity, networkMode: HOST }, 'Other');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ECS::CapacityProvider', 1);
    template.resourceCountIs('AWS::IAM::InstanceProfile', 1);
    const graph = new DependencyGraph(app);
    expect(graph.cyclic()).toEqual([]);
    const services = graph.find('AWS::ECS::Service');
    expect(services).toHaveLength(2);
    services.forEach((service) => expect(graph.before(service)).toEqual(expect.arrayContaining([
      ...graph.find('AWS::ECS::CapacityProvider'), ...graph.find('AWS::EC2::VPCEndpoint'), ...graph.find('AWS::IAM::InstanceProfile'),
      ...graph.find('AWS::IAM::Role', 'ManagedInstances'),
    ])));
  });

  test.each([AWS_VPC, HOST])('serves a service of another stack than that of the cluster, in network mode %s', (networkMode) => {
    const app = newApp();
    const cluster = new ExecReadyCluster(new Stack(app, 'Base'), 'Cluster');
    const stack = new Stack(app, 'Stack');
    const service = newService(stack, { cluster, networkMode, capacity: ExecCapacity.managedInstances() });
    service.container.addPortMappings({ containerPort: 8080 });
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: cluster.vpc, vpcSubnets: { subnets: cluster.vpc.isolatedSubnets } });
    balancer.addListener('Listener', { port: 80 }).addTargets('Api', { port: 80, targets: [service] });
    const graph = new DependencyGraph(app);
    expect(graph.cyclic()).toEqual([]);
    expect(graph.before(graph.find('AWS::ECS::Service')[0])).toEqual(expect.arrayContaining(graph.find('AWS::ECS::CapacityProvider', 'Base.')));
    expect(ReadinessReport.ofApp(app).ready).toBe(true);
  });

  test('has tasks of a size, with room for sessions when that is asked for', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.managedInstances(), headroom: ExecHeadroom.of({ cpu: 64, memoryMiB: 128 }) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: '320', Memory: '640' });
  });

  test('makes the instances for each cluster that uses them', () => {
    const stack = newStack();
    const capacity = ExecCapacity.managedInstances();
    newService(stack, { capacity });
    newService(stack, { capacity }, 'Other');
    Template.fromStack(stack).resourceCountIs('AWS::ECS::CapacityProvider', 2);
  });

  test('shares tasks out between instances on demand and Spot', () => {
    const stack = inRegion('eu-west-1');
    newService(stack, {
      capacity: ExecCapacity.mix(
        { capacity: ExecCapacity.managedInstances(), base: 1, weight: 0 },
        { capacity: ExecCapacity.managedInstances({ name: 'Spot', capacityOptionType: ecs.CapacityOptionType.SPOT }), weight: 3 },
      ),
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::CapacityProvider', { ManagedInstancesProvider: { InstanceLaunchTemplate: { CapacityOptionType: 'SPOT' } } });
    template.hasResourceProperties('AWS::ECS::Service', { CapacityProviderStrategy: [Match.objectLike({ Base: 1, Weight: 0 }), Match.objectLike({ Weight: 3 })] });
    expect(flaws(stack)).toEqual([['ready'], [], []]);
  });

  test('cannot be mixed with another kind', () => {
    const capacity = ExecCapacity.mix({ capacity: ExecCapacity.managedInstances() }, { capacity: ExecCapacity.fargate() });
    expect(() => newService(newStack(), { capacity })).toThrow('Stack/Api: the capacity is a mix of Amazon ECS Managed Instances and AWS Fargate');
  });

  test('hands its options to the L2', () => {
    const stack = newStack();
    newService(stack, {
      capacity: ExecCapacity.managedInstances({
        capacityProviderName: 'shared',
        instanceRequirements: { vCpuCountMin: 2, memoryMin: Size.gibibytes(4), cpuManufacturers: [ec2.CpuManufacturer.AWS] },
        monitoring: ecs.InstanceMonitoring.DETAILED,
        taskVolumeStorage: Size.gibibytes(200),
        propagateTags: ecs.PropagateManagedInstancesTags.CAPACITY_PROVIDER,
      }),
    });
    Tags.of(stack).add('team', 'platform');
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::CapacityProvider', {
      Name: 'shared',
      ManagedInstancesProvider: {
        PropagateTags: 'CAPACITY_PROVIDER',
        InstanceLaunchTemplate: {
          Monitoring: 'DETAILED',
          StorageConfiguration: { StorageSizeGiB: 200 },
          InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 }, CpuManufacturers: ['amazon-web-services'] },
        },
      },
      Tags: [{ Key: 'team', Value: 'platform' }],
    });
  });

  test('takes security groups, roles and subnets of the user', () => {
    const stack = inRegion('eu-west-1');
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
    const securityGroups = [new ec2.SecurityGroup(stack, 'Own', { vpc })];
    const role = new iam.Role(stack, 'OwnRole', {
      roleName: 'ecsInstanceRoleOwn',
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInstanceRolePolicyForManagedInstances')],
    });
    const infrastructureRole = new iam.Role(stack, 'OwnInfrastructure', {
      assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForManagedInstances')],
    });
    const instanceProfile = new iam.InstanceProfile(stack, 'OwnProfile', { role });
    const network = ExecNetwork.existing({ vpc });
    const capacity = ExecCapacity.managedInstances({ network, securityGroups, instanceProfile, infrastructureRole });
    newService(stack, { network, capacity, container: { image: PUBLIC_IMAGE } });
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role')).filter((id) => id.includes('ManagedInstances'))).toEqual([]);
    expect(flaws(stack)).toEqual([['ready'], [], []]);
  });
});

describe('the roles of Managed Instances', () => {
  function namesIn(template: Template): string[] {
    type Resources = Record<string, { Properties: Record<string, unknown> }>;
    const names = (type: string, property: string) => Object.values(template.findResources(type) as Resources)
      .flatMap(({ Properties }) => Properties[property] === undefined ? [] : [text(Properties[property])]);
    return [...names('AWS::IAM::Role', 'RoleName'), ...names('AWS::IAM::InstanceProfile', 'InstanceProfileName')];
  }

  test('have the name that the policy of AWS lets pass, which no other region, stack or cluster has', () => {
    const app = newApp();
    const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id));
    newService(one, { capacity: ExecCapacity.managedInstances() }, 'Api');
    newService(one, { capacity: ExecCapacity.managedInstances() }, 'Worker');
    newService(other, { capacity: ExecCapacity.managedInstances() }, 'Api');

    const names = [one, other].map((stack) => namesIn(Template.fromStack(stack)));
    expect(names.map((each) => [each.length, new Set(each).size])).toEqual([[4, 2], [2, 1]]);
    expect(new Set(names.flat()).size).toBe(3);
    for (const name of names.flat()) {
      expect(name).toMatch(/^ecsInstanceRole-\{Fn::Select \[2,\{"Fn::Split":\["\/",\{"Ref":"AWS::StackId"\}\]\}\]\}-[0-9a-f]{10}$/);
      expect(name.replace(/\{.*\}/, '00000000-0000-0000-0000-000000000000').length).toBeLessThanOrEqual(64);
    }
  });

  test('are passed by an infrastructure role that has the policy of AWS', () => {
    const stack = inRegion('eu-west-1');
    const infrastructureRole = new iam.Role(stack, 'OwnInfrastructure', {
      assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForManagedInstances')],
    });
    newService(stack, { capacity: ExecCapacity.managedInstances({ infrastructureRole }) });
    expect(flaws(stack)).toEqual([['ready'], [], []]);
  });

  function inlineOf(template: Template, part: string): { Action: string | string[]; Resource: unknown; Condition?: unknown }[] {
    const [role] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.includes(part)).map(([, each]) => each as {
      Properties: { Policies: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown; Condition?: unknown }[] } }[] };
    });
    return role.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  }

  function stackWith(capacity: ExecCapacity): Template {
    const stack = inRegion('cn-north-1');
    newService(stack, { capacity });
    return Template.fromStack(stack);
  }

  test('let the agent join one cluster', () => {
    const statements = inlineOf(stackWith(ExecCapacity.managedInstances()), 'ManagedInstancesRole');
    expect(statements.map(({ Action, Resource }) => [Action, text(Resource)])).toEqual([
      ['ecs:DiscoverPollEndpoint', '*'],
      [['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitTaskStateChange'], expect.stringMatching(/^\{Fn::GetAtt \["ApiCluster\w+","Arn"\]\}$/)],
      [['ecs:Poll', 'ecs:PutSystemLogEvents', 'ecs:StartTelemetrySession'], expect.stringMatching(/^arn:\{AWS::Partition\}:ecs:cn-north-1:111122223333:container-instance\/\{ApiCluster\w+\}\/\*$/)],
    ]);
  });

  test('let Amazon ECS start instances in these subnets, with this group and this role', () => {
    const statements = inlineOf(stackWith(ExecCapacity.managedInstances()), 'InfrastructureRole');
    const wide = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(wide.every((action) => action.startsWith('ec2:Describe'))).toBe(true);
    expect(statements.filter(({ Action }) => Action === 'iam:PassRole')).toEqual([expect.objectContaining({
      Resource: { 'Fn::GetAtt': [expect.stringContaining('ManagedInstancesRole'), 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
    })]);
    const places = statements.find(({ Condition, Action }) => !Condition && Action.includes('ec2:RunInstances'))!.Resource as unknown[];
    expect(places.map((each) => text(each).replace(/\w+Subnet(\d)Subnet\w+/, 'Subnet$1'))).toEqual([
      'arn:{AWS::Partition}:ec2:cn-north-1:111122223333:subnet/{Subnet1}',
      'arn:{AWS::Partition}:ec2:cn-north-1:111122223333:subnet/{Subnet2}',
      expect.stringMatching(/:111122223333:security-group\/\{Fn::GetAtt \["\w+SecurityGroup\w+","GroupId"\]\}$/),
      'arn:{AWS::Partition}:ec2:cn-north-1::image/*',
    ]);
    expect(statements.flatMap(({ Action }) => Action)).not.toContain('iam:CreateServiceLinkedRole');
  });

  test('let Amazon ECS start instances in subnets that another account may share', () => {
    const stack = inRegion('eu-west-1');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-0123456789abcdef0'],
    });
    newService(stack, { network: ExecNetwork.existing({ vpc }), capacity: ExecCapacity.managedInstances() });
    const statements = inlineOf(Template.fromStack(stack), 'InfrastructureRole');
    const places = statements.find(({ Condition, Action }) => !Condition && Action.includes('ec2:RunInstances'))!.Resource as unknown[];
    expect(places.map(text)).toEqual([
      'arn:{AWS::Partition}:ec2:eu-west-1:*:subnet/subnet-0123456789abcdef0',
      expect.stringMatching(/:111122223333:security-group\//),
      'arn:{AWS::Partition}:ec2:eu-west-1::image/*',
    ]);
  });

  test('let Amazon ECS make the role of Spot where Spot is used', () => {
    const statements = inlineOf(stackWith(ExecCapacity.managedInstances({ capacityOptionType: ecs.CapacityOptionType.SPOT })), 'InfrastructureRole');
    expect(statements.filter(({ Action }) => Action === 'iam:CreateServiceLinkedRole').map(({ Resource }) => text(Resource))).toEqual([
      'arn:{AWS::Partition}:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot',
    ]);
  });

  test('have their permissions before the first instance, and after the last', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const [infrastructureRole, role] = ['ecs', 'ec2'].map((service) => new iam.Role(stack, `Own-${service}`, { assumedBy: new iam.ServicePrincipal(`${service}.amazonaws.com`) }));
    const instanceProfile = new iam.InstanceProfile(stack, 'OwnProfile', { role });
    newService(stack, { capacity: ExecCapacity.managedInstances({ infrastructureRole, instanceProfile }) });
    [infrastructureRole, role].forEach((each) => each.addToPolicy(new iam.PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] })));
    const graph = new DependencyGraph(app);
    expect(graph.before(graph.find('AWS::ECS::CapacityProvider')[0])).toEqual(expect.arrayContaining([
      expect.stringMatching(/^Stack\.Ownec2DefaultPolicy/), expect.stringMatching(/^Stack\.OwnecsDefaultPolicy/),
    ]));
    expect(graph.cyclic()).toEqual([]);
  });

  test('must be known where Amazon ECS is to be allowed to pass one', () => {
    const stack = newStack();
    const instanceProfile = iam.InstanceProfile.fromInstanceProfileName(stack, 'Profile', 'own');
    expect(() => newService(stack, { capacity: ExecCapacity.managedInstances({ instanceProfile }) }))
      .toThrow('Stack/Api/Cluster/Cluster/ManagedInstances: instanceProfile "Stack/Profile" was imported without its role, so Amazon ECS cannot be allowed to pass it; ');
  });
});

describe('what tasks on Managed Instances cannot have', () => {
  const { WINDOWS_SERVER_2022_CORE } = ecs.OperatingSystemFamily;

  test.each<[string, Partial<ExecReadyServiceProps>, string]>([
    ['another network mode', { networkMode: BRIDGE }, 'networkMode "bridge" cannot be chosen on Amazon ECS Managed Instances, as it is none of "awsvpc" and "host"'],
    ['Windows', { runtimePlatform: { operatingSystemFamily: WINDOWS_SERVER_2022_CORE } }, 'operatingSystemFamily "WINDOWS_SERVER_2022_CORE" cannot be chosen'],
    ['an IPC mode', { ipcMode: ecs.IpcMode.HOST }, 'ipcMode "host" cannot be chosen on Amazon ECS Managed Instances, as it is not offered there'],
    ['ephemeral storage', { ephemeralStorageGiB: 50 }, 'ephemeralStorageGiB 50 cannot be chosen on Amazon ECS Managed Instances, as it is an option of AWS Fargate'],
    ['placement constraints', { placementConstraints: [ecs.PlacementConstraint.distinctInstances()] }, 'placementConstraints cannot be chosen'],
    ['placement strategies', { placementStrategies: [ecs.PlacementStrategy.packedByCpu()] }, 'placementStrategies cannot be chosen'],
    ['a platform version', { platformVersion: ecs.FargatePlatformVersion.LATEST }, 'platformVersion "LATEST" cannot be chosen on Amazon ECS Managed Instances, as it is a version of AWS Fargate'],
    ['a daemon service', { daemon: true }, 'daemon is true, and services on Amazon ECS Managed Instances are replicas only; use ExecReadyDaemon, or ExecCapacity.ec2()'],
    ['public subnets', { network: ExecNetwork.public() }, 'the subnets of the tasks are public, and on Amazon ECS Managed Instances a task with networkMode "awsvpc" has no public IP address'],
  ])('is %s', (_name, props, message) => {
    expect(() => newService(newStack(), { capacity: ExecCapacity.managedInstances(), network: ExecNetwork.egress(), container: { image: PUBLIC_IMAGE }, ...props })).toThrow(`Stack/Api: ${message}`);
  });

  test('is instances in another VPC', () => {
    expect(() => newService(newStack(), { capacity: ExecCapacity.managedInstances({ network: ExecNetwork.isolated() }) }))
      .toThrow('Stack/Api/Cluster/Cluster/ManagedInstances: the instances are in the VPC "Stack/Api/Cluster/Cluster/ManagedInstances/Vpc" and the tasks in "Stack/Api/Vpc"; ');
  });

  test('is an imported cluster', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: new ec2.Vpc(stack, 'Vpc') });
    expect(() => newService(stack, { cluster, capacity: ExecCapacity.managedInstances() }))
      .toThrow('Stack/Api: the cluster "Stack/Cluster" is imported, so no Managed Instances can be made for it here');
  });

  test('is not the network mode host in public subnets, where the instances have public addresses', () => {
    const stack = inRegion('eu-west-1');
    newService(stack, { ...ON_HOST, network: ExecNetwork.public() });
    expect(flaws(stack)).toEqual([['ready'], [], []]);
    expect(warningIds(stack)).toEqual([]);
  });

  test('is public subnets that give the instances no public addresses', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      restrictDefaultSecurityGroup: false, natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false }],
    });
    expect(() => newService(stack, { ...ON_HOST, network: ExecNetwork.existing({ vpc }) }))
      .toThrow('the public subnets ["Stack/Vpc/PublicSubnet1","Stack/Vpc/PublicSubnet2"] give instances no public IP addresses, so the instances have no way out; set mapPublicIpOnLaunch');
  });

  test('cannot be seen of public subnets that are imported', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'], publicSubnetIds: ['subnet-0123456789abcdef0'],
    });
    newService(stack, { ...ON_HOST, network: ExecNetwork.existing({ vpc }) });
    expect(warningIds(stack)).toEqual(['exec-ready:unknownEgress']);
  });
});
