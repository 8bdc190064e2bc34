import { ifThere } from './if-there';
import { onHosts } from './on-hosts';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { splitText } from '../iam/index';
import { unfitHosts } from '../model/host-answers';
import { executionIdentity } from '../model/identities';
import { linked } from '../model/link';
import { offersServiceAccounts } from '../model/offered';
import { shortfalls, type Permission } from '../model/permissions/index';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';

/** How a container names a group managed service account. */
interface Spec {
  readonly at: Property;
  readonly label: string;
  readonly sure: boolean;
  readonly domainless: boolean;
  /** Where the account is described. */
  readonly source: string;
}

/** AWS spells the prefix in several ways. */
const PREFIX = /^(credentialspecdomainless|domainlesscredentialspec|credentialspec):(.*)$/is;

export const CredentialSpecs: Rule = {
  id: 'CredentialSpecs',
  catalogue: ['X-125'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Where a container has a group managed service account, the instances hand it out, and the execution role may read its description.',
  fix: {
    cdk: 'ecs.DomainlessCredentialSpec on Fargate, and ECS_GMSA_SUPPORTED=true in the user data of instances',
    cloudFormation: 'set ECS_GMSA_SUPPORTED=true in the user data of instances; on Fargate use credentialspecdomainless: with Linux',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/linux-gmsa.html',
  *check(subject) {
    const specs = specsOf(subject);
    for (const spec of specs) {
      yield* subject.runsOn('fargate') === 'yes' ? onFargate(subject, spec) : onInstances(subject, spec);
    }
    yield* readable(subject, specs);
  },
};

function specsOf(subject: Subject): readonly Spec[] {
  return taskContainers(subject).flatMap(({ container: { at, label }, sure }) => ['CredentialSpecs', 'DockerSecurityOptions'].flatMap((key) => at.at(key).list.items)
    .flatMap((item) => {
      const { text } = item;
      const [, prefix, source] = 'known' in text ? PREFIX.exec(text.known ?? '') ?? [] : [];
      return prefix === undefined ? [] : [{ at: item, label, sure, domainless: /domainless/i.test(prefix), source }];
    }));
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-linux-gmsa.html */
function onFargate({ os }: Subject, { at, label, sure, domainless }: Spec): readonly Outcome[] {
  const windows = 'known' in os && os.known === 'windows';
  return windows ? ifThere(sure, violated(at, `${label} has a group managed service account, which there is not for Windows on Fargate`), 'error')
    : domainless ? [] : ifThere(sure, violated(at, `${label} has an account of the domain of its instance, and on Fargate there is no such instance`), 'error');
}

function* onInstances(subject: Subject, { at, label, sure, domainless }: Spec): Generator<Outcome> {
  for (const unfit of unfitHosts(subject, (each) => offersServiceAccounts(each, domainless))) {
    const group = unfit.host.resource.logicalId;
    const outcome = onHosts(unfit, at, `the instances of ${group} hand out no group managed service accounts, so ${label} does not start there`,
      `whether the instances of ${group} hand out the account of ${label} is not known`);
    yield* ifThere(sure, outcome, 'error');
  }
}

function* readable(subject: Subject, specs: readonly Spec[]): Generator<Outcome> {
  const roles = linked(executionIdentity(subject));
  for (const { kind, at, cause } of roles && specs.length > 0 ? shortfalls(subject, roles, specs.filter(({ sure }) => sure).flatMap(readOf)) : []) {
    yield kind === 'unknown' ? unclear(at, cause) : violated(at, cause, { fix: { cloudFormation: 'allow ssm:GetParameters or s3:GetObject on what the CredentialSpec names' } });
  }
}

function readOf({ at, source }: Spec): Permission[] {
  const [, , service] = splitText(source, ':');
  const action = service === 'ssm' ? 'ssm:GetParameters' : service === 's3' ? 's3:GetObject' : undefined;
  return action === undefined ? [] : [{ at, by: 'agent', action, resource: source }];
}
