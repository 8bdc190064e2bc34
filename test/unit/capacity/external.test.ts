import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ExecReadyServiceProps } from '../../../src';
import { ExecCapacity, ExecNetwork, ExecReadyCluster, ReadinessReport } from '../../../src';
import { ExternalInstances } from '../../../src/capacity/external-instances';
import { newApp, newService, newStack, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';
import { text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const { AWS_VPC, BRIDGE, HOST, NONE } = ecs.NetworkMode;

function inRegion(region: string, context: Record<string, unknown> = {}): Stack {
  return new Stack(newApp(context), 'Stack', { env: { account: '111122223333', region } });
}

function vpcOf(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { natGateways: 0, restrictDefaultSecurityGroup: false });
}

describe('ExecCapacity.external', () => {
  describe.each(['eu-west-1', 'cn-north-1', 'us-gov-west-1'])('in %s', (region) => {
    test.each([BRIDGE, HOST])('leaves nothing but the machines unknown in network mode %s', (networkMode) => {
      const stack = inRegion(region);
      newService(stack, { networkMode, capacity: ExecCapacity.external() });
      const { services } = ReadinessReport.ofStack(stack);
      expect(services.flatMap(({ findings }) => findings)).toEqual([]);
      expect(services.flatMap(({ unknowns }) => unknowns.map(({ hop, path, reason }) => [hop, path, reason]))).toEqual([
        ['service', 'LaunchType', 'the instances are machines outside of AWS'],
      ]);
      expect(warningIds(stack)).toEqual(['exec-ready:externalInstances']);
    });
  });

  test.each([['without feature flags', {}], ['with the recommended feature flags', RECOMMENDED_FLAGS]])('makes no function and nothing in the VPC %s', (_name, context) => {
    const stack = newStack(context);
    newService(stack, { capacity: ExecCapacity.external() });
    const template = Template.fromStack(stack);
    ['AWS::Lambda::Function', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::SecurityGroup', 'AWS::EC2::NatGateway', 'AWS::ECS::ClusterCapacityProviderAssociations']
      .forEach((type) => template.resourceCountIs(type, 0));
  });

  test('has a task definition and a launch type of its own, and room for a second task during deployments', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.external() });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { RequiresCompatibilities: ['EXTERNAL'], NetworkMode: 'bridge', Memory: '512' });
    template.hasResourceProperties('AWS::ECS::Service', {
      LaunchType: 'EXTERNAL',
      CapacityProviderStrategy: Match.absent(),
      NetworkConfiguration: Match.absent(),
      EnableExecuteCommand: true,
      DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200 },
    });
  });

  test('takes images from anywhere', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.external(), container: { image: PUBLIC_IMAGE } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ Image: 'public.ecr.aws/docker/library/alpine:3' })],
    });
  });

  test('starts no task before what it needs', () => {
    const app = newApp();
    newService(new Stack(app, 'Stack'), { capacity: ExecCapacity.external() });
    const graph = new DependencyGraph(app);
    expect(graph.cyclic()).toEqual([]);
    const [service] = graph.find('AWS::ECS::Service');
    expect(graph.before(service)).toEqual(expect.arrayContaining([...graph.find('AWS::IAM::Policy'), ...graph.find('AWS::KMS::Key'), ...graph.find('AWS::Logs::LogGroup')]));
  });

  test('says what to make sure of', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.external() });
    expect(warningText(stack, 'exec-ready:externalInstances')).toContain('make sure that they reach ecs, ecs-a-*, ecs-t-*, ssm, ec2messages and ssmmessages of the region');
  });

  test('places tasks as it is told', () => {
    const stack = newStack();
    newService(stack, {
      capacity: ExecCapacity.external(),
      placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:rack == left'), ecs.PlacementConstraint.distinctInstances()],
      placementStrategies: [ecs.PlacementStrategy.spreadAcrossInstances()],
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', {
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:rack == left' }, { Type: 'distinctInstance' }],
      PlacementStrategies: [{ Type: 'spread', Field: 'instanceId' }],
    });
  });

  test('is for imported clusters, too', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: vpcOf(stack), executeCommandConfiguration: {} });
    newService(stack, { cluster, capacity: ExecCapacity.external() });
    expect(text(stack.resolve(ExternalInstances.of(cluster).installCommand))).toContain('--cluster orders ');
  });
});

