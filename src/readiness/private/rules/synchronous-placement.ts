import { violated, type Rule } from './rule';
import { Property } from '../model/property';

export const SynchronousPlacement: Rule = {
  id: 'SynchronousPlacement',
  catalogue: ['X-008'],
  hop: 'service',
  severity: 'warning',
  requirement: 'A task that is run by itself finds an instance with room: ECS Exec does not work in one that has to wait for an instance.',
  fix: {
    cdk: 'targetCapacityPercent below 100 on the AsgCapacityProvider, or a service, or Fargate',
    cloudFormation: 'set ManagedScaling.TargetCapacity below 100 so that instances are kept in reserve, or run the task as a service or on Fargate',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check({ parts, providers }) {
    for (const { resource, compute } of parts.kind === 'run-task' ? providers : []) {
      const scaling = resource && compute === 'ec2' ? Property.of(resource).at('AutoScalingGroupProvider', 'ManagedScaling', 'Status') : undefined;
      if (scaling?.value === 'ENABLED') {
        yield violated(scaling, 'the capacity provider starts instances for tasks that find no room, and ECS Exec does not work in a task that waited for one');
      }
    }
  },
};
