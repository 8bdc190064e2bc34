import { sameText, splitText } from '../../iam';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import type { Link } from '../link';
import { Property } from '../property';
import { isKnown, piecesOf, type Text } from '../text';
import type { Finder } from './finder';

const SECRET = 'AWS::SecretsManager::Secret';
const ATTACHMENT = 'AWS::SecretsManager::SecretTargetAttachment';
const PARAMETER = 'AWS::SSM::Parameter';

/** Where a value is read from; nowhere when what names it can be no value at all. */
export type Store = 'secret' | 'parameter' | 'nowhere';

/** Which store a `ValueFrom` names a value of; nothing when that cannot be told. What is no ARN is the name of a parameter. */
export function storeOf(pointer: Property, system: ResolvedSystem): Store | undefined {
  const { text } = pointer;
  if ('unknown' in text || text.known === undefined) {
    return undefined;
  }
  const [first, , service] = splitText(text.known, ':');
  if (first === 'arn') {
    return isOfNoValue(text.known, system.template(pointer.resource.stack)!.partition) ? 'nowhere'
      : service === 'secretsmanager' ? 'secret' : service === 'ssm' ? 'parameter' : undefined;
  }
  const types = new Set(system.identified(first).map(({ type }) => type));
  return types.has(ATTACHMENT) ? 'secret' : types.has(PARAMETER) || isKnown(text.known) ? 'parameter' : undefined;
}

/** Whether no part of an ARN can hide a colon. */
export function isSettled(arn: Text): boolean {
  return piecesOf(arn).every((piece) => 'literal' in piece || piece.hole === 'generated' || piece.id.startsWith('AWS::'));
}

/** Whether an ARN is certainly neither of a secret nor of a parameter, or of one in another partition. */
function isOfNoValue(arn: Text, home: Text): boolean {
  const [, partition, service, , , kind, name] = splitText(arn, ':');
  const isValue = service === 'ssm' ? kind?.startsWith('parameter') : service === 'secretsmanager' && kind === 'secret' && name !== undefined;
  return isSettled(arn) && !isValue || partition !== undefined && sameText(partition, home) === 'no';
}

/** Whether what should name a secret is certainly the ARN of something else. */
export function isNoSecret({ text }: Property): boolean {
  const [scheme, , service] = 'known' in text && text.known !== undefined ? splitText(text.known, ':') : [];
  return scheme === 'arn' && service !== undefined && isKnown(service) && service !== 'secretsmanager';
}

/** An ARN of a secret has seven parts; ECS reads the key, stage and version of the value behind them. */
const PARTS = 7;

/**
 * The secret that a `ValueFrom` names: by its ARN, with or without the letters at its end, with or without key, stage and version.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function secretOf(pointer: Property, finder: Finder, system: ResolvedSystem): Link<ResolvedResource> {
  const { text } = pointer;
  if ('unknown' in text || text.known === undefined) {
    return finder.at(pointer, SECRET);
  }
  const parts = splitText(text.known, ':');
  const [, , service, region, account, kind, name] = parts;
  const isArn = parts[0] === 'arn' && service === 'secretsmanager' && kind === 'secret' && name !== undefined;
  const id = parts[0] === 'arn' ? parts.slice(0, PARTS).join(':') : parts[0];
  const [attachment] = system.identified(id).filter(({ type }) => type === ATTACHMENT);
  if (attachment) {
    return finder.at(Property.of(attachment).at('SecretId'), SECRET);
  }
  const found = finder.called(id, pointer, SECRET);
  return 'unseen' in found && isArn ? finder.named(name, { region, account }, pointer, SECRET) : found;
}

/**
 * The parameter of Systems Manager that a `ValueFrom` names: by its name, or by its ARN when it is in another region.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export function parameterOf(pointer: Property, finder: Finder): Link<ResolvedResource> {
  const { text } = pointer;
  if ('unknown' in text || text.known === undefined) {
    return finder.at(pointer, PARAMETER);
  }
  const [scheme, , service, region, account, path] = splitText(text.known, ':');
  if (scheme !== 'arn' || service !== 'ssm' || !path?.startsWith('parameter/')) {
    return finder.at(pointer, PARAMETER);
  }
  const named = (name: Text) => finder.named(name, { region, account }, pointer, PARAMETER);
  const withSlash = named(path.slice('parameter'.length));
  return 'to' in withSlash ? withSlash : named(path.slice('parameter/'.length));
}
