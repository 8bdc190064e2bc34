import { unclear, violated, type Outcome, type Rule } from './rule';
import { sameText } from '../iam/index';
import { balancedContainer, hasPort } from '../model/balanced-port';
import { choicesOf } from '../model/choices';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { isIdle, targetGroupAt } from '../model/target-group';
import { taskContainers, type TaskContainer } from '../model/task-containers';
import { readable } from '../model/text';

export const LoadBalancerTargets: Rule = {
  id: 'LoadBalancerTargets',
  catalogue: ['X-109'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A load balancer is given a container and port that the task has, and a target group that fits the network mode and is in use.',
  fix: {
    cdk: 'service.loadBalancerTarget({ containerName, containerPort })',
    cloudFormation: 'set ContainerName and ContainerPort to those of the task definition, TargetType of the target group to ip for awsvpc, and let a listener forward to it',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',
  *check(subject) {
    const { kind, at } = subject.parts;
    for (const balancer of kind === 'service' || kind === 'task-set' ? at.at('LoadBalancers').list.items.filter(({ given }) => given === 'yes') : []) {
      const absent = ['ContainerName', 'ContainerPort'].map((key) => balancer.at(key)).filter(({ given }) => given === 'no');
      yield* absent.map((each) => violated(each, `the load balancer is given no ${each.path.at(-1)}`));
      yield* absent.length > 0 ? [] : container(balancer, subject);
      yield* targetGroup(balancer, subject);
    }
  },
};

/** Whether the task has the container and the port. */
function container(balancer: Property, subject: Subject): readonly Outcome[] {
  const [name, port] = [balancer.at('ContainerName'), balancer.at('ContainerPort')];
  const definition = linked(subject.taskDefinition);
  const wanted = 'known' in name.text ? name.text.known : undefined;
  if (!definition || definition.kind !== 'ecs' || wanted === undefined) {
    return [];
  }
  const containers = taskContainers(subject);
  const named = containers.map((each) => ({ each, same: 'known' in each.container.name ? sameText(wanted, each.container.name.known ?? '') : 'unknown' }));
  const own = balancedContainer(balancer, subject);
  if (own) {
    return mapped(own, port);
  }
  // that there are no containers, or one without a name, is told elsewhere
  const isNameless = ({ container: each }: TaskContainer) => 'known' in each.name && each.name.known === undefined;
  if (definition.moreContainers === undefined && (containers.length === 0 || containers.some(isNameless))) {
    return [];
  }
  return definition.moreContainers === undefined && named.every(({ same }) => same === 'no')
    ? [violated(name, `the task has no container ${JSON.stringify(readable(wanted))}`)]
    : [unclear(name, `whether the task has the container ${JSON.stringify(readable(wanted))} of the load balancer is not known`)];
}

function mapped(target: TaskContainer, port: Property): readonly Outcome[] {
  const { label } = target.container;
  switch (hasPort(target, port)) {
    case 'yes': return [];
    case 'no': return [violated(port, `${label} has no port ${port.shown}`)];
    case 'unknown': return [unclear(port, `whether ${label} has the port ${port.shown} of the load balancer is not known`)];
  }
}

function* targetGroup(balancer: Property, subject: Subject): Generator<Outcome> {
  const { networkMode, model, resource } = subject;
  const [pointer, classic] = [balancer.at('TargetGroupArn'), balancer.at('LoadBalancerName')];
  const mode = 'known' in networkMode ? networkMode.known : undefined;
  if (pointer.given === 'no') {
    yield* classic.given === 'no' ? [violated(pointer, 'the load balancer has neither a target group nor a name')]
      : mode === 'awsvpc' ? [violated(classic, 'tasks of the network mode awsvpc cannot be behind a Classic Load Balancer')] : [];
    return;
  }
  const group = targetGroupAt(pointer, model);
  const types = group ? choicesOf(group.at('TargetType'), model.system) : [];
  const wanted = mode === 'awsvpc' ? 'ip' : mode === 'bridge' || mode === 'host' ? 'instance' : undefined;
  if (group && wanted && types.every(({ literal }) => 'known' in literal && (literal.known ?? 'instance') !== wanted)) {
    yield violated(group.at('TargetType'), `the target group takes targets of type ${group.at('TargetType').given === 'no' ? 'instance' : group.at('TargetType').shown}, and the network mode ${mode} needs ${wanted}`);
  }
  if (group && group.resource.stack === resource.stack && isIdle(group.resource, model)) {
    const { logicalId, created } = group.resource;
    yield created === 'yes' ? violated(pointer, `no listener forwards to ${logicalId}, and ECS takes no target group that no load balancer uses`)
      : unclear(pointer, `no listener forwards to ${logicalId}, which may not be created`);
  }
}
