import { ofEach, type Duty } from './duty';
import { guardedBy } from './guarded';
import { ofSecret } from './secret-arn';
import { keyPermissions } from './secret-key';
import { identityAllows, splitText } from '../../iam/index';
import { isNoSecret, type Store } from '../access/value-from';
import type { Container } from '../container';
import type { Permission } from '../permissions/index';
import type { Property } from '../property';
import type { Subject } from '../subject';
import type { Text } from '../text';

const SECRET = 'secretsmanager:GetSecretValue';
const PARAMETER = 'ssm:GetParameters';

/** The parameters that stand for secrets. */
const REFERENCE = /(?:^|\/)aws\/reference\/secretsmanager\/(.+)$/s;

/**
 * What it takes to read the secrets and parameters of a container, of its log driver and of its registry. ECS takes no task definition that names one
 * without an execution role.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export function valuesOf(subject: Subject, { at, label }: Container): Duty[] {
  const values = (pointers: readonly Property[], what: string, store?: Store) => ofEach(pointers, (pointer) => [{
    at: pointer, what: `${label}, ${what}`, needed: 'yes', permissions: read(subject, pointer, store ?? subject.model.policies.storeOf(pointer)),
  }]);
  const credentials = at.at('RepositoryCredentials', 'CredentialsParameter');
  const listed = (list: Property, what: string) => ofEach(list.list.items, (item) => values([item.at('ValueFrom')], what));
  return [
    ...listed(at.at('Secrets'), 'which is given a secret'),
    ...listed(at.at('LogConfiguration', 'SecretOptions'), 'whose log driver is given a secret'),
    ...values([credentials], 'whose registry asks for credentials', isNoSecret(credentials) ? 'nowhere' : 'secret'),
  ];
}

function read(subject: Subject, at: Property, store: Store | undefined): Permission[] {
  const { text } = at;
  if ('unknown' in text) {
    return [{ at, by: 'agent', action: SECRET, resource: '*', doubt: `which value is read is not known: ${text.unknown}` }];
  }
  switch (store) {
    case 'secret': return readSecret(subject, at, text.known!);
    case 'parameter': return readParameter(subject, at, text.known!);
    // that there is no such value is told elsewhere
    case 'nowhere': return [];
    case undefined: return [readEither(subject, at, text.known!)];
  }
}

function readSecret(subject: Subject, at: Property, text: Text): Permission[] {
  const link = subject.model.policies.secret(at);
  const call = { at, by: 'agent', action: SECRET, decide: ofSecret(guardedBy(link, subject)) } as const;
  if (!('to' in link)) {
    const parts = splitText(text, ':');
    return [{ ...call, resource: parts[0] === 'arn' ? parts.slice(0, 7).join(':') : arnHere(subject, 'secretsmanager', `secret:${text}`) }];
  }
  const [guard] = link.to.policies;
  return [{ ...call, resource: link.to.arn, ...guard ? { guard: guard.at } : {} }, ...keyPermissions(subject, at, link.to)];
}

/** What is no ARN is the name of a parameter in the region of the task. */
function readParameter(subject: Subject, at: Property, text: Text): Permission[] {
  const link = subject.model.policies.parameter(at);
  const written = splitText(text, ':')[0] === 'arn' ? text : arnHere(subject, 'ssm', `parameter/${text.replace(/^\//, '')}`);
  const [, secret] = REFERENCE.exec(written) ?? [];
  const resource = 'to' in link ? link.to.arn : written;
  return [{ at, by: 'agent', action: PARAMETER, resource }, ...secret === undefined ? [] : readSecret(subject, at, secret)];
}

/** A value whose store cannot be told is read by the one call or the other. */
function readEither(subject: Subject, at: Property, text: Text): Permission {
  const [scheme] = splitText(text, ':');
  const resource = scheme === 'arn' ? text : scheme;
  const calls = [resource, arnHere(subject, 'ssm', `parameter/${text}`), arnHere(subject, 'ssm', `parameter${text}`)]
    .map((each) => ({ action: PARAMETER, resource: each }));
  return {
    at,
    by: 'agent',
    action: SECRET,
    resource,
    decide: (request, identity) => {
      const decisions = [{}, ...calls].map((call) => identityAllows({ ...request, ...call }, identity));
      return decisions.find(({ answer }) => answer === 'yes') ?? decisions[0];
    },
    doubt: `whether it is a secret or a parameter is not known: ${at.doubt}`,
  };
}

function arnHere({ template: { partition, region, account } }: Subject, service: string, rest: Text): Text {
  return `arn:${partition}:${service}:${region}:${account}:${rest}`;
}
