import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { windowsLimits } from './container-windows';
import type { LogRouter } from './firelens-reach';
import { firelensReach, routerNeeds, routerReach } from './firelens-reach';
import { imageReach } from './image-reach';
import type { Logging } from './log-reach';
import { logReach } from './log-reach';
import type { Reach } from './reach';
import { together } from './reach';
import { sidecarNeeds } from './sidecar-needs';
import { valueReach } from './value-reach';
import { hasAgentFolders } from './writable-agent-folders';
import { containerLimits } from '../../capacity/private/fargate-limits';
import { STATIC_CREDENTIALS } from '../../private/exec-facts';

/** What is known of a container, read from what the L2 renders. */
export interface ContainerFacts {
  /** Neither the root file system nor mounts let the agent write. */
  readonly readonlyRoot: boolean;
  /** What the compute that the task is for has not, each to be read after the name of the container. */
  readonly problems: string[];
  /** undefined: nobody chose */
  readonly initProcess?: boolean;
  readonly staticCredentials: string[];
  /** The log group of the awslogs driver. */
  readonly logGroup?: string;
  /** What the agent that starts the container must reach. */
  readonly start: Required<Reach>;
  /** What the container itself must reach. */
  readonly run: Required<Reach>;
}

/** Reads containers, each again only when it has changed. */
export class ContainerReader {
  private readonly read = new Map<ecs.ContainerDefinition, { readonly rendered: string; readonly facts: ContainerFacts }>();

  public of(container: ecs.ContainerDefinition): ContainerFacts {
    const definition = settled(container);
    const rendered = JSON.stringify(definition);
    const known = this.read.get(container);
    if (known?.rendered === rendered) {
      return known.facts;
    }
    const facts = containerFacts(container, definition);
    this.read.set(container, { rendered, facts });
    return facts;
  }
}

/** What can be added to after the L2 rendered it once is resolved, so that a change is seen. */
function settled(container: ecs.ContainerDefinition): ecs.CfnTaskDefinition.ContainerDefinitionProperty {
  const definition = container.renderContainerDefinition(container.taskDefinition);
  const [mountPoints, linuxParameters, ulimits] = [definition.mountPoints, definition.linuxParameters, definition.ulimits]
    .map((part) => Stack.of(container).resolve(part) as never);
  return { ...definition, mountPoints, linuxParameters, ulimits };
}

function containerFacts(container: ecs.ContainerDefinition, rendered: ecs.CfnTaskDefinition.ContainerDefinitionProperty): ContainerFacts {
  const definition = rendered as RenderedContainer;
  const { environment, secrets, logConfiguration, linuxParameters, mountPoints } = definition;
  const names = [...environment ?? [], ...secrets ?? []].map(({ name }) => name);
  return {
    readonlyRoot: rendered.readonlyRootFilesystem === true && !hasAgentFolders(mountPoints ?? []),
    problems: [...containerLimits(container.taskDefinition, rendered), ...windowsLimits(container, rendered)],
    initProcess: linuxParameters?.initProcessEnabled,
    staticCredentials: STATIC_CREDENTIALS.filter((name) => names.includes(name)),
    logGroup: logConfiguration?.logDriver === 'awslogs' ? logConfiguration.options?.['awslogs-group'] : undefined,
    start: startReach(container, definition),
    run: together([
      { needs: sidecarNeeds(container, definition.image) },
      firelensReach(container, logConfiguration),
      routerReach(definition.firelensConfiguration),
    ]),
  };
}

function startReach(container: ecs.ContainerDefinition, rendered: RenderedContainer): Required<Reach> {
  const { image, secrets, environmentFiles, repositoryCredentials, logConfiguration, firelensConfiguration } = rendered;
  const values = [...secrets ?? [], ...logConfiguration?.secretOptions ?? []];
  return together([
    imageReach(container, image),
    logReach(container, logConfiguration),
    { needs: routerNeeds(firelensConfiguration) },
    { needs: (environmentFiles ?? []).length > 0 ? [['s3', 'environment files']] : [] },
    { needs: repositoryCredentials ? [['secretsmanager', 'registry credentials']] : [] },
    ...values.map(({ valueFrom }) => valueReach(container, valueFrom)),
  ]);
}

interface Secret {
  readonly name: string;
  readonly valueFrom: string;
}

interface RenderedContainer {
  readonly image: string;
  readonly environment?: { readonly name: string }[];
  readonly secrets?: Secret[];
  readonly environmentFiles?: unknown[];
  readonly repositoryCredentials?: unknown;
  readonly logConfiguration?: Logging & { readonly secretOptions?: Secret[] };
  readonly firelensConfiguration?: LogRouter;
  readonly linuxParameters?: { readonly initProcessEnabled?: boolean };
  readonly mountPoints?: ecs.CfnTaskDefinition.MountPointProperty[];
}
