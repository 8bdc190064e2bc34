import { Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ExecReadyServiceProps } from '../../../src';
import { ExecCapacity, ExecNetwork, ExecReadyCluster, ReadinessReport } from '../../../src';
import type { Ec2CapacityOptions } from '../../../src/capacity/ec2-capacity-options';
import { EcsHostImage } from '../../../src/capacity/host-image';
import { ExecHeadroom } from '../../../src/service/exec-headroom';
import { ENV, newApp, newService, newStack, privateImage } from '../_helpers/apps';

const { AWS_VPC, BRIDGE, HOST, NAT, NONE } = ecs.NetworkMode;
const TASK = 'AWS::ECS::TaskDefinition';
const typesOf = (...names: string[]) => names.map((name) => new ec2.InstanceType(name));

function vpcOf(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    natGateways: 0, restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'Only', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
}

function synthesise(options: Ec2CapacityOptions, props: Partial<ExecReadyServiceProps> = {}, container: Partial<ExecReadyServiceProps['container']> = {}): Template {
  const stack = newStack();
  newService(stack, { ...props, capacity: ExecCapacity.ec2(options), container: { image: privateImage(stack), ...container } });
  return Template.fromStack(stack);
}

describe('tasks on ExecCapacity.ec2', () => {
  test.each<[Ec2CapacityOptions, Partial<ExecReadyServiceProps>, string]>([
    [{ instanceTypes: typesOf('m7g.large') }, { memoryLimitMiB: 8192 },
      'Stack/Api: the task needs 8192 MiB, and the instances of "Stack/Api/Cluster/Cluster/Ec2" have less for tasks: m7g.large 8064 MiB; choose larger instanceTypes, or a smaller task'],
    [{ instanceTypes: typesOf('c7g.large', 'c7g.xlarge') }, { cpu: 8192 }, 'the task needs 8192 CPU units, and the instances of "Stack/Api/Cluster/Cluster/Ec2" have less for tasks: '
      + 'c7g.large 2048 CPU units, c7g.xlarge 4096 CPU units'],
    [{ instanceTypes: typesOf('t4g.small'), agent: { reservedMemory: Size.mebibytes(512) } }, { memoryLimitMiB: 1600 }, 'the task needs 1600 MiB'],
  ])('fail when they are larger than every instance: %#', (options, props, message) => {
    expect(() => synthesise(options, props)).toThrow(message);
  });

  test('fail when their containers together are larger than every instance', () => {
    expect(() => synthesise({ instanceTypes: typesOf('t4g.micro') }, {}, { memoryReservationMiB: 2048 })).toThrow('[Stack/Api] the task needs 2048 MiB');
  });

  test('are not held against instances of a size that is not known', () => {
    expect(() => synthesise({ instanceTypes: typesOf('m7g.large', 'x8g.large') }, { memoryLimitMiB: 20_000 })).not.toThrow();
  });

  test('fail when they ask for a GPU of instances without one', () => {
    expect(() => synthesise({}, {}, { gpuCount: 1 })).toThrow('the container "app" asks for a GPU, and the instances of "Stack/Api/Cluster/Cluster/Ec2" have none: m7g.large');
    expect(() => synthesise({ instanceTypes: typesOf('g5.xlarge') }, {}, { gpuCount: 1 })).not.toThrow();
  });

  test('fail when the agent has no driver for their logs', () => {
    expect(() => synthesise({ agent: { availableLoggingDrivers: ['fluentd'] } })).toThrow('Stack/Api/Cluster/Cluster/Ec2: agent.availableLoggingDrivers is ["fluentd"]');
  });

  test('have room for sessions beside what containers ask for', () => {
    synthesise({}, { headroom: ExecHeadroom.of({ memoryMiB: 128 }) }).hasResourceProperties(TASK, { Memory: '640' });
    synthesise({}, { headroom: ExecHeadroom.of({ memoryMiB: 128 }), memoryLimitMiB: 1024 }).hasResourceProperties(TASK, { Memory: '1152' });
    synthesise({}, { headroom: ExecHeadroom.of({ memoryMiB: 128 }) }, { memoryLimitMiB: 1024 })
      .hasResourceProperties(TASK, { Memory: Match.absent(), ContainerDefinitions: [Match.objectLike({ Memory: 1152 })] });
  });

  test('have 512 MiB, beside what containers ask for, unless each asks for some', () => {
    synthesise({}).hasResourceProperties(TASK, { Memory: '512' });
    synthesise({}, {}, { memoryLimitMiB: 1024 }).hasResourceProperties(TASK, { Memory: Match.absent() });
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.ec2(), container: { image: privateImage(stack), memoryLimitMiB: 1024 } }).addContainer('Sidecar', { image: privateImage(stack) });
    Template.fromStack(stack).hasResourceProperties(TASK, { Memory: '1536' });
  });

  test('fail when they want more network interfaces than the instances have', () => {
    const stack = newStack();
    const [cluster, capacity] = [new ExecReadyCluster(stack, 'Cluster'), ExecCapacity.ec2({ maxCapacity: 2 })];
    newService(stack, { cluster, capacity, desiredCount: 3 });
    expect(() => newService(stack, { cluster, capacity, desiredCount: 2 }, 'Other')).toThrow(
      'Stack/Other: 5 tasks want a network interface on the instances of "Stack/Cluster/Cluster/Ec2", and 2 instances have interfaces for 4 (for each: m7g.large 2); '
      + 'choose larger instanceTypes, a higher maxCapacity, networkInterfaceTrunking, or networkMode ecs.NetworkMode.BRIDGE');
  });

  test.each<[string, Ec2CapacityOptions, Partial<ExecReadyServiceProps>]>([
    ['share interfaces', { networkInterfaceTrunking: true }, {}],
    ['have the network of the instance', {}, { networkMode: BRIDGE }],
    ['are on instances with a number of interfaces that is not known', { instanceTypes: typesOf('x8g.large') }, {}],
  ])('may be many where they %s', (_, options, props) => {
    expect(() => synthesise({ ...options, maxCapacity: 1 }, { ...props, desiredCount: 3 })).not.toThrow();
  });

  test('fail in zones without instances', () => {
    const stack = newStack();
    const vpc = vpcOf(stack);
    const [first, second] = vpc.isolatedSubnets.map((subnet) => ExecNetwork.existing({ vpc, subnets: { subnets: [subnet] } }));
    expect(() => newService(stack, { network: first, capacity: ExecCapacity.ec2({ network: second }) }))
      .toThrow('Stack/Api: the tasks are in ["Stack/Vpc/OnlySubnet1"], and the instances of "Stack/Api/Cluster/Cluster/Ec2" in ["Stack/Vpc/OnlySubnet2"], so no task can be placed');
  });

  test('fail in another VPC than the instances', () => {
    const capacity = ExecCapacity.ec2({ network: ExecNetwork.isolated() });
    expect(() => newService(newStack(), { capacity })).toThrow('are in the VPC "Stack/Api/Cluster/Cluster/Ec2/Vpc" and the tasks in "Stack/Api/Vpc"; choose subnets of the VPC of the tasks');
  });

  test.each<[Partial<ExecReadyServiceProps>, string]>([
    [{ networkMode: NONE }, 'Stack/Api: networkMode "none" has no way for ECS Exec on Linux; choose ecs.NetworkMode.AWS_VPC, BRIDGE or HOST'],
    [{ networkMode: NAT }, 'networkMode "nat" has no way for ECS Exec'],
    [{ ephemeralStorageGiB: 50 }, 'ephemeralStorageGiB cannot be chosen on Amazon EC2; volumeSize of ExecCapacity.ec2 is the space that tasks share'],
    [{ platformVersion: ecs.FargatePlatformVersion.LATEST }, 'platformVersion "LATEST" is a version of AWS Fargate; leave it out on Amazon EC2'],
    [{ networkMode: HOST, securityGroups: [] }, 'securityGroups cannot be chosen with networkMode "host"'],
    [{ runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.X86_64 } }, 'cpuArchitecture of runtimePlatform is "X86_64", and the instances are ARM64; leave it out, or choose other instances'],
    [{ runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE } }, 'operatingSystemFamily of runtimePlatform is "WINDOWS_SERVER_2022_CORE", and the instances are LINUX'],
  ])('fail with %j', (props, message) => {
    expect(() => synthesise({}, props)).toThrow(message);
  });

  test('are of no one architecture where the instances are of two', () => {
    const stack = newStack();
    const capacity = ExecCapacity.mix(
      { capacity: ExecCapacity.ec2({ name: 'Arm' }) },
      { capacity: ExecCapacity.ec2({ name: 'Intel', instanceTypes: typesOf('m6i.large') }) },
    );
    newService(stack, { capacity });
    Template.fromStack(stack).hasResourceProperties(TASK, { RuntimePlatform: { OperatingSystemFamily: 'LINUX', CpuArchitecture: Match.absent() } });
  });

  test('fail where some instances are Windows and some are not', () => {
    const capacity = ExecCapacity.mix(
      { capacity: ExecCapacity.ec2({ name: 'Linux' }) },
      { capacity: ExecCapacity.ec2({ name: 'Windows', image: EcsHostImage.windowsServer2022Core() }) },
    );
    const stack = newStack();
    expect(() => newService(stack, { capacity, container: { image: privateImage(stack), cpu: 256, memoryLimitMiB: 512 } }))
      .toThrow('the instances have the operating systems LINUX and WINDOWS_SERVER_2022_CORE, and a task is made for one');
  });

  describe('with Windows', () => {
    const image = EcsHostImage.windowsServer2022Core();

    test.each<[Partial<ExecReadyServiceProps>, string]>([
      [{ networkMode: BRIDGE }, 'networkMode "bridge" has no way for ECS Exec on Windows; choose ecs.NetworkMode.AWS_VPC or NAT'],
      [{ networkMode: HOST }, 'networkMode "host" has no way for ECS Exec on Windows'],
      [{ memoryLimitMiB: 2048 }, 'memoryLimitMiB of the task is ignored or refused on Windows on Amazon EC2; give each container its own memoryLimitMiB'],
      [{ cpu: 512 }, 'give each container its own cpu'],
      [{ pidMode: ecs.PidMode.TASK }, 'pidMode of the task is ignored or refused on Windows on Amazon EC2; leave it out'],
    ])('fail with %j', (props, message) => {
      expect(() => synthesise({ image }, props, { cpu: 256, memoryLimitMiB: 512 })).toThrow(message);
    });

    test('fail without CPU units for a container, unless the agent gives it what is free', () => {
      expect(() => synthesise({ image }, {}, { memoryLimitMiB: 512 })).toThrow('the container "app" has no cpu, for which Windows gives it one percent of a CPU; give it cpu');
      expect(() => synthesise({ image, agent: { enableCpuUnboundedWindowsWorkaround: true } }, {}, { memoryLimitMiB: 512 })).not.toThrow();
    });

    test('fail with an image of Nano Server', () => {
      const container = { image: ecs.ContainerImage.fromRegistry('mcr.microsoft.com/windows/nanoserver:ltsc2022'), cpu: 256, memoryLimitMiB: 512 };
      expect(() => synthesise({ image }, { network: ExecNetwork.egress() }, container)).toThrow('ECS Exec does not work in Nano Server');
    });

    test('have no size of their own, and no init process', () => {
      const template = synthesise({ image }, {}, { cpu: 256, memoryLimitMiB: 512 });
      const ContainerDefinitions = [Match.objectLike({ Cpu: 256, Memory: 512, LinuxParameters: Match.absent() })];
      template.hasResourceProperties(TASK, { Cpu: Match.absent(), Memory: Match.absent(), ContainerDefinitions });
    });
  });

  describe.each([false, true])('behind a load balancer, in a stack of their own: %p', (isApart) => {
    test.each<[ecs.NetworkMode, number, number]>([[BRIDGE, 32768, 65535], [HOST, 8080, 8080]])('are reached in network mode %s through their instances', (networkMode, FromPort, ToPort) => {
      const app = newApp();
      const stack = new Stack(app, 'Stack', { env: ENV });
      const own = isApart ? new Stack(app, 'Own', { env: ENV }) : stack;
      const vpc = vpcOf(stack);
      const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc });
      const container = { image: privateImage(own), portMappings: [{ containerPort: 8080 }] };
      const service = newService(own, { cluster, networkMode, capacity: ExecCapacity.ec2(), container });
      const balancer = new elbv2.ApplicationLoadBalancer(own, 'Balancer', { vpc, vpcSubnets: { subnets: vpc.isolatedSubnets } });
      balancer.addListener('Listener', { port: 80 }).addTargets('Target', { port: 80, targets: [service] });
      const template = Template.fromStack(own);
      template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
        FromPort, ToPort, SourceSecurityGroupId: own.resolve(balancer.connections.securityGroups[0].securityGroupId) as unknown,
      });
      template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'instance' });
      expect(ReadinessReport.ofApp(app).ready).toBe(true);
    });
  });

  test('have a security group of their own with an interface of their own', () => {
    const template = synthesise({}, { networkMode: AWS_VPC });
    template.hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: Match.anyValue() } }, LaunchType: Match.absent() });
  });
});
