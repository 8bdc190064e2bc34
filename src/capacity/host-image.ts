import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { HostImageKind } from './private/host-image-kinds';
import { AMAZON_LINUX_2, AMAZON_LINUX_2023, bottlerocket, ownImage, windowsServer } from './private/host-image-kinds';

/**
 * The machine image of instances that tasks run on.
 *
 * AWS publishes them with the ECS agent and names the newest in SSM parameters, which every deployment looks up anew. The variant
 * for the instance types is chosen: for x86-64 or ARM64 processors, for NVIDIA GPUs, and for AWS Neuron.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
 */
export class EcsHostImage {
  /**
   * Amazon Linux 2023: x86-64, also with NVIDIA GPUs or AWS Neuron, and ARM64.
   */
  public static amazonLinux2023(): EcsHostImage {
    return new EcsHostImage(AMAZON_LINUX_2023);
  }

  /**
   * Amazon Linux 2: x86-64, also with NVIDIA GPUs or AWS Neuron, and ARM64.
   *
   * AWS maintained it until June 30, 2026, which is a warning; prefer Amazon Linux 2023.
   */
  public static amazonLinux2(): EcsHostImage {
    return new EcsHostImage(AMAZON_LINUX_2);
  }

  /**
   * Bottlerocket: x86-64 and ARM64, both also with NVIDIA GPUs.
   *
   * It has no shell, and its user data is TOML.
   *
   * @param variant the variant, whose `-nvidia` companion is used on instances with a GPU
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-bottlerocket.html
   */
  public static bottlerocket(variant: ecs.BottlerocketEcsVariant = ecs.BottlerocketEcsVariant.AWS_ECS_2): EcsHostImage {
    return new EcsHostImage(bottlerocket(variant));
  }

  /**
   * Windows Server 2022 with the desktop: x86-64.
   *
   * The containers must be made from the same release of Windows.
   */
  public static windowsServer2022Full(): EcsHostImage {
    return new EcsHostImage(windowsServer('2022', 'Full'));
  }

  /**
   * Windows Server 2022 Core: x86-64.
   *
   * The containers must be made from the same release of Windows.
   */
  public static windowsServer2022Core(): EcsHostImage {
    return new EcsHostImage(windowsServer('2022', 'Core'));
  }

  /**
   * Windows Server 2019 with the desktop: x86-64.
   *
   * The containers must be made from the same release of Windows.
   */
  public static windowsServer2019Full(): EcsHostImage {
    return new EcsHostImage(windowsServer('2019', 'Full'));
  }

  /**
   * Windows Server 2019 Core: x86-64.
   *
   * The containers must be made from the same release of Windows.
   */
  public static windowsServer2019Core(): EcsHostImage {
    return new EcsHostImage(windowsServer('2019', 'Core'));
  }

  /**
   * An image of your own, for the instance types that you give with it.
   *
   * It cannot be seen whether its agent has ECS Exec, which the ECS agent has from 1.50.2 on Linux and from 1.56 on Windows, so there is
   * a warning.
   *
   * @param machineImage the image
   * @param madeFrom what it was made from: its agent is configured and its volumes are laid out in the same way
   */
  public static custom(machineImage: ec2.IMachineImage, madeFrom: EcsHostImage = EcsHostImage.amazonLinux2023()): EcsHostImage {
    return new EcsHostImage(ownImage(machineImage, madeFrom._kind));
  }

  private constructor(
    /** @internal */
    public readonly _kind: HostImageKind,
  ) {}
}
