import type { Answer } from './answer';
import { linked } from './link';
import { mappingsOf, type PortMapping } from './port-mapping';
import type { Property } from './property';
import type { Subject } from './subject';
import { taskContainers, type TaskContainer } from './task-containers';
import type { Text } from './text';
import { sameText } from '../iam/index';

/** The container that a load balancer is given, when it is certainly in the task. */
export function balancedContainer(balancer: Property, subject: Subject): TaskContainer | undefined {
  const wanted = textOf(balancer.at('ContainerName'));
  return wanted === undefined || linked(subject.taskDefinition)?.kind !== 'ecs' ? undefined
    : taskContainers(subject).find(({ container: { name }, sure }) => sure && 'known' in name && sameText(wanted, name.known ?? '') === 'yes');
}

/** Whether a container has a port, or one that is not given at all, which is wrong in itself. */
export function hasPort({ container: { at } }: TaskContainer, port: Property): Answer {
  const { items, more } = at.at('PortMappings').list;
  const mappings = mappingsOf(at);
  const wanted = textOf(port);
  // a parameter is the same on both sides
  const isWanted = ({ at: mapping }: PortMapping) => wanted !== undefined && textOf(mapping.at('ContainerPort')) === wanted;
  const isEmpty = ({ container: each, isRange }: PortMapping) => each === 'absent' && !isRange;
  if (mappings.some((mapping) => isWanted(mapping) || isEmpty(mapping))) {
    return 'yes';
  }
  const isCertain = 'known' in port.number && more === undefined && mappings.length === items.length
    && mappings.every(({ container: each, isRange }) => typeof each === 'number' && !isRange);
  return isCertain ? 'no' : 'unknown';
}

function textOf({ text }: Property): Text | undefined {
  return 'known' in text ? text.known : undefined;
}
