import { Cluster } from './cluster';
import type { Link } from './link';
import { Property } from './property';
import { TaskDefinition } from './task-definition';
import { isKnown, readable, type Text } from './text';
import type { ResolvedResource, ResolvedSystem } from '../sources/resolved';

const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';
const DAEMON_TASK_DEFINITION = 'AWS::ECS::DaemonTaskDefinition';
const CLUSTER = 'AWS::ECS::Cluster';
const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

/** Finds the clusters and task definitions that others point to. */
export class EcsResources {
  private readonly clusters = new Map<ResolvedResource, Cluster>();
  private readonly definitions = new Map<ResolvedResource, TaskDefinition>();
  private associations?: ReadonlyMap<ResolvedResource, readonly ResolvedResource[]>;

  constructor(private readonly system: ResolvedSystem) {}

  /** What a `Cluster` property points to, by name or ARN. The cluster that is used without one is called `default`. */
  public cluster(pointer: Property): Link<Cluster> {
    const { text } = pointer;
    if ('unknown' in text) {
      return { unseen: text.unknown };
    }
    const name = text.known ?? 'default';
    const found = this.find(name, name.replace(/^.*:cluster\//s, ''), [CLUSTER]);
    return found.length === 1 ? { to: this.clusterOf(found[0]) } : { unseen: unseen('cluster', name, found) };
  }

  /** What a `TaskDefinition` property points to: by ARN, by family, by family and revision; that of a daemon by its ARN alone. */
  public taskDefinition(pointer: Property): Link<TaskDefinition> {
    const { text } = pointer;
    if ('unknown' in text) {
      return { unseen: text.unknown };
    }
    if (text.known === undefined) {
      return { nothing: true };
    }
    const types = text.known.startsWith('arn:') ? [TASK_DEFINITION, DAEMON_TASK_DEFINITION] : [TASK_DEFINITION];
    const found = this.find(text.known, text.known.replace(/^.*:(?:daemon-)?task-definition\//s, ''), types);
    return found.length === 1 ? { to: this.definitionOf(found[0]) } : { unseen: unseen('task definition', text.known, found) };
  }

  public definitionOf(resource: ResolvedResource): TaskDefinition {
    const found = this.definitions.get(resource) ?? new TaskDefinition(Property.of(resource), resource.type === DAEMON_TASK_DEFINITION ? 'daemon' : 'ecs');
    this.definitions.set(resource, found);
    return found;
  }

  private clusterOf(resource: ResolvedResource): Cluster {
    const found = this.clusters.get(resource) ?? new Cluster(resource, this.associationsOf(resource));
    this.clusters.set(resource, found);
    return found;
  }

  private associationsOf(cluster: ResolvedResource): readonly ResolvedResource[] {
    this.associations ??= this.allAssociations();
    return this.associations.get(cluster) ?? [];
  }

  private allAssociations(): ReadonlyMap<ResolvedResource, readonly ResolvedResource[]> {
    const byCluster = new Map<ResolvedResource, ResolvedResource[]>();
    for (const { resources } of this.system.templates) {
      for (const resource of resources.values()) {
        const { text } = resource.type === ASSOCIATIONS && resource.created !== 'no' ? Property.of(resource).at('Cluster') : { text: { unknown: '' } };
        const [cluster, ...others] = 'known' in text && text.known !== undefined ? this.find(text.known, text.known, [CLUSTER]) : [];
        if (cluster && others.length === 0) {
          byCluster.set(cluster, [...byCluster.get(cluster) ?? [], resource]);
        }
      }
    }
    return byCluster;
  }

  /** What a text or the name in it stands for. Two that are named alike stand for neither. */
  private find(text: Text, name: Text, types: readonly string[]): readonly ResolvedResource[] {
    const identified = (by: Text) => this.system.identified(by).filter(({ type, created }) => types.includes(type) && created !== 'no');
    const found = identified(text);
    return found.length === 1 || name === text ? found : identified(name);
  }
}

function unseen(what: string, name: Text, found: readonly ResolvedResource[]): string {
  const ids = [...new Set(found.map(({ stack, logicalId }) => `${logicalId} in ${stack}`))];
  return `${what} ${isKnown(name) ? JSON.stringify(name) : readable(name)} is ${ids.length > 1 ? `there more than once: ${ids.join(', ')}` : 'not at hand'}`;
}
