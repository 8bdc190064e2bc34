import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ServiceOptions } from '../service-options';

/** What a service gets where nobody chose: tags by which policies know its tasks, and deployments that end by themselves. */
export function serviceDefaults(options: ServiceOptions): ServiceOptions {
  return {
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    enableECSManagedTags: true,
    // no instance has room for a second task of a daemon, so the first must go before the next comes
    minHealthyPercent: options.daemon ? 0 : 100,
    ...isRolling(options) ? { circuitBreaker: { enable: true, rollback: true } } : {},
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  };
}

/** The circuit breaker belongs to the rolling deployments of ECS itself. */
function isRolling({ deploymentController, deploymentStrategy }: ServiceOptions): boolean {
  return (deploymentController?.type ?? ecs.DeploymentControllerType.ECS) === ecs.DeploymentControllerType.ECS
    && (deploymentStrategy ?? ecs.DeploymentStrategy.ROLLING) === ecs.DeploymentStrategy.ROLLING;
}
