import type { Container } from './container';
import type { Subject } from './subject';

/**
 * Whether the `awslogs` driver of a container makes the log group: it does so only when it is not there.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export function makesLogGroup({ model }: Subject, container: Container): boolean {
  const create = container.logOption('awslogs-create-group').flag;
  return 'known' in create && create.known === true && !('to' in model.policies.logGroup(container.logOption('awslogs-group')));
}
