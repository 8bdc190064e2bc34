import { Container } from './container';
import { Property } from './property';
import type { Known } from '../reach/network';

export type NetworkMode = 'awsvpc' | 'bridge' | 'host' | 'none' | 'default';
export type OperatingSystem = 'linux' | 'windows';

/** How the parts of a task definition are called where it is written. */
interface Spelling {
  readonly containers: string;
  readonly taskRole: string;
}

const SPELLINGS = {
  'ecs': { containers: 'ContainerDefinitions', taskRole: 'TaskRoleArn' },
  'batch-task': { containers: 'Containers', taskRole: 'TaskRoleArn' },
  'batch-container': { containers: '', taskRole: 'JobRoleArn' },
} as const satisfies Record<string, Spelling>;

/** A task definition, or what a job of AWS Batch has in place of one. */
export class TaskDefinition {
  public readonly containersAt: Property;
  public readonly taskRole: Property;
  public readonly executionRole: Property;
  private readonly spelling: Spelling;
  private found?: readonly Container[];

  /** @param kind what it is written as */
  constructor(public readonly at: Property, public readonly kind: keyof typeof SPELLINGS | 'daemon' = 'ecs') {
    this.spelling = SPELLINGS[kind === 'daemon' ? 'ecs' : kind];
    this.containersAt = this.spelling.containers === '' ? at : at.at(this.spelling.containers);
    this.taskRole = at.at(this.spelling.taskRole);
    this.executionRole = at.at('ExecutionRoleArn');
  }

  /** The containers that are, or may be, in the task. */
  public get containers(): readonly Container[] {
    return this.found ??= this.findContainers();
  }

  /** Why there may be more of them. */
  public get moreContainers(): string | undefined {
    return this.containersAt.list.more;
  }

  /** The containers that somebody may want a shell in: those that are not companions, or else all that are not excluded. */
  public get applications(): readonly Container[] {
    const targets = this.containers.filter(({ isExecTarget }) => isExecTarget);
    const applications = targets.filter(({ isCompanion }) => !isCompanion);
    return applications.length > 0 ? applications : targets;
  }

  /** As written. Absent means the default of the operating system, which Fargate does not take. */
  public get networkMode(): Known<NetworkMode | undefined> {
    if (this.kind === 'daemon') {
      return { known: 'bridge' };
    }
    const mode = this.at.at('NetworkMode').literal;
    return mode as Known<NetworkMode | undefined>;
  }

  public get os(): Known<OperatingSystem> {
    const family = this.at.at('RuntimePlatform', 'OperatingSystemFamily').literal;
    return 'unknown' in family ? family : { known: family.known?.toUpperCase().startsWith('WINDOWS') === true ? 'windows' : 'linux' };
  }

  public get cpu(): Property {
    return this.at.at('Cpu');
  }

  public get memory(): Property {
    return this.at.at('Memory');
  }

  /** The launch types that it is registered for. */
  public get compatibilities(): Known<readonly string[]> {
    return this.at.at('RequiresCompatibilities').texts;
  }

  private findContainers(): readonly Container[] {
    const items = this.spelling.containers === '' ? [this.at] : this.containersAt.list.items;
    return items.flatMap((item, index) => item.alternatives.filter(({ value }) => value !== undefined).map((at) => new Container(at, index)));
  }
}
