import { ifThere } from './if-there';
import { unclear, violated, type Fix, type Outcome } from './rule';
import { sameText } from '../iam/index';
import { choicesOf } from '../model/choices';
import { meddlerWith } from '../model/dependents';
import { linked } from '../model/link';
import type { Model } from '../model/model';
import { Property } from '../model/property';
import { rootOf } from '../model/roots';
import { secretValueOf } from '../model/secret-value';
import type { Subject } from '../model/subject';
import { isKnown, readable, type Text } from '../model/text';
import type { ResolvedResource } from '../sources/resolved';

/** What starts tasks as soon as it is created. */
const KINDS: readonly string[] = ['service', 'task-set', 'daemon'];

/** What writes to a secret when it is created. */
const WRITERS = ['AWS::SecretsManager::SecretTargetAttachment', 'AWS::SecretsManager::RotationSchedule'];

const FIX: Fix = {
  cdk: "generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'password' }",
  cloudFormation: 'set SecretString or GenerateSecretString of the secret, with the key that is asked for, or write the value before this is deployed',
};

/**
 * What a new secret of the templates lacks of what a container is given.
 *
 * @param rest the key, stage and version that stand behind the secret
 */
export function contentsOf(at: Property, rest: readonly Text[], subject: Subject, sure: boolean): readonly Outcome[] {
  const { model, parts } = subject;
  const secret = KINDS.includes(parts.kind) ? linked(model.policies.secret(at))?.resource : undefined;
  const lack = secret && secret.created !== 'no' && !isWritten(secret, model) ? lackOf(secret, rest) : undefined;
  return secret && lack !== undefined ? atFirst(secret, at, lack, subject, sure) : [];
}

function lackOf(secret: ResolvedResource, [key = '', stage = '', version = '']: readonly Text[]): string | undefined {
  const value = secretValueOf(secret);
  const { logicalId } = secret;
  if (value === 'nothing') {
    return `${logicalId} has no value`;
  }
  if (stage !== '' && isKnown(stage) && stage !== 'AWSCURRENT') {
    return `${logicalId} has no version ${stage}`;
  }
  if (key === '' || value === undefined || version !== '' || !isKnown(stage)) {
    return undefined;
  }
  return value === 'text' ? isKnown(key) ? `${logicalId} is no JSON object, of which ${readable(key)} could be read` : undefined
    : value.keys.every((each) => sameText(each, key) === 'no') ? `${logicalId} has no key ${JSON.stringify(readable(key))}` : undefined;
}

/** Somebody may see to it before tasks are started. */
function atFirst(secret: ResolvedResource, at: Property, lack: string, { model, resource, parts }: Subject, sure: boolean): readonly Outcome[] {
  if (rootOf(secret.stack, model.system) !== rootOf(resource.stack, model.system)) {
    const cause = `${lack} at first: it has to be written after its stack is deployed, and before this one is`;
    return ifThere(sure, violated(at, cause, { severity: 'info', fix: FIX }), 'info');
  }
  const counts = parts.desiredCount ? choicesOf(parts.desiredCount, model.system).map(({ number }) => 'known' in number ? number.known ?? 1 : undefined) : [1];
  if (counts.every((count) => count === 0)) {
    return [];
  }
  const doubt = secret.created === 'unknown' ? 'it may not be created'
    : counts.some((count) => count === 0 || count === undefined) ? 'there may be no tasks at first' : meddlerWith(secret, model);
  return doubt === undefined ? ifThere(sure, violated(at, `${lack} when the tasks are first started`, { fix: FIX }), 'error')
    : [unclear(at, `${lack} when it is created, and whether that is still so when the tasks are first started is not known: ${doubt}`)];
}

/** Whether something that stands in the templates writes, or may write, the value of a secret. */
function isWritten(secret: ResolvedResource, model: Model): boolean {
  const written = model.once('secrets that are written', () => {
    const links = WRITERS.flatMap((type) => model.ofType(type)).map((writer) => model.policies.secret(Property.of(writer).at('SecretId')));
    return { secrets: new Set(links.map((link) => linked(link)?.resource)), anyOther: links.some((link) => 'unseen' in link) };
  });
  return written.anyOther || written.secrets.has(secret);
}