describe('ExternalInstances', () => {
  test('are those of a cluster, whoever asks for them', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const instances = ExternalInstances.of(cluster);
    newService(stack, { cluster, capacity: ExecCapacity.external() });
    newService(stack, { cluster, capacity: ExecCapacity.external() }, 'Other');
    expect(ExternalInstances.of(cluster.cluster)).toBe(instances);
    const roles = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role')).filter((id) => id.includes('ExternalInstances'));
    expect(roles).toHaveLength(1);
  });

  test('can be described in the stack of the cluster, which is deployed before that of the service', () => {
    const app = newApp();
    const cluster = new ExecReadyCluster(new Stack(app, 'Base'), 'Cluster');
    ExternalInstances.of(cluster);
    newService(new Stack(app, 'Stack'), { cluster, capacity: ExecCapacity.external() });
    const graph = new DependencyGraph(app);
    expect(graph.cyclic()).toEqual([]);
    expect(graph.find('AWS::IAM::Role', 'ExternalInstances')).toEqual([expect.stringMatching(/^Base\./)]);
  });

  test('have a role that the machines can have, which may join one cluster', () => {
    const stack = inRegion('us-gov-west-1');
    ExternalInstances.of(new ecs.Cluster(stack, 'Cluster', { vpc: vpcOf(stack) }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:us-gov-west-1:111122223333:*']] } },
          },
        }],
      },
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore']] }],
      Policies: [{
        PolicyDocument: {
          Statement: [
            { Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
            {
              Action: ['ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
              Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Cluster'), 'Arn'] },
            },
            { Action: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'] },
          ],
        },
      }],
    });
  });

  test('have the role of the user', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const role = iam.Role.fromRoleName(stack, 'Role', 'ecsAnywhereRole');
    newService(stack, { cluster, capacity: ExecCapacity.external({ role }) });
    const { activationCommand } = ExternalInstances.of(cluster);
    expect(text(stack.resolve(activationCommand))).toBe('aws ssm create-activation --region {AWS::Region} --iam-role ecsAnywhereRole --registration-limit 1');
  });

  test('tell how they are registered', () => {
    const stack = inRegion('eu-west-1');
    const cluster = new ExecReadyCluster(stack, 'Cluster', { clusterName: 'orders' });
    ExternalInstances.of(cluster, { agent: { enableGpuSupport: true } });
    const outputs = Object.values(Template.fromStack(stack).findOutputs('*')).map(({ Value }) => text(Value));
    expect(outputs).toEqual([
      expect.stringMatching(/^aws ssm create-activation --region eu-west-1 --iam-role \{ClusterExternalInstancesRole\w+\} --registration-limit 1$/),
      expect.stringMatching(/^curl .* && sudo bash \/tmp\/ecs-anywhere-install.sh --region eu-west-1 --cluster \{Cluster\w+\} --activation-id "\$ACTIVATION_ID" --activation-code "\$ACTIVATION_CODE" --enable-gpu$/),
    ]);
  });

  test('have an agent that can be configured before they are registered', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: vpcOf(stack) });
    const { agentConfiguration } = ExternalInstances.of(cluster, { agent: { containerInstanceTags: { rack: 'left' }, additionalVariables: { ECS_OTHER: '1' } } });
    expect(agentConfiguration).toEqual(expect.arrayContaining([
      'mkdir -p /etc/ecs', 'ECS_CLUSTER=orders', 'ECS_CONTAINER_INSTANCE_TAGS={"rack":"left"}', 'ECS_ENABLE_TASK_ENI=false', 'ECS_OTHER=1',
    ]));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      Policies: [{
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({ Action: 'ecs:TagResource', Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } } })]),
        },
      }],
    });
  });

  test.each([['enableTaskEni'], ['warmPoolsCheck'], ['enableSpotInstanceDraining']])('have no agent with %s, which is for instances of Amazon EC2', (option) => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: vpcOf(stack) });
    expect(() => ExternalInstances.of(cluster, { agent: { [option]: true } }))
      .toThrow(`Stack/Cluster/ExternalInstances: agent.${option} is for instances of Amazon EC2, and these machines are outside of AWS; leave it out`);
  });

  test('are not described twice', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const capacity = ExecCapacity.external({ agent: { enableGpuSupport: true } });
    newService(stack, { cluster, capacity });
    newService(stack, { cluster, capacity }, 'Other');
    expect(() => newService(stack, { cluster, capacity: ExecCapacity.external({ agent: {} }) }, 'Third'))
      .toThrow('Stack/Cluster/Cluster/ExternalInstances: the external instances of the cluster are described more than once');
  });
});

