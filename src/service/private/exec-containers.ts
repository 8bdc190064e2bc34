import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { contradictions } from './container-contradictions';
import type { ContainerFacts } from './container-facts';
import { ContainerReader } from './container-facts';
import { grantEnvironmentFiles } from './environment-files';
import type { Need, Reach } from './reach';
import { roleNeeds } from './role-needs';
import { lacksCredentialRoute, withCredentialRoute } from './windows-credentials';
import { mountAgentFolders } from './writable-agent-folders';
import { ExecEgress } from '../../network/exec-egress';
import { NOT_EXEC_TARGETS, OWN_INIT_PROCESS, PRIVATE_ECR } from '../../private/exec-facts';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';
import { isWindows } from '../../private/windows';
import type { ExecContainerOptions } from '../exec-container-options';

/** What containers find where they run. */
interface Surroundings {
  /** The way out of the network from which they are started, and of that in which they run. */
  readonly egress: { readonly start: ExecEgress; readonly run: ExecEgress };
  /** What they have in their environment, unless they say otherwise. */
  readonly environment: { readonly [name: string]: string };
}

/** The containers of a task definition, whoever added them: what they need, what is repaired and what is wrong with them. */
export class ExecContainers {
  private readonly own = new Map<ecs.ContainerDefinition, ExecContainerOptions>();
  private readonly errors = new Set<string>();
  private readonly facts = new ContainerReader();
  private completed: ContainerFacts[] = [];
  private _log?: logs.LogGroup;

  constructor(
    private readonly scope: Construct,
    private readonly taskDefinition: ecs.TaskDefinition,
    private readonly surroundings: Surroundings,
  ) {
    scope.node.addValidation({ validate: () => [...this.errors] });
  }

  /** The log group of the containers that bring no logging of their own. */
  public get log(): logs.LogGroup | undefined {
    return this._log;
  }

  /** Adds a container; throws when what was asked for contradicts exec. */
  public add(id: string, options: ExecContainerOptions): ecs.ContainerDefinition {
    const container = this.taskDefinition.addContainer(id, {
      ...this.withCredentials(id, options),
      environment: { ...this.surroundings.environment, ...options.environment },
      logging: options.logging ?? ecs.LogDrivers.awsLogs({ logGroup: this.logGroup(), streamPrefix: options.containerName ?? id }),
    });
    this.own.set(container, options);
    if (options.writableAgentDirectories && !isWindows(this.taskDefinition)) {
      mountAgentFolders(container);
    }
    this.tellCheckers(NOT_EXEC_TARGETS, ({ execTarget }) => execTarget === false);
    this.tellCheckers(OWN_INIT_PROCESS, ({ initProcess }) => initProcess === false);
    this.errorsOf(container, this.facts.of(container)).forEach((error) => {
      throw new Error(`${this.scope.node.path}: ${error}`);
    });
    this.grantPull(container, options.image);
    return container;
  }

  /** Throws when no session can be opened in a container. */
  public checkTarget(container: ecs.ContainerDefinition): void {
    const name = `${this.scope.node.path}: the container ${JSON.stringify(container.containerName)}`;
    if (container.taskDefinition !== this.taskDefinition) {
      throw new Error(`${name} is one of ${JSON.stringify(container.taskDefinition.node.path)}; pass one of this task, for example what addContainer returned`);
    }
    if (!this.isTarget(container)) {
      throw new Error(`${name} has execTarget false, so nobody is to exec into it; leave execTarget out, or name another container`);
    }
  }

  /** Whether an init process is to reap what sessions leave behind in a container: it brings none of its own. */
  public wantsInitProcess(container: ecs.ContainerDefinition): boolean {
    return this.own.get(container)?.initProcess ?? this.isTarget(container);
  }

  /** Whether there is anything that was not completed yet. */
  public changed(): boolean {
    this.addLogRouter();
    const state = this.all().map((container) => this.facts.of(container));
    const isSame = state.length === this.completed.length && state.every((facts, index) => facts === this.completed[index]);
    this.completed = state;
    return !isSame;
  }

  /** Repairs and checks every container, and tells what they need. */
  public complete(): { readonly start: Need[]; readonly run: Need[] } {
    const all = this.all().map((container, index) => {
      const facts = this.facts.of(container);
      this.errorsOf(container, facts).forEach((error) => this.errors.add(error));
      this.warnOf(container, facts);
      this.repair(container, facts, index);
      grantEnvironmentFiles(container);
      return facts;
    });
    return {
      start: [...all.flatMap(({ start }) => start.needs), ...roleNeeds(this.taskDefinition.taskRole)],
      run: all.flatMap(({ run }) => run.needs),
    };
  }

  /** The log groups that the awslogs driver of the targets writes to. */
  public logGroups(): string[] {
    const targets = this.all().filter((container) => this.isTarget(container));
    return [...new Set(targets.flatMap((container) => this.facts.of(container).logGroup ?? []))];
  }

  private withCredentials(id: string, options: ExecContainerOptions): ExecContainerOptions {
    const name = `${this.scope.node.path}: the container ${JSON.stringify(options.containerName ?? id)}`;
    return lacksCredentialRoute(this.taskDefinition) && options.execTarget !== false ? withCredentialRoute(name, options) : options;
  }

