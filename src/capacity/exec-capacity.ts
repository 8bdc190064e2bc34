import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { MINIMUM_PLATFORM_VERSION } from '../private/exec-facts';
import { isWindows } from '../private/windows';

/**
 * What the tasks of a service run on.
 */
export abstract class ExecCapacity {
  /**
   * AWS Fargate, on demand: Linux on x86-64 or ARM64.
   *
   * The architecture is chosen by the `runtimePlatform` of the service.
   */
  public static fargate(): ExecCapacity {
    return new FargateCapacity();
  }

  /**
   * Makes the task definition for this capacity.
   *
   * @internal
   */
  public abstract _createTaskDefinition(scope: Construct, id: string, props: ecs.FargateTaskDefinitionProps): ecs.TaskDefinition;

  /**
   * Makes the service on this capacity.
   *
   * @internal
   */
  public abstract _createService(scope: Construct, id: string, props: ecs.FargateServiceProps): ecs.BaseService;
}

class FargateCapacity extends ExecCapacity {
  public _createTaskDefinition(scope: Construct, id: string, props: ecs.FargateTaskDefinitionProps): ecs.TaskDefinition {
    return new ecs.FargateTaskDefinition(scope, id, props);
  }

  public _createService(scope: Construct, id: string, props: ecs.FargateServiceProps): ecs.BaseService {
    const version = props.platformVersion ?? ecs.FargatePlatformVersion.LATEST;
    if (!isWindows(props.taskDefinition) && isBefore(version, MINIMUM_PLATFORM_VERSION)) {
      throw new Error(`${scope.node.path}: platformVersion ${JSON.stringify(version)} has no ECS Exec; `
        + `use ecs.FargatePlatformVersion.LATEST or ${MINIMUM_PLATFORM_VERSION} and later`);
    }
    return new ecs.FargateService(scope, id, { ...props, platformVersion: version });
  }
}

function isBefore(version: string, minimum: string): boolean {
  return /^\d/.test(version) && version.localeCompare(minimum, 'en', { numeric: true }) < 0;
}
