import { splitText } from '../../iam';
import { resourceOf } from '../../sources/holes';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import { NOTHING, type Link } from '../link';
import type { Property } from '../property';
import { isKnown, piecesOf, readable, type Text } from '../text';
import type { Finder } from './finder';

const REPOSITORY = 'AWS::ECR::Repository';
const ECR = /^ecr(?:-fips)?$/;
const DUAL_STACK = /^dkr-ecr(?:-fips)?$/;

/**
 * The private repository of Amazon ECR that an image comes from; nothing when it comes from another registry.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function repositoryOf(image: Property, system: ResolvedSystem, finder: Finder): Link<ResolvedResource> {
  const { text } = image;
  if ('unknown' in text) {
    return { unseen: text.unknown };
  }
  if (text.known === undefined) {
    return NOTHING;
  }
  const own = byAttribute(text.known, system);
  const written = own ? undefined : parseEcr(text.known);
  return own ? { to: own }
    : written ? finder.named(written.name, written, image, REPOSITORY)
      : isElsewhere(text.known) ? NOTHING : { unseen: `it depends on ${readable(text.known)}` };
}

/** The repository whose attribute `RepositoryUri` a text begins with. */
function byAttribute(text: Text, system: ResolvedSystem): ResolvedResource | undefined {
  const [first] = splitText(text, ':').flatMap((part) => splitText(part, '@'));
  const found = resourceOf(first);
  const resource = found?.attribute === 'RepositoryUri' ? system.resource(found.stack, found.logicalId) : undefined;
  return resource?.type === REPOSITORY ? resource : undefined;
}

/** Reads `account.dkr.ecr.region.suffix/name:tag@digest`, and the names with IPv6 addresses. */
function parseEcr(text: Text): { readonly account: Text; readonly region: Text; readonly name: Text } | undefined {
  const [host, ...path] = splitText(text, '/');
  const [account, first, second, third, ...rest] = splitText(host, '.');
  const region = first === 'dkr' && second !== undefined && ECR.test(second) ? third : first !== undefined && DUAL_STACK.test(first) ? second : undefined;
  const isHost = region !== undefined && path.length > 0 && rest.length > 0;
  return isHost ? { account, region, name: splitText(splitText(path.join('/'), '@')[0], ':')[0] } : undefined;
}

/** Whether an image certainly comes from another registry: the hosts of Amazon ECR begin with the number of an account. */
function isElsewhere(text: Text): boolean {
  const [first] = piecesOf(text);
  const start = first !== undefined && 'literal' in first ? first.literal : '';
  return isKnown(text) || /^[^0-9]/.test(start) || start.includes('/');
}
