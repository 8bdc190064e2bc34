import type { Container } from '../container';
import { imageSourceOf, type ImageSource } from './image-source';
import type { Model } from '../model';
import { doubted, INTERNET, type Call, type Service, type StartNeed } from './need';
import { serviceIn } from './service-names';
import { splitText } from '../../iam/index';
import type { Subject } from '../subject';
import { hole, readable, type Text } from '../text';

/** What must be reached to pull the image of a container. */
export function imageNeeds(subject: Subject, container: Container): StartNeed[] {
  const { image, label } = container;
  const source = imageSourceOf(image, subject.model.system);
  const need = { why: `the image of ${label}`, at: image, weight: 'error' } as const;
  switch (source?.from) {
    case undefined: return [];
    case 'internet': return [{ ...need, services: [INTERNET], calls: [] }];
    case 'elsewhere': return [{ ...need, services: [INTERNET], calls: [], ...doubted(`where the registry ${source.registry} is, that ${label} comes from, is not known`) }];
    case 'ecr': return fromEcr(subject, source, need);
    case 'unknown': return fromAnywhere(need, `where the image of ${label} comes from is not known: ${source.reason}`);
  }
}

type Beginning = Pick<StartNeed, 'why' | 'at' | 'weight'>;

/** Manifests come from the registry, layers from a bucket that AWS keeps in its region. */
function fromEcr({ template, model }: Subject, { region, repository, usualName }: ImageSource & { from: 'ecr' }, need: Beginning): StartNeed[] {
  const calls = callsTo(repository, `arn:${template.partition}:s3:::prod-${region}-starport-layer-bucket/${hole('unknown', 'a layer')}`);
  const needs = Object.entries(calls).map(([service, called]): StartNeed => {
    const services = serviceIn(region, service, template.region);
    const open = usualName || service === 's3' ? undefined : 'whether endpoints lead to Amazon ECR under this name of the registry is not known';
    const doubt = open ?? (services.length > 1 ? `the region of ${need.why} is ${readable(region)}, and the stack may be elsewhere` : undefined);
    return { ...need, services: [...services, ...open === undefined ? [] : [INTERNET]], ...doubt === undefined ? {} : { doubt }, calls: called };
  });
  const first: StartNeed = { ...need, why: `the first pull of ${need.why}, which fills a cache`, weight: 'warning', services: [INTERNET], calls: [] };
  return isCached(repository, model) ? [...needs, first] : needs;
}

/** Names are no deeper than prefixes, which have few parts. */
const MOST_PARTS = 8;

/**
 * Whether a repository is filled from another registry when something is first pulled from it, which takes a way to the internet.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
function isCached(repository: Text, model: Model): boolean {
  const [, name = ''] = splitText(repository, ':repository/');
  const prefixes = model.once('prefixes of caches', () => new Set(model.ofType('AWS::ECR::PullThroughCacheRule').map((rule) => rule.properties.EcrRepositoryPrefix)));
  const parts = name.split('/').slice(0, MOST_PARTS);
  return parts.some((_, index) => prefixes.has(parts.slice(0, index + 1).join('/')));
}

/** Not every image comes from Amazon ECR, and not every other one from the internet. */
function fromAnywhere(need: Beginning, doubt: string): StartNeed[] {
  const calls = callsTo(hole('unknown', 'the repository'), hole('unknown', 'a layer'));
  return Object.entries(calls).map(([service, called]) => ({ ...need, services: [service, INTERNET], ...doubted(doubt), calls: called }));
}

/**
 * The calls that pull an image, by service. Clients differ in the endpoint that they ask for manifests.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
function callsTo(repository: Text, layer: Text): Readonly<Record<Service, readonly Call[]>> {
  const pull = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].map((action): Call => ({ action, resource: repository, by: 'execution' }));
  return {
    'ecr.api': [{ action: 'ecr:GetAuthorizationToken', resource: '*', by: 'execution' }, ...pull.map((call): Call => ({ ...call, perhaps: true }))],
    'ecr.dkr': pull,
    's3': [{ action: 's3:GetObject', resource: layer, by: 'anyone' }],
  };
}
