import { Stack, Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { EndpointService } from '../../private/exec-facts';
import { PRIVATE_ECR, STATIC_CREDENTIALS } from '../../private/exec-facts';
import { referencedBy } from '../../private/identity';

/** Where an image comes from. */
export type ImageSource = 'private-ecr' | 'elsewhere' | 'unknown';

/** What a container asks of the path to it, read from what the L2 renders. */
export interface ContainerFacts {
  readonly image: string;
  readonly imageSource: ImageSource;
  readonly readonlyRoot: boolean;
  /** undefined: nobody chose */
  readonly initProcess?: boolean;
  readonly staticCredentials: string[];
  /** The log group of the awslogs driver. */
  readonly logGroup?: string;
  /** The AWS services that must be reachable for the container to start, each with the feature that needs it. */
  readonly needs: ReadonlyArray<readonly [EndpointService, string]>;
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
  const { image, environment, secrets, environmentFiles, repositoryCredentials, logConfiguration, linuxParameters }
    = rendered as RenderedContainer;
  const imageSource = sourceOf(container, image);
  const names = [...environment ?? [], ...secrets ?? []].map(({ name }) => name);
  return {
    image: JSON.stringify(Stack.of(container).resolve(image)),
    imageSource,
    readonlyRoot: rendered.readonlyRootFilesystem === true,
    initProcess: linuxParameters?.initProcessEnabled,
    staticCredentials: STATIC_CREDENTIALS.filter((name) => names.includes(name)),
    logGroup: logConfiguration?.logDriver === 'awslogs' ? logConfiguration.options?.['awslogs-group'] : undefined,
    needs: [
      ...imageSource === 'private-ecr' ? IMAGE_NEEDS : [],
      ...logConfiguration?.logDriver === 'awslogs' ? [['logs', 'application logs through the awslogs driver'] as const] : [],
      ...(environmentFiles ?? []).length > 0 ? [['s3', 'environment files'] as const] : [],
      ...repositoryCredentials ? [['secretsmanager', 'registry credentials'] as const] : [],
      ...[secrets, logConfiguration?.secretOptions].flatMap((all) => all ?? []).flatMap(({ valueFrom }) => secretNeeds(container, valueFrom)),
    ],
  };
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
  readonly logConfiguration?: { readonly logDriver: string; readonly options?: Record<string, string>; readonly secretOptions?: Secret[] };
  readonly linuxParameters?: { readonly initProcessEnabled?: boolean };
}

const IMAGE_NEEDS: ContainerFacts['needs'] = [
  ['ecr.api', 'image pull from Amazon ECR: authorization'],
  ['ecr.dkr', 'image pull from Amazon ECR: manifests'],
  ['s3', 'image pull from Amazon ECR: layers'],
];

function sourceOf(container: ecs.ContainerDefinition, image: string): ImageSource {
  const resolved: unknown = Stack.of(container).resolve(image);
  const isLiteral = typeof resolved === 'string';
  // the L2 joins account, region and domain of a repository around the literal `.dkr.ecr.`
  const text = JSON.stringify(resolved);
  if (isLiteral ? PRIVATE_ECR.test(resolved) : text.includes('.dkr.ecr.')) {
    return isOfAnotherRegion(container, text) ? 'elsewhere' : 'private-ecr';
  }
  return isLiteral ? 'elsewhere' : 'unknown';
}

/** PrivateLink does not lead out of the region. */
function isOfAnotherRegion(container: ecs.ContainerDefinition, image: string): boolean {
  const { region } = Stack.of(container);
  const [, named] = /\.dkr[.-]ecr(?:-fips)?\.([a-z]+(?:-[a-z]+)+-\d+)\./.exec(image) ?? [];
  return named !== undefined && !Token.isUnresolved(region) && named !== region;
}

/** A value whose origin cannot be told may be either. */
function secretNeeds(container: ecs.ContainerDefinition, valueFrom: string): ContainerFacts['needs'] {
  const secret = ['secretsmanager', 'secrets of AWS Secrets Manager'] as const;
  const parameter = ['ssm', 'parameters of AWS Systems Manager'] as const;
  const owners = referencedBy(valueFrom);
  const resolved: unknown = Stack.of(container).resolve(valueFrom);
  const text = JSON.stringify(resolved);
  if (text.includes(':secretsmanager:') || owners.some((owner) => secretsmanager.CfnSecret.isCfnSecret(owner))) {
    return [secret];
  }
  if (text.includes(':parameter') || owners.some((owner) => ssm.CfnParameter.isCfnParameter(owner))) {
    return [parameter];
  }
  return typeof resolved === 'string' && !resolved.startsWith('arn:') ? [parameter] : [secret, parameter];
}
