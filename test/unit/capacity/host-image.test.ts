import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecCapacity, ReadinessReport } from '../../../src';
import { EcsHostImage } from '../../../src/capacity/host-image';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { warningsOf } from '../_helpers/warnings';

const typesOf = (...names: string[]) => names.map((name) => new ec2.InstanceType(name));

function templateWith(image: EcsHostImage, type?: string): Template {
  const stack = newStack();
  newService(stack, {
    capacity: ExecCapacity.ec2({ image, instanceTypes: type === undefined ? undefined : typesOf(type) }),
    container: { image: privateImage(stack), cpu: 256, memoryLimitMiB: 512 },
  });
  return Template.fromStack(stack);
}

describe('EcsHostImage', () => {
  /** Typed from https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html and its neighbours. */
  test.each([
    [EcsHostImage.amazonLinux2023(), 'm7g.large', 'ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id', 'ARM64'],
    [EcsHostImage.amazonLinux2023(), 'm7i.large', 'ecs/optimized-ami/amazon-linux-2023/recommended/image_id', 'X86_64'],
    [EcsHostImage.amazonLinux2023(), 'g5.xlarge', 'ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id', 'X86_64'],
    [EcsHostImage.amazonLinux2023(), 'inf2.xlarge', 'ecs/optimized-ami/amazon-linux-2023/neuron/recommended/image_id', 'X86_64'],
    [EcsHostImage.amazonLinux2(), 'm7g.large', 'ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id', 'ARM64'],
    [EcsHostImage.amazonLinux2(), 'g5.xlarge', 'ecs/optimized-ami/amazon-linux-2/gpu/recommended/image_id', 'X86_64'],
    [EcsHostImage.amazonLinux2(), 'trn1.2xlarge', 'ecs/optimized-ami/amazon-linux-2/inf/recommended/image_id', 'X86_64'],
    [EcsHostImage.bottlerocket(), 'm7g.large', 'bottlerocket/aws-ecs-2/arm64/latest/image_id', 'ARM64'],
    [EcsHostImage.bottlerocket(), 'g5g.xlarge', 'bottlerocket/aws-ecs-2-nvidia/arm64/latest/image_id', 'ARM64'],
    [EcsHostImage.bottlerocket(ecs.BottlerocketEcsVariant.AWS_ECS_1), 'm6i.large', 'bottlerocket/aws-ecs-1/x86_64/latest/image_id', 'X86_64'],
    [EcsHostImage.bottlerocket(ecs.BottlerocketEcsVariant.AWS_ECS_2_NVIDIA), 'g5.xlarge', 'bottlerocket/aws-ecs-2-nvidia/x86_64/latest/image_id', 'X86_64'],
    [EcsHostImage.windowsServer2022Full(), undefined, 'ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id', 'X86_64'],
    [EcsHostImage.windowsServer2022Core(), undefined, 'ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id', 'X86_64'],
    [EcsHostImage.windowsServer2019Full(), undefined, 'ami-windows-latest/Windows_Server-2019-English-Full-ECS_Optimized/image_id', 'X86_64'],
    [EcsHostImage.windowsServer2019Core(), undefined, 'ami-windows-latest/Windows_Server-2019-English-Core-ECS_Optimized/image_id', 'X86_64'],
  ])('%# is looked up by every deployment in the parameter for the instance type', (image, type, parameter, cpuArchitecture) => {
    const template = templateWith(image, type);
    template.hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: `/aws/service/${parameter}` });
    const [, edition] = /Windows_Server-(.*)-ECS/.exec(parameter) ?? [];
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      RuntimePlatform: {
        CpuArchitecture: cpuArchitecture,
        OperatingSystemFamily: edition ? `WINDOWS_SERVER_${edition.replace('-English-', '_').toUpperCase()}` : 'LINUX',
      },
    });
  });

  test.each<[string, EcsHostImage, string, string]>([
    ['Amazon Linux for a GPU on Graviton', EcsHostImage.amazonLinux2023(), 'g5g.xlarge',
      'there is no image of Amazon Linux 2023 for g5g.xlarge (NVIDIA GPU on arm64); choose EcsHostImage.bottlerocket(), '
      + 'or instance types with x86_64, NVIDIA GPU on x86_64, AWS Neuron on x86_64, arm64'],
    ['Bottlerocket for Neuron', EcsHostImage.bottlerocket(), 'inf2.xlarge',
      'there is no image of Bottlerocket for inf2.xlarge (AWS Neuron on x86_64); choose EcsHostImage.amazonLinux2023() or EcsHostImage.amazonLinux2(), or instance types with'],
    ['the GPU variant of Bottlerocket without a GPU', EcsHostImage.bottlerocket(ecs.BottlerocketEcsVariant.AWS_ECS_2_NVIDIA), 'm6i.large', 'there is no image of Bottlerocket for m6i.large'],
    ['Windows on Graviton', EcsHostImage.windowsServer2022Core(), 'm7g.large', 'there is no image of Windows Server 2022 Core for m7g.large (arm64)'],
    ['Windows with a GPU', EcsHostImage.windowsServer2019Full(), 'g5.xlarge', 'there is no image of Windows Server 2019 Full for g5.xlarge (NVIDIA GPU on x86_64)'],
  ])('fails with %s, and says what there is', (_, image, type, message) => {
    expect(() => templateWith(image, type)).toThrow(message);
  });

  test.each<[string, string[], string]>([
    ['two architectures', ['m7g.large', 'm7i.large'], 'instanceTypes has m7g.large (arm64) and m7i.large (x86_64), and instances of one group have one machine image'],
    ['and without a GPU', ['m7i.large', 'g5.xlarge'], 'instanceTypes has m7i.large (x86_64) and g5.xlarge (NVIDIA GPU on x86_64)'],
    ['no name that is known', ['large'], 'the processors of the instance type "large" are not known'],
    ['none', [], 'instanceTypes is empty; give at least one type'],
  ])('fails with instance types of %s', (_, names, message) => {
    expect(() => newService(newStack(), { capacity: ExecCapacity.ec2({ instanceTypes: typesOf(...names) }) })).toThrow(message);
  });

  test('fails with an instance type that is known at deployment only', () => {
    const stack = newStack();
    const instanceTypes = typesOf(new CfnParameter(stack, 'Type').valueAsString);
    expect(() => newService(stack, { capacity: ExecCapacity.ec2({ instanceTypes }) })).toThrow('the processors of the instance type are known at deployment only');
  });

  test('takes an image of somebody, of which nothing can be known, for any type', () => {
    const stack = newStack();
    const own = ec2.MachineImage.genericWindows({ 'eu-west-1': 'ami-0123456789abcdef0' });
    const image = EcsHostImage.custom(own, EcsHostImage.windowsServer2022Full());
    const instanceTypes = typesOf(new CfnParameter(stack, 'Type').valueAsString);
    const container = { image: privateImage(stack), cpu: 256, memoryLimitMiB: 512 };
    newService(stack, { capacity: ExecCapacity.ec2({ image, instanceTypes }), container });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' } });
    expect(warningsOf(stack).map(({ id }) => id)).toContain('exec-ready:customHostImage');
    expect(ReadinessReport.ofStack(stack).services[0].verdict).toBe('unknown');
  });

  test('fails with an image of somebody without the instance types that it is for', () => {
    const image = EcsHostImage.custom(ec2.MachineImage.genericLinux({}));
    expect(() => newService(newStack(), { capacity: ExecCapacity.ec2({ image }) }))
      .toThrow('instanceTypes is not given with an image made from Amazon Linux 2023, whose processors are not known; give at least one type');
  });
});
