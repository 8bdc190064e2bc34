import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { LogRouter } from './firelens-reach';
import { firelensReach, routerNeeds, routerReach } from './firelens-reach';
import { imageReach } from './image-reach';
import type { Logging } from './log-reach';
import { logReach } from './log-reach';
import type { Reach } from './reach';
import { together } from './reach';
import { sidecarNeeds } from './sidecar-needs';
import { valueReach } from './value-reach';
import { STATIC_CREDENTIALS } from '../../private/exec-facts';

/** What is known of a container, read from what the L2 renders. */
export interface ContainerFacts {
  readonly readonlyRoot: boolean;
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
    const definition = container.renderContainerDefinition(container.taskDefinition);
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

function containerFacts(container: ecs.ContainerDefinition, rendered: ecs.CfnTaskDefinition.ContainerDefinitionProperty): ContainerFacts {
  const definition = rendered as RenderedContainer;
  const { environment, secrets, logConfiguration, linuxParameters } = definition;
  const names = [...environment ?? [], ...secrets ?? []].map(({ name }) => name);
  return {
    readonlyRoot: rendered.readonlyRootFilesystem === true,
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
}