describe('what tasks on external instances cannot have', () => {
  const rebalancing = ecs.AvailabilityZoneRebalancing.ENABLED;
  const fargate = ecs.FargatePlatformVersion.LATEST;

  test.each<[string, Partial<ExecReadyServiceProps>, string]>([
    ['a network', { network: ExecNetwork.isolated() }, 'network is given, and the tasks run on external instances, which are in no VPC; leave network out'],
    ['an interface of their own', { networkMode: AWS_VPC }, 'networkMode "awsvpc" is not offered on external instances, which have no network interfaces of AWS'],
    ['no network at all', { networkMode: NONE }, 'networkMode "none" leaves the tasks without a network, so that no session can be opened in them'],
    ['ephemeral storage', { ephemeralStorageGiB: 30 }, 'ephemeralStorageGiB is not offered on external instances, as the disk of the machine is all there is'],
    ['a platform', { runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 } }, 'runtimePlatform is not offered on external instances'],
    ['rebalancing of zones', { availabilityZoneRebalancing: rebalancing }, 'availabilityZoneRebalancing is not offered on external instances, as the machines are in no Availability Zone'],
    ['service discovery', { cloudMapOptions: {} }, 'cloudMapOptions is not offered on external instances'],
    ['Service Connect', { serviceConnectConfiguration: {} }, 'serviceConnectConfiguration is not offered on external instances, as there is no Service Connect'],
    ['a grace period', { healthCheckGracePeriod: undefined, platformVersion: fargate }, 'platformVersion is not offered on external instances, as it is a version of AWS Fargate'],
    ['security groups', { securityGroups: [] }, 'securityGroups is not offered on external instances, as the machines are in no VPC; leave it out, or choose other capacity'],
  ])('is %s', (_name, props, message) => {
    expect(() => newService(newStack(), { capacity: ExecCapacity.external(), ...props })).toThrow(`Stack/Api: ${message}`);
  });

  test('is a namespace of AWS Cloud Map', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster', { defaultCloudMapNamespace: { name: 'orders.internal' } });
    expect(() => newService(stack, { cluster, capacity: ExecCapacity.external() })).toThrow('Stack/Api: the cluster "Stack/Cluster" has a namespace of AWS Cloud Map');
  });

  test('is a file system of AWS, whenever it is added', () => {
    const stack = newStack();
    const service = newService(stack, { capacity: ExecCapacity.external() });
    const fileSystem = new efs.FileSystem(stack, 'Files', { vpc: service.vpc });
    service.taskDefinition.addVolume({ name: 'shared', efsVolumeConfiguration: { fileSystemId: fileSystem.fileSystemId } });
    expect(() => Template.fromStack(stack)).toThrow('[Stack/Api] the volume "shared" is on a file system of AWS, which external instances cannot mount');
  });

  test('is a load balancer', () => {
    const stack = newStack();
    const service = newService(stack, { capacity: ExecCapacity.external() });
    service.container.addPortMappings({ containerPort: 8080 });
    const vpcSubnets = { subnets: service.vpc.isolatedSubnets };
    const application = new elbv2.ApplicationLoadBalancer(stack, 'Application', { vpc: service.vpc, vpcSubnets });
    const network = new elbv2.NetworkLoadBalancer(stack, 'Network', { vpc: service.vpc, vpcSubnets });
    expect(() => application.addListener('Listener', { port: 80 }).addTargets('Api', { port: 80, targets: [service] }))
      .toThrow('Application load balancer cannot be attached to an external service');
    expect(() => network.addListener('Listener', { port: 80 }).addTargets('Api', { port: 80, targets: [service] }))
      .toThrow('External service cannot be attached as load balancer targets');
  });

  test('is a mix', () => {
    const capacity = ExecCapacity.mix({ capacity: ExecCapacity.external() }, { capacity: ExecCapacity.fargate() });
    expect(() => newService(newStack(), { capacity })).toThrow('Stack/Api: the capacity is a mix of external instances and AWS Fargate');
  });
});
