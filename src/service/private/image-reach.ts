import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Need, Reach } from './reach';
import { MORE_EGRESS, otherRegion } from './reach';
import { FLUENT_BIT_PARAMETERS, isPublicRegistry, PRIVATE_ECR } from '../../private/exec-facts';
import { referencedBy } from '../../private/identity';

/** What it takes to pull an image. */
export function imageReach(container: ContainerDefinition, image: string): Reach {
  const resolved: unknown = Stack.of(container).resolve(image);
  const text = JSON.stringify(resolved);
  const ecr = typeof resolved === 'string' && !PRIVATE_ECR.test(resolved) ? null : ECR.exec(text);
  if (ecr) {
    return fromEcr(container, text, ecr.groups!);
  }
  if (referencedBy(image).some(isFluentBit)) {
    return { needs: PULL };
  }
  const host = hostOf(resolved);
  return host === undefined ? unknown(text) : isPublicRegistry(host) ? fromInternet(text) : fromRegistry(text, host);
}

/**
 * The L2 joins account, region and domain of a repository around the literal part. Names with `fips`, or for both kinds of addresses, are others.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
 */
const ECR = /\.dkr(?<joint>[.-])ecr(?<fips>-fips)?\.(?:(?<region>[a-z]+(?:-[a-z]+)+-\d+)\.)?/;

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html */
const PULL: readonly Need[] = [
  ['ecr.api', 'image pull from Amazon ECR: authorization'],
  ['ecr.dkr', 'image pull from Amazon ECR: manifests'],
  ['s3', 'image pull from Amazon ECR: layers'],
];

function fromEcr(container: ContainerDefinition, text: string, { joint, fips, region }: Record<string, string | undefined>): Reach {
  const elsewhere = otherRegion(container, region);
  if (elsewhere !== undefined) {
    const home = Stack.of(container).region;
    return {
      obstacles: [`has the image ${text}, which cannot be pulled from subnets without a way out: it is in Amazon ECR of ${elsewhere}, and endpoints lead `
        + `to that of ${home} only; replicate the repository to ${home} and name the image there, or ${MORE_EGRESS}`],
    };
  }
  return joint === '.' && fips === undefined ? { needs: PULL } : {
    needs: PULL,
    doubts: [['unknownImage', `has the image ${text}, and it is not known whether the endpoints of Amazon ECR lead to it under this address; `
      + 'name it by <account>.dkr.ecr.<region>, or make sure that it can be pulled']],
  };
}

/** The log router that AWS offers, from a repository of Amazon ECR in the same region. */
function isFluentBit(referenced: unknown): boolean {
  return referenced instanceof CfnParameter && `${referenced.default}`.startsWith(FLUENT_BIT_PARAMETERS);
}

/** What comes before the first slash is a host only with a dot or colon in it. Without a host, it is Docker Hub. */
function hostOf(image: unknown): string | undefined {
  const known = beginning(image);
  const [host, ...path] = known.split('/');
  if (path.length === 0) {
    return known === image ? DOCKER_HUB : undefined;
  }
  return /[.:]|^localhost$/.test(host) ? host : DOCKER_HUB;
}

const DOCKER_HUB = 'docker.io';

/** What is known at synthesis, up to the first part that is not. */
function beginning(image: unknown): string {
  const { 'Fn::Join': joined, 'Fn::Sub': substituted } = Object(image) as { 'Fn::Join'?: [string, unknown[]]; 'Fn::Sub'?: unknown };
  const [first] = [joined?.[1] ?? substituted ?? image].flat();
  return typeof first === 'string' ? first.replace(/\$\{.*$/s, '') : '';
}

function fromInternet(text: string): Reach {
  return {
    obstacles: [`has the image ${text}, which cannot be pulled from subnets without a way out: only private Amazon ECR has a VPC endpoint; `
      + `push the image to ECR and use ecs.ContainerImage.fromEcrRepository, or ${MORE_EGRESS}; a pull-through cache needs egress for the first pull, too`],
  };
}

function fromRegistry(text: string, host: string): Reach {
  return {
    doubts: [['unknownImage', `has the image ${text}, and it cannot be seen whether subnets without a way out lead to the registry ${host}; `
      + 'push the image to ECR and use ecs.ContainerImage.fromEcrRepository, or make sure that the registry is in reach of the VPC']],
  };
}

function unknown(text: string): Reach {
  return {
    doubts: [['unknownImage', `has an image that is known only at deployment, ${text}; `
      + 'from subnets without a way out only images of private Amazon ECR can be pulled: make sure that it is one']],
  };
}
