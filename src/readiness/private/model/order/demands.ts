import { createdBefore } from './created-before';
import { isQuick } from '../../facts/quick-types';
import type { ResolvedResource } from '../../sources/resolved';
import { linked } from '../link';
import { Property } from '../property';
import type { Subject } from '../subject';
import { targetGroupAt, usersOf } from '../target-group';

/** What ECS refuses to make a service without, so that the deployment fails when it comes too late. */
export interface Demand {
  readonly at: Property;
  readonly resources: readonly ResolvedResource[];
  /** How many of them must be there. */
  readonly enough: 'one' | 'all';
  /** What ECS refuses. */
  readonly refused: string;
  /** Whether it certainly comes too late unless the service waits. */
  readonly slow?: () => boolean;
}

const FORWARDS: readonly string[] = ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerRule'];
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/**
 * What ECS asks for when it makes a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export function demandsOf(subject: Subject): readonly Demand[] {
  return [...listenersOf(subject), ...definitionOf(subject), ...associationsOf(subject)];
}

function listenersOf(subject: Subject): readonly Demand[] {
  const { parts: { at, kind }, model, resource } = subject;
  const pointers = kind === 'daemon' ? [] : at.at('LoadBalancers').list.items.map((balancer) => balancer.at('TargetGroupArn'));
  return pointers.flatMap((pointer): readonly Demand[] => {
    const group = targetGroupAt(pointer, model)?.resource;
    const resources = (group?.stack === resource.stack ? usersOf(group, model) : undefined)?.filter(({ created }) => created !== 'no') ?? [];
    const certain = resources.length > 0 && resources.every(({ type }) => FORWARDS.includes(type));
    return certain ? [{ at: pointer, resources, enough: 'one', refused: 'a target group that no listener forwards to', slow: () => areSlow(resources, subject) }] : [];
  });
}

/** Whether a load balancer must be made for each of them, and nothing that takes as long is made before the service. */
function areSlow(listeners: readonly ResolvedResource[], { model: { system }, resource }: Subject): boolean {
  const before = createdBefore(resource, system);
  const isQuickService = before !== undefined && [...before].every(({ type }) => isQuick(type));
  return isQuickService && listeners.every((listener) => [...createdBefore(listener, system) ?? []].some(({ type }) => type === BALANCER));
}

function definitionOf(subject: Subject): readonly Demand[] {
  const definition = linked(subject.taskDefinition)?.at.resource;
  return definition && definition !== subject.resource
    ? [{ at: subject.parts.taskDefinition, resources: [definition], enough: 'all', refused: 'a task definition that is not there' }] : [];
}

/** What gives the cluster the capacity providers that the service names. */
function associationsOf({ cluster, parts, resource }: Subject): readonly Demand[] {
  const resources = parts.strategy.list.items.length > 0 ? linked(cluster)?.associations ?? [] : [];
  return [{ at: Property.of(resource), resources, enough: 'all', refused: 'capacity providers that the cluster is not associated with' }];
}