  /** One group for all containers of the service, apart from the session log. */
  private logGroup(): logs.LogGroup {
    this._log ??= new logs.LogGroup(this.scope, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    return this._log;
  }

  private all(): ecs.ContainerDefinition[] {
    // the L2 shows them to its subclasses only; a walk over the tree would miss those that live elsewhere
    return (this.taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] }).containers;
  }

  /** The L2 adds the one that FireLens lacks only when it renders: too late for what it must reach. */
  private addLogRouter(): void {
    const containers = this.all();
    const isNeeded = containers.some(({ logDriverConfig }) => logDriverConfig?.logDriver === 'awsfirelens');
    if (isNeeded && !containers.some((container) => container instanceof ecs.FirelensLogRouter)) {
      this.taskDefinition.stack.resolve((ownedResource(this.taskDefinition) as ecs.CfnTaskDefinition).containerDefinitions);
    }
  }

  private errorsOf(container: ecs.ContainerDefinition, facts: ContainerFacts): string[] {
    const name = `the container ${JSON.stringify(container.containerName)}`;
    const options = this.own.get(container);
    return [
      ...facts.problems.map((problem) => `${name} ${problem}`),
      ...options ? contradictions(container, options, facts).map((problem) => `${name} ${problem}`) : [],
      ...this.withoutWayOut(facts).flatMap(({ obstacles }) => obstacles.map((obstacle) => `${name} ${obstacle}`)),
    ];
  }

  private warnOf(container: ecs.ContainerDefinition, facts: ContainerFacts): void {
    const name = `the container ${JSON.stringify(container.containerName)}`;
    if (lacksCredentialRoute(this.taskDefinition) && !this.own.has(container)) {
      warn(container, 'noCredentialRoute', `${name} was added to the L2, and with networkMode "nat" on Windows no session can be opened in it unless it makes a route `
        + 'to 169.254.170.2 when it starts; add it through addContainer of the service, or choose ecs.NetworkMode.AWS_VPC');
    }
    if (facts.readonlyRoot && !this.own.has(container)) {
      warn(container, 'readonlySidecar', `${name} has a read-only root file system, so no session can be opened in it; `
        + 'leave readonlyRootFilesystem out if somebody is to exec into it');
    }
    if (facts.initProcess === false && this.wantsInitProcess(container)) {
      warn(container, 'noInitProcess', `${name} has initProcessEnabled false, so processes that a session leaves behind are never reaped; `
        + 'leave it out, or set initProcess to false if the image brings an init process of its own');
    }
    if (facts.staticCredentials.length > 0) {
      warn(container, 'staticCredentials', `${name} has ${facts.staticCredentials.join(', ')} in its environment, which the agent takes before the task role; `
        + 'sessions fail unless these keys hold the permissions of the task role: remove them and grant the task role instead');
    }
    this.withoutWayOut(facts).forEach(({ doubts }) => doubts.forEach(([id, doubt]) => warn(container, id, `${name} ${doubt}`)));
  }

  /** What is done from a network without a way out. */
  private withoutWayOut({ start, run }: ContainerFacts): Required<Reach>[] {
    return [...this.surroundings.egress.start === ExecEgress.NONE ? [start] : [], ...this.surroundings.egress.run === ExecEgress.NONE ? [run] : []];
  }

  /** Whether somebody may want a session in a container: nobody said otherwise. */
  private isTarget(container: ecs.ContainerDefinition): boolean {
    return this.own.get(container)?.execTarget !== false;
  }

  /** The names of the containers of which something was said that a template does not show by itself. */
  private tellCheckers(key: string, is: (options: ExecContainerOptions) => boolean): void {
    const names = [...this.own].filter(([, options]) => is(options)).map(([{ containerName }]) => containerName);
    if (names.length > 0) {
      ownedResource(this.taskDefinition)!.addMetadata(key, names);
    }
  }

  /** Linux only: orphans of a session need an init process to reap them. */
  private repair(container: ecs.ContainerDefinition, facts: ContainerFacts, index: number): void {
    if (facts.initProcess === undefined && this.wantsInitProcess(container) && !isWindows(this.taskDefinition)) {
      ownedResource(this.taskDefinition)!.addPropertyOverride(`ContainerDefinitions.${index}.LinuxParameters.InitProcessEnabled`, true);
    }
  }

  /** The L2 leaves the pull permission to the user when a repository is named by its address alone. */
  private grantPull(container: ecs.ContainerDefinition, image: ecs.ContainerImage): void {
    const address = image instanceof ecs.RepositoryImage ? PRIVATE_ECR.exec(container.imageName) : null;
    if (!address) {
      return;
    }
    const { account, region, repository } = address.groups!;
    const role = this.taskDefinition.obtainExecutionRole();
    const arn = Stack.of(this.scope).formatArn({ service: 'ecr', account, region, resource: 'repository', resourceName: repository });
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources: [arn] }));
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }));
    Validations.of(container).acknowledge({
      id: '@aws-cdk/aws-ecs:ecrImageRequiresPolicy', reason: 'the execution role is allowed to pull from this repository',
    });
  }
}
