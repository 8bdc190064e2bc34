import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { AgentPlatform } from './agent-context';
import type { HostHardware } from './host-types';
import { hardwareName } from './host-types';

const { X86_64, ARM_64 } = ec2.InstanceArchitecture;

/** The volume of an instance that its images and containers are on, in GiB. */
export interface HostVolume {
  readonly device: string;
  readonly size: number;
  /** What the image itself takes. */
  readonly least: number;
}

/** A kind of machine image with the ECS agent. */
export interface HostImageKind {
  readonly name: string;
  readonly agent: AgentPlatform;
  /** Whether its agent is known to have ECS Exec. */
  readonly isKnown: boolean;
  /** The day after which AWS publishes no more corrections. */
  readonly maintainedUntil?: string;
  readonly operatingSystem: ecs.OperatingSystemFamily;
  /** The type of instances where nobody chose. */
  readonly instanceType: ec2.InstanceType;
  /** The volume of the operating system, where it is another: device and GiB. */
  readonly system?: readonly [string, number];
  /** The image for some hardware; undefined where there is none. */
  machineImage(hardware: HostHardware): ec2.IMachineImage | undefined;
  volume(hardware: HostHardware): HostVolume;
}

const GRAVITON = ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE);
const INTEL = ec2.InstanceType.of(ec2.InstanceClass.M6I, ec2.InstanceSize.LARGE);
/** Images for accelerators have large containers on them. */
const ACCELERATED_SIZE = 100;

export const AMAZON_LINUX_2023 = amazonLinux('Amazon Linux 2023', (hardware) => ecs.EcsOptimizedImage.amazonLinux2023(hardware));
export const AMAZON_LINUX_2: HostImageKind = {
  ...amazonLinux('Amazon Linux 2', (hardware) => ecs.EcsOptimizedImage.amazonLinux2(hardware)),
  maintainedUntil: 'June 30, 2026',
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html */
function amazonLinux(name: string, image: (hardware: ecs.AmiHardwareType) => ec2.IMachineImage): HostImageKind {
  return {
    name,
    agent: 'linux',
    isKnown: true,
    operatingSystem: ecs.OperatingSystemFamily.LINUX,
    instanceType: GRAVITON,
    machineImage: ({ architecture, accelerator }) => architecture === ARM_64
      ? accelerator === 'none' ? image(ecs.AmiHardwareType.ARM) : undefined
      : image({ none: ecs.AmiHardwareType.STANDARD, gpu: ecs.AmiHardwareType.GPU, neuron: ecs.AmiHardwareType.NEURON }[accelerator]),
    volume: ({ accelerator }) => ({ device: '/dev/xvda', size: accelerator === 'none' ? 30 : ACCELERATED_SIZE, least: 30 }),
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-bottlerocket-retrieve-ami.html */
export function bottlerocket(variant: ecs.BottlerocketEcsVariant): HostImageKind {
  const plain = variant.replace(/-nvidia$/, '') as ecs.BottlerocketEcsVariant;
  return {
    name: 'Bottlerocket',
    agent: 'bottlerocket',
    isKnown: true,
    operatingSystem: ecs.OperatingSystemFamily.LINUX,
    instanceType: GRAVITON,
    machineImage: ({ architecture, accelerator }) => accelerator === 'neuron' || (accelerator === 'none' && variant !== plain) ? undefined
      : new ecs.BottleRocketImage({ architecture, variant: accelerator === 'gpu' ? `${plain}-nvidia` as ecs.BottlerocketEcsVariant : plain }),
    volume: ({ accelerator }) => ({ device: '/dev/xvdb', size: accelerator === 'none' ? 30 : ACCELERATED_SIZE, least: 20 }),
    system: ['/dev/xvda', 4],
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_windows_AMI.html */
export function windowsServer(version: '2019' | '2022', edition: 'Full' | 'Core'): HostImageKind {
  return {
    name: `Windows Server ${version} ${edition}`,
    agent: 'windows',
    isKnown: true,
    operatingSystem: ecs.OperatingSystemFamily.of(`WINDOWS_SERVER_${version}_${edition.toUpperCase()}`),
    instanceType: INTEL,
    // the image of the L2 is of the full edition only
    machineImage: ({ architecture, accelerator }) => architecture !== X86_64 || accelerator !== 'none' ? undefined
      : ec2.MachineImage.fromSsmParameter(`/aws/service/ami-windows-latest/Windows_Server-${version}-English-${edition}-ECS_Optimized/image_id`, {
        os: ec2.OperatingSystemType.WINDOWS,
      }),
    volume: () => ({ device: '/dev/sda1', size: 100, least: 50 }),
  };
}

/** An image of somebody's own, on whatever instances, that is in all else like the one it was made from. */
export function ownImage(image: ec2.IMachineImage, madeFrom: HostImageKind): HostImageKind {
  return { ...madeFrom, name: `an image made from ${madeFrom.name}`, isKnown: false, machineImage: () => image };
}

const HARDWARE: readonly HostHardware[] = [X86_64, ARM_64].flatMap((architecture) =>
  (['none', 'gpu', 'neuron'] as const).map((accelerator) => ({ architecture, accelerator })));

/** What a kind of image is made for, for people. */
export function offeredHardware(kind: HostImageKind): string {
  return HARDWARE.filter((hardware) => kind.machineImage(hardware)).map(hardwareName).join(', ');
}
