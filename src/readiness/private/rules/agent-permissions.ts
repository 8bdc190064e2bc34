import { onHosts } from './on-hosts';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { contextOf, trusts } from '../iam/index';
import type { Principal } from '../model/access/index';
import type { Answer } from '../model/answer';
import { clusterArn } from '../model/cluster-arn';
import { unfitHosts } from '../model/host-answers';
import { hostsOf, type Host } from '../model/hosts';
import { linked } from '../model/link';
import { shortfalls, type Permission, type Shortfall } from '../model/permissions/index';
import type { Subject } from '../model/subject';
import { hole } from '../model/text';

const SERVICE = 'ec2.amazonaws.com';

export const AgentPermissions: Rule = {
  id: 'AgentPermissions',
  catalogue: ['X-086'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The instances have a role with which their agent may join the cluster and report on tasks, and metadata that give it the credentials of the role.',
  fix: {
    cdk: 'leave out the role: the CDK makes one that fits',
    cloudFormation: 'add the managed policy service-role/AmazonEC2ContainerServiceforEC2Role to the role of the instance profile',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
  *check(subject) {
    const seen = new Set<unknown>();
    for (const host of hostsOf(subject).hosts) {
      const key = linked(host.role) ?? host;
      yield* seen.has(key) ? [] : ofHost(subject, host);
      seen.add(key);
    }
    yield* withoutMetadata(subject);
  },
};

/**
 * Whoever turns the metadata off takes the credentials of the role with them, and the user data.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateInstanceMetadataOptionsRequest.html
 */
function* withoutMetadata(subject: Subject): Generator<Outcome> {
  for (const unfit of unfitHosts(subject, hasMetadata)) {
    const { metadata, resource: { logicalId } } = unfit.host;
    const outcome = onHosts(unfit, metadata, `the metadata of the instances of ${logicalId} are off, from which their agent takes the credentials of the role`,
      `whether the agent of the instances of ${logicalId} gets credentials is not known, as their metadata are, or may be, off`);
    yield { ...outcome, ...'cause' in outcome ? { fix: { cdk: 'httpEndpoint: true on the launch template', cloudFormation: 'set HttpEndpoint of the MetadataOptions to enabled' } } : {} };
  }
}

function hasMetadata(host: Host): Answer {
  const { metadata: { literal }, agent, managed, unseen, image } = host;
  if (managed || 'nothing' in host.role || unseen !== undefined || 'known' in literal && literal.known !== 'disabled') {
    return 'yes';
  }
  // an agent may have keys of its own, which an image of one's own may bring
  const keys = agent.get('AWS_ACCESS_KEY_ID');
  return 'known' in literal && 'known' in keys && keys.known === undefined && image.kind !== 'unknown' ? 'no' : 'unknown';
}

function* ofHost(subject: Subject, host: Host): Generator<Outcome> {
  const { role, profile } = host;
  // Amazon ECS does without user data, and an agent may have keys of its own
  if ('nothing' in role) {
    const keys = host.agent.get('AWS_ACCESS_KEY_ID');
    yield* 'known' in keys && keys.known === undefined ? [violated(profile, `the instances of ${host.resource.logicalId} have no role, so their agent cannot join a cluster`)] : [];
  } else if ('unseen' in role) {
    // that nothing is known of how instances are launched is told elsewhere
    yield* host.unseen === undefined ? [unclear(profile, `what the role of the instances allows is not known: ${role.unseen}`)] : [];
  } else {
    yield* trusted(host);
    yield* allowed(subject, host);
  }
}

function* trusted({ role }: Host): Generator<Outcome> {
  const { trust, trustAt, resource } = linked(role)!;
  const decision = trust && trusts(trust, SERVICE);
  if (decision?.answer === 'no') {
    yield violated(trustAt, `instances may not assume role ${resource.logicalId}: ${decision.because}`, { fix: { cloudFormation: `let ${SERVICE} assume the role` } });
  } else if (decision?.answer === 'unknown') {
    yield unclear(trustAt, `whether instances may assume role ${resource.logicalId} is not known: ${decision.because}`);
  }
}

function* allowed(subject: Subject, host: Host): Generator<Outcome> {
  for (const { kind, at, cause } of lacking(subject, host, linked(host.role)!)) {
    yield kind === 'unknown' ? unclear(at, cause) : violated(at, cause);
  }
}

/** What a role lacks for a cluster is the same for all that run there, unless it hangs on more than that. */
function lacking(subject: Subject, host: Host, role: Principal): readonly Shortfall[] {
  const { model, resource } = subject;
  const known = model.once('what roles lack for agents', () => new Map<Principal, Map<string, readonly Shortfall[]>>());
  const ofRole = known.get(role) ?? new Map<string, readonly Shortfall[]>();
  const key = JSON.stringify([clusterArn(subject), resource.stack, resource.condition]);
  const found = ofRole.get(key) ?? shortfalls(subject, [role], permissionsOf(subject, host));
  if (found.every(({ kind }) => kind !== 'unknown')) {
    known.set(role, ofRole.set(key, found));
  }
  return found;
}

/** What the agent calls before and while a task runs. */
function permissionsOf(subject: Subject, { profile: at }: Host): readonly Permission[] {
  const cluster = clusterArn(subject);
  const context = contextOf({ 'ecs:cluster': cluster });
  const instance = `${cluster.replace(/:cluster\//, ':container-instance/')}/${hole('unknown', 'the container instance')}`;
  const call = { at, by: 'agent' } as const;
  return [
    { ...call, action: 'ecs:DiscoverPollEndpoint', resource: '*' },
    { ...call, action: 'ecs:RegisterContainerInstance', resource: cluster, context },
    { ...call, action: 'ecs:Poll', resource: instance, context },
    { ...call, action: 'ecs:SubmitTaskStateChange', resource: cluster, context },
  ];
}
