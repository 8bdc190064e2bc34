import { Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Ec2CapacityOptions } from '../../ec2-capacity-options';
import { EcsHostImage } from '../../host-image';
import { InstancePurchase } from '../../host-purchase';
import type { HostImageKind } from '../host-image-kinds';
import { offeredHardware } from '../host-image-kinds';
import type { HostHardware } from '../host-types';
import { hardwareName, hardwareOf, isSameHardware } from '../host-types';

/** What instances are to be: as the user says, and where the user says nothing. */
export interface HostChoice {
  readonly image: HostImageKind;
  readonly machineImage: ec2.IMachineImage;
  readonly types: readonly ec2.InstanceType[];
  readonly hardware: HostHardware;
  readonly purchase: InstancePurchase;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly hasManagedScaling: boolean;
  readonly hasManagedDraining: boolean;
  readonly isProtected: boolean;
}

/** Throws when options contradict each other, or AWS. */
export function chosen(scope: Construct, options: Ec2CapacityOptions): HostChoice {
  const purchase = options.purchase ?? InstancePurchase.onDemand();
  checkNumbers(scope, options);
  checkWarmPool(scope, options, purchase);
  const hosts = hostsOf(scope, options);
  checkTrunking(scope, options, hosts);
  const { minCapacity = 1, maxCapacity = 10, enableManagedScaling: hasManagedScaling = true } = options;
  return {
    ...hosts,
    purchase,
    minCapacity,
    maxCapacity,
    hasManagedScaling,
    hasManagedDraining: options.enableManagedDraining ?? true,
    isProtected: isProtected(scope, options, hasManagedScaling),
  };
}

function hostsOf(scope: Construct, options: Ec2CapacityOptions): Pick<HostChoice, 'image' | 'machineImage' | 'types' | 'hardware'> {
  const { path } = scope.node;
  const image = (options.image ?? EcsHostImage.amazonLinux2023())._kind;
  const types = options.instanceTypes ?? (image.isKnown ? [image.instanceType] : []);
  if (types.length === 0) {
    throw new Error(`${path}: instanceTypes is ${options.instanceTypes ? 'empty' : `not given with ${image.name}, whose processors are not known`}; give at least one type`);
  }
  const [first, ...others] = types.map((type) => ({ type, hardware: hardwareOf(type) }));
  const odd = others.find(({ hardware }) => first.hardware && hardware && !isSameHardware(first.hardware, hardware));
  if (odd) {
    throw new Error(`${path}: instanceTypes has ${first.type} (${hardwareName(first.hardware!)}) and ${odd.type} (${hardwareName(odd.hardware!)}), and instances of one group `
      + 'have one machine image; give types of one kind, or mix two ExecCapacity.ec2() through ExecCapacity.mix');
  }
  const unknown = types.find((type) => hardwareOf(type) === undefined);
  if (unknown && image.isKnown) {
    throw new Error(`${path}: the processors of the instance type ${Token.isUnresolved(unknown.toString()) ? 'are known at deployment only' : `"${unknown}" are not known`}, so no machine image can be chosen; `
      + 'give another type, or EcsHostImage.custom with an image for it');
  }
  const hardware = first.hardware ?? { architecture: ec2.InstanceArchitecture.X86_64, accelerator: 'none' };
  const machineImage = image.machineImage(hardware);
  if (!machineImage) {
    throw new Error(`${path}: there is no image of ${image.name} for ${first.type} (${hardwareName(hardware)}); `
      + `choose ${imagesFor(hardware).join(' or ')}, or instance types with ${offeredHardware(image)}`);
  }
  return { image, machineImage, types, hardware };
}

/** The images that there are for some hardware, as a user writes them. */
function imagesFor(hardware: HostHardware): string[] {
  const { amazonLinux2023, amazonLinux2, bottlerocket, windowsServer2022Core } = EcsHostImage;
  const images = { amazonLinux2023, amazonLinux2, bottlerocket, windowsServer2022Core };
  return Object.entries(images).filter(([, image]) => image()._kind.machineImage(hardware)).map(([name]) => `EcsHostImage.${name}()`);
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html */
function isProtected(scope: Construct, options: Ec2CapacityOptions, hasManagedScaling: boolean): boolean {
  const { enableManagedTerminationProtection: wanted, maxInstanceLifetime, updatePolicy } = options;
  if (wanted && !hasManagedScaling) {
    throw new Error(`${scope.node.path}: enableManagedTerminationProtection is true and enableManagedScaling false, without which nothing ever takes the protection away; `
      + 'enable managed scaling, or leave the protection out');
  }
  return wanted ?? (hasManagedScaling && maxInstanceLifetime === undefined && updatePolicy === undefined);
}

function checkNumbers(scope: Construct, options: Ec2CapacityOptions): void {
  const { path } = scope.node;
  const { minCapacity = 1, maxCapacity = 10, minimumScalingStepSize = 1, maximumScalingStepSize = 10_000 } = options;
  const ranges = {
    minCapacity: [0, Infinity],
    maxCapacity: [1, Infinity],
    targetCapacityPercent: [1, 100],
    minimumScalingStepSize: [1, 10_000],
    maximumScalingStepSize: [1, 10_000],
    instanceWarmupPeriod: [0, 10_000],
  } as const;
  Object.entries(ranges).forEach(([name, [least, most]]) => {
    const value = options[name as keyof typeof ranges];
    if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= least && value <= most)) {
      throw new Error(`${path}: ${name} ${value} is not an integer ${most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`}; choose one that is`);
    }
  });
  checkOrder(path, { minCapacity, maxCapacity });
  checkOrder(path, { minimumScalingStepSize, maximumScalingStepSize });
}

function checkOrder(path: string, pair: Record<string, number>): void {
  const [[less, least], [more, most]] = Object.entries(pair);
  if (!Token.isUnresolved(least) && !Token.isUnresolved(most) && least > most) {
    throw new Error(`${path}: ${less} ${least} is more than ${more}, which is ${most}; change one of the two`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html */
function checkWarmPool(scope: Construct, { warmPool }: Ec2CapacityOptions, purchase: InstancePurchase): void {
  const problem = warmPool && (
    purchase._hasSpot ? 'Spot Instances cannot wait in one; choose InstancePurchase.onDemand()'
      : warmPool.reuseOnScaleIn ? 'reuseOnScaleIn is true, and an instance that was in a cluster cannot go back; leave it out'
        : warmPool.poolState === autoscaling.PoolState.HIBERNATED ? 'its state is HIBERNATED, which the ECS agent does not wake up from; choose STOPPED or RUNNING' : undefined
  );
  if (problem) {
    throw new Error(`${scope.node.path}: warmPool is given, and ${problem}`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html */
function checkTrunking(scope: Construct, { networkInterfaceTrunking, agent }: Ec2CapacityOptions, { image, types }: Pick<HostChoice, 'image' | 'types'>): void {
  const burstable = types.find((type) => type.isBurstable());
  const problem = networkInterfaceTrunking && (
    image.agent === 'windows' ? 'Windows does not have it'
      : burstable ? `the instance type ${burstable} does not have it`
        : agent?.enableTaskEni === false || agent?.enableHighDensityEni === false ? 'agent.enableHighDensityEni or agent.enableTaskEni is false, which switches it off' : undefined
  );
  if (problem) {
    throw new Error(`${scope.node.path}: networkInterfaceTrunking is true, and ${problem}; leave one of the two out`);
  }
}
