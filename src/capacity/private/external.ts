import { Lazy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { containerProxyEnvironment } from './agent-proxies';
import type { CapacityContext, CapacityKind, CapacityPart, ServiceOptions, TaskDefinitionOptions } from './capacity-kind';
import { externalLimits, refuseServiceOptions, refuseTaskOptions } from './external-limits';
import { memoryOf, written } from './task-memory';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';
import type { ExternalCapacityOptions } from '../external-capacity-options';
import { ExternalInstances } from '../external-instances';

/**
 * Amazon ECS Anywhere: tasks share machines outside of AWS that somebody registers with the cluster.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export const EXTERNAL: CapacityKind = {
  name: 'external instances',

  createTaskDefinition({ scope }: CapacityContext, id: string, options: TaskDefinitionOptions): ecs.TaskDefinition {
    const { cpu, memoryLimitMiB, placementConstraints: _, ...rest } = options;
    refuseTaskOptions(scope.node.path, options);
    warn(scope, 'externalInstances', 'the tasks run on machines outside of AWS, so it cannot be seen whether these reach Amazon ECS, AWS Systems Manager and what the tasks call, '
      + 'nor which agent, proxy and operating system they have; make sure that they reach ecs, ecs-a-*, ecs-t-*, ssm, ec2messages and ssmmessages of the region, '
      + 'and register them with the commands of ExternalInstances');
    const taskDefinition: ecs.TaskDefinition = new ecs.TaskDefinition(scope, id, {
      ...rest,
      networkMode: options.networkMode ?? ecs.NetworkMode.BRIDGE,
      compatibility: ecs.Compatibility.EXTERNAL,
      cpu: written(cpu),
      memoryMiB: written(memoryLimitMiB) ?? Lazy.uncachedString({ produce: () => memoryOf(taskDefinition, scope) }),
    });
    scope.node.addValidation({ validate: () => externalLimits(taskDefinition) });
    return taskDefinition;
  },

  createService({ scope }: CapacityContext, id: string, options: ServiceOptions): ecs.BaseService {
    const { daemon, placementConstraints, placementStrategies, ...rest } = options;
    refuseServiceOptions(scope.node.path, options);
    const service = new ecs.ExternalService(scope, id, {
      ...rest,
      daemon,
      // the L2 would have no task start before another one has stopped
      maxHealthyPercent: options.maxHealthyPercent ?? (daemon ? 100 : 200),
    });
    const resource = ownedResource(service) as ecs.CfnService;
    // the L2 does not offer them
    resource.placementConstraints = placementConstraints?.flatMap((constraint) => constraint.toJson());
    resource.placementStrategies = placementStrategies?.flatMap((strategy) => strategy.toJson());
    return service;
  },
};

/** The machines that are registered with a cluster, of which there is one group only. */
export function externalInstances(options: ExternalCapacityOptions): (context: CapacityContext) => CapacityPart[] {
  return ({ cluster }) => {
    const instances = ExternalInstances.of(cluster, options);
    const proxy = instances._options.agent?.proxy;
    return [{ kind: EXTERNAL, environment: proxy && containerProxyEnvironment(instances, proxy) }];
  };
}
