import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { EndpointService } from '../../private/exec-facts';
import { STATIC_CREDENTIALS } from '../../private/exec-facts';

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

const PRIVATE_ECR = /^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)\//;

export function containerFacts(container: ecs.ContainerDefinition): ContainerFacts {
  const rendered = container.renderContainerDefinition(container.taskDefinition);
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
      ...(secrets ?? []).flatMap((secret) => secretNeeds(container, secret.valueFrom)),
    ],
  };
}

interface RenderedContainer {
  readonly image: string;
  readonly environment?: { readonly name: string }[];
  readonly secrets?: { readonly name: string; readonly valueFrom: string }[];
  readonly environmentFiles?: unknown[];
  readonly repositoryCredentials?: unknown;
  readonly logConfiguration?: { readonly logDriver: string; readonly options?: Record<string, string> };
  readonly linuxParameters?: { readonly initProcessEnabled?: boolean };
}

const IMAGE_NEEDS: ContainerFacts['needs'] = [
  ['ecr.api', 'image pull from Amazon ECR: authorization'],
  ['ecr.dkr', 'image pull from Amazon ECR: manifests'],
  ['s3', 'image pull from Amazon ECR: layers'],
];

function sourceOf(container: ecs.ContainerDefinition, image: string): ImageSource {
  const resolved: unknown = Stack.of(container).resolve(image);
  if (typeof resolved === 'string') {
    return PRIVATE_ECR.test(resolved) ? 'private-ecr' : 'elsewhere';
  }
  // the L2 joins account, region and domain of a repository around the literal `.dkr.ecr.`
  return JSON.stringify(resolved).includes('.dkr.ecr.') ? 'private-ecr' : 'unknown';
}

/** A value whose origin cannot be told may be either. */
function secretNeeds(container: ecs.ContainerDefinition, valueFrom: string): ContainerFacts['needs'] {
  const secret = ['secretsmanager', 'secrets of AWS Secrets Manager'] as const;
  const parameter = ['ssm', 'parameters of AWS Systems Manager'] as const;
  const owners = Tokenization.reverseString(valueFrom).tokens.filter(Reference.isReference).map(({ target }) => target);
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
