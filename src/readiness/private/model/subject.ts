import type { Cluster } from './cluster';
import { placementOf, type CapacityProvider, type Compute, type Placement } from './compute';
import type { Hop } from './hop';
import { linked, type Link } from './link';
import { Memory } from './memory';
import type { Model } from './model';
import type { Property } from './property';
import type { Starter } from './starter';
import type { NetworkMode, OperatingSystem, TaskDefinition } from './task-definition';
import type { Known } from '../reach/network';
import type { SubjectKind } from '../result';
import type { ResolvedResource, ResolvedTemplate } from '../sources/resolved';

/** Where the parts of a subject are written: each of them may be absent. */
export interface SubjectParts {
  readonly resource: ResolvedResource;
  readonly kind: SubjectKind;
  /** The place of one of several subjects in one resource, from 0. */
  readonly number?: number;
  /** What holds the settings of the tasks. */
  readonly at: Property;
  /** Whether exec is switched on. */
  readonly exec: Property;
  readonly taskDefinition: Property;
  /** What stands in for a task definition, when nothing is pointed to. */
  readonly ownDefinition?: TaskDefinition;
  readonly cluster: Property;
  readonly launchType: Property;
  readonly strategy: Property;
  /** Known without a launch type. */
  readonly compute?: Known<readonly Compute[]>;
  readonly platformVersion: Property;
  /** Subnets, security groups and public IP of the task. */
  readonly awsvpc: Property;
  /** Takes the place of the role in the task definition. */
  readonly taskRoleOverride?: Property;
  readonly executionRoleOverride?: Property;
  readonly desiredCount?: Property;
  /** What calls RunTask; nothing for what ECS or AWS Batch starts by itself. */
  readonly starter?: Starter;
}

/** What starts tasks: a service, a task set, a rule, a schedule, a state of a state machine, a job definition, a daemon. */
export class Subject {
  private placed?: Placement;
  private inCluster?: Link<Cluster>;
  private defined?: Link<TaskDefinition>;
  private readonly memory = new Memory();

  constructor(public readonly model: Model, public readonly parts: SubjectParts) {}

  public get resource(): ResolvedResource {
    return this.parts.resource;
  }

  public get template(): ResolvedTemplate {
    return this.model.system.template(this.resource.stack)!;
  }

  public get id(): string {
    const { resource, number = 0 } = this.parts;
    return number === 0 ? resource.logicalId : `${resource.logicalId}[${number}]`;
  }

  public get at(): Property {
    return this.parts.at;
  }

  public get exec(): Known<boolean> {
    const { flag } = this.parts.exec;
    return 'unknown' in flag ? flag : { known: flag.known === true };
  }

  public get cluster(): Link<Cluster> {
    return this.inCluster ??= this.model.ecs.cluster(this.parts.cluster);
  }

  public get taskDefinition(): Link<TaskDefinition> {
    return this.defined ??= this.findDefinition();
  }

  /** What the tasks run on: more than one kind for a mixed strategy. */
  public get compute(): Known<readonly Compute[]> {
    return this.parts.compute ?? this.placement.compute;
  }

  /** The capacity providers that are certainly used. */
  public get providers(): readonly CapacityProvider[] {
    return this.placement.providers;
  }

  /** Whether the tasks run on a kind of compute; unknown when they may, or only some do. */
  public runsOn(...kinds: readonly Compute[]): 'yes' | 'no' | 'unknown' {
    const { compute } = this;
    if ('unknown' in compute) {
      return 'unknown';
    }
    const on = compute.known.filter((kind) => kinds.includes(kind)).length;
    return on === compute.known.length ? 'yes' : on === 0 ? 'no' : 'unknown';
  }

  public get os(): Known<OperatingSystem> {
    const { taskDefinition } = this;
    return 'to' in taskDefinition ? taskDefinition.to.os : { unknown: 'the task definition is not at hand' };
  }

  /** The network mode that is in effect. */
  public get networkMode(): Known<NetworkMode> {
    const { taskDefinition, compute } = this;
    if (this.runsOn('fargate') === 'yes') {
      return { known: 'awsvpc' };
    }
    if (!('to' in taskDefinition)) {
      return { unknown: 'the task definition is not at hand' };
    }
    const { networkMode } = taskDefinition.to;
    return 'unknown' in networkMode || networkMode.known !== undefined ? networkMode as Known<NetworkMode>
      : 'unknown' in compute ? compute : this.defaultMode;
  }

  /** The role of the task, as what starts the task or as the task definition has it. */
  public get taskRole(): Property | undefined {
    const { taskRoleOverride } = this.parts;
    const { taskDefinition } = this;
    return taskRoleOverride && taskRoleOverride.given !== 'no' ? taskRoleOverride : 'to' in taskDefinition ? taskDefinition.to.taskRole : undefined;
  }

  public get executionRole(): Property | undefined {
    const { executionRoleOverride } = this.parts;
    const { taskDefinition } = this;
    return executionRoleOverride && executionRoleOverride.given !== 'no' ? executionRoleOverride
      : 'to' in taskDefinition ? taskDefinition.to.executionRole : undefined;
  }

  /** Whether a hop is on the way to its tasks. */
  public needs(hop: Hop): boolean {
    const session = linked(this.cluster)?.session;
    switch (hop) {
      case 'operator': return false;
      case 'session encryption': return session === undefined || session.at('KmsKeyId').given !== 'no';
      case 'session log': return session === undefined || session.at('Logging').value !== 'NONE';
      default: return true;
    }
  }

  /** Works something out once for this subject. A key has one kind of value only. */
  public once<T>(key: string, make: () => T): T {
    return this.memory.once(key, make);
  }

  /** Lets go of what was worked out: a system may have thousands of subjects, and each is judged by itself. */
  public forget(): void {
    this.memory.clear();
  }

  private findDefinition(): Link<TaskDefinition> {
    const { ownDefinition, taskDefinition } = this.parts;
    return ownDefinition ? { to: ownDefinition } : this.model.ecs.taskDefinition(taskDefinition);
  }

  private get placement(): Placement {
    const { launchType, strategy } = this.parts;
    return this.placed ??= placementOf(launchType, strategy, this.cluster, this.model.system);
  }

  private get defaultMode(): Known<NetworkMode> {
    const { os } = this;
    return 'unknown' in os ? os : { known: os.known === 'windows' ? 'default' : 'bridge' };
  }
}
