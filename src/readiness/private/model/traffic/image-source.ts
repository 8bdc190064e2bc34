import { FLUENT_BIT_PARAMETERS, isPublicRegistry } from '../../../../private/exec-facts';
import { isImageAddress, parseImage } from '../../facts/image-reference';
import { splitText } from '../../iam/index';
import { resourceOf } from '../../sources/holes';
import type { ResolvedResource, ResolvedSystem, ResolvedTemplate } from '../../sources/resolved';
import type { Property } from '../property';
import { hole, isKnown, piecesOf, readable, type Text } from '../text';

/** Where an image is pulled from. */
export type ImageSource =
  /** A private registry of Amazon ECR; under some names it may have no endpoints. */
  | { readonly from: 'ecr'; readonly region: Text; readonly repository: Text; readonly usualName: boolean }
  /** A registry that everyone reaches over the internet. */
  | { readonly from: 'internet'; readonly registry: string }
  /** A registry that may be anywhere. */
  | { readonly from: 'elsewhere'; readonly registry: string }
  | { readonly from: 'unknown'; readonly reason: string };

const DOCKER_HUB = 'docker.io';

/** Where the image that a property names comes from; nowhere when it is certainly no image, as is told elsewhere. */
export function imageSourceOf(image: Property, system: ResolvedSystem): ImageSource | undefined {
  const sources = image.alternatives.map((each) => sourceOf(each, system));
  const [first] = sources;
  const all = sources.every((each) => JSON.stringify(each) === JSON.stringify(first));
  return all ? first : { from: 'unknown', reason: image.doubt ?? 'it is one of several' };
}

function sourceOf({ text, resource }: Property, system: ResolvedSystem): ImageSource | undefined {
  if ('unknown' in text) {
    return { from: 'unknown', reason: text.unknown };
  }
  const image = text.known;
  return image === undefined || isKnown(image) && !isImageAddress(image) || repositoryNamed(image, system) ? undefined
    : byUri(image, system) ?? byParameter(image, system.template(resource.stack)!) ?? byHost(image, system.template(resource.stack)!.partition) ?? { from: 'unknown', reason: `it depends on ${readable(image)}` };
}

/** The repository of the templates whose name stands in place of its address. */
export function repositoryNamed(image: Text, system: ResolvedSystem): ResolvedResource | undefined {
  const { host, repository } = parseImage(image);
  const made = host === undefined ? resourceOf(repository) : undefined;
  const resource = made && made.attribute === undefined ? system.resource(made.stack, made.logicalId) : undefined;
  return resource?.type === 'AWS::ECR::Repository' ? resource : undefined;
}

/** A repository of the templates, by its attribute `RepositoryUri`. */
function byUri(image: Text, system: ResolvedSystem): ImageSource | undefined {
  const [first] = piecesOf(image);
  const found = first && 'hole' in first ? resourceOf(hole(first.hole, first.id)) : undefined;
  const resource = found?.attribute === 'RepositoryUri' ? system.resource(found.stack, found.logicalId) : undefined;
  return resource?.type === 'AWS::ECR::Repository' && resource.arn !== undefined
    ? { from: 'ecr', region: system.template(resource.stack)!.region, repository: resource.arn, usualName: true } : undefined;
}

const LOG_ROUTER = 'aws-for-fluent-bit';

/**
 * The log router of AWS, which each region has in Amazon ECR, in an account of AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-using-fluentbit.html
 */
function byParameter(image: Text, { partition, region }: ResolvedTemplate): ImageSource | undefined {
  const [only, ...others] = piecesOf(image);
  const isRouter = only && 'hole' in only && others.length === 0 && only.id.startsWith(`{{resolve:ssm:${FLUENT_BIT_PARAMETERS}`);
  const account = hole('unknown', 'the account of AWS with its log router');
  return isRouter ? { from: 'ecr', region, repository: `arn:${partition}:ecr:${region}:${account}:repository/${LOG_ROUTER}`, usualName: true } : undefined;
}

/** Without a dot or colon in it, what comes before the first slash is no host. */
function byHost(image: Text, partition: Text): ImageSource | undefined {
  const [host, ...path] = splitText(image, '/');
  const registry = path.length > 0 ? ecrOf(host, path.join('/'), partition) : undefined;
  if (registry || path.length > 0 && !isKnown(host)) {
    return registry;
  }
  const isHost = path.length > 0 && /[.:]|^localhost$/.test(host);
  if (isHost) {
    return { from: isPublicRegistry(host) ? 'internet' : 'elsewhere', registry: host };
  }
  // what is not known of a name may hold a slash, unless it comes after the tag
  const [start] = piecesOf(image);
  const isName = path.length > 0 || start && 'literal' in start && /[:@]/.test(start.literal) || isKnown(image);
  return isName ? { from: 'internet', registry: DOCKER_HUB } : undefined;
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html */
function ecrOf(host: Text, path: Text, partition: Text): ImageSource | undefined {
  const [account, first, second, third] = splitText(host, '.');
  const usual = first === 'dkr' && second !== undefined && /^ecr(?:-fips)?$/.test(second);
  const region = usual ? third : first !== undefined && /^dkr-ecr(?:-fips)?$/.test(first) ? second : undefined;
  if (region === undefined) {
    return undefined;
  }
  const name = splitText(splitText(path, '@')[0], ':')[0];
  const repository = `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
  return { from: 'ecr', region, repository, usualName: usual && second === 'ecr' };
}
