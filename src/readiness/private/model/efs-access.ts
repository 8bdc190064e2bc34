import { readPolicy } from './access/document';
import { choicesOf } from './choices';
import type { EfsVolume } from './efs-volume';
import { requestBy, taskIdentity } from './identities';
import { Property } from './property';
import type { Subject } from './subject';
import { Unknown } from './unknown';
import { bucketAllows, contextOf, evaluateAlone, type Context, type ContextEntry, type Decision, type Policy } from '../iam/index';
import type { ResolvedResource } from '../sources/resolved';

const MOUNT = 'elasticfilesystem:ClientMount';

/** Whoever mounts without IAM: policies can only mean everyone. */
const ANYBODY = 'anonymous';

/** The policy of a file system; without one, everybody may mount it who reaches it. */
export function fileSystemPolicy(fileSystem: ResolvedResource): Property {
  return Property.of(fileSystem).at('FileSystemPolicy');
}

/**
 * Whether the policy of a file system lets the tasks mount it; nothing when they have no role to ask for.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export function mountDecision(volume: EfsVolume, fileSystem: ResolvedResource, subject: Subject): Decision | undefined {
  const policy = ofItself(readPolicy(fileSystemPolicy(fileSystem), `the policy of ${fileSystem.logicalId}`));
  const context = contextOf({
    'aws:SecureTransport': encryption(volume, subject),
    'elasticfilesystem:AccessedViaMountTarget': 'true',
    'elasticfilesystem:AccessPointArn': accessPointArn(volume, subject),
  });
  const withIam = choicesOf(volume.iam, subject.model.system).map(({ literal }) => 'known' in literal ? literal.known === 'ENABLED' : undefined);
  const [first, ...others] = [
    ...withIam.includes(false) || withIam.includes(undefined) ? [byAnybody(policy, fileSystem, context)] : [],
    ...withIam.includes(true) || withIam.includes(undefined) ? byRoles(policy, fileSystem, subject, context) : [],
  ];
  return others.every(({ answer }) => answer === first.answer) ? first : { answer: 'unknown', because: 'who mounts it is not known' };
}

/** A statement without a resource is about the file system. */
function ofItself(policy: Policy): Policy {
  const resources = { not: false, items: ['*'] };
  return { ...policy, statements: policy.statements.map((statement) => statement.resources ? statement : { ...statement, resources }) };
}

function byAnybody(policy: Policy, { arn }: ResolvedResource, context: Context): Decision {
  const nobody = contextOf({ 'aws:PrincipalArn': 'absent', 'aws:PrincipalAccount': 'absent' });
  return evaluateAlone({ action: MOUNT, resource: arn, caller: { arn: ANYBODY }, context: new Map([...context, ...nobody]) }, policy, 'resource');
}

function byRoles(policy: Policy, fileSystem: ResolvedResource, subject: Subject, context: Context): readonly Decision[] {
  const roles = taskIdentity(subject);
  if (!('to' in roles)) {
    return 'unseen' in roles ? [{ answer: 'unknown', because: roles.unseen }] : [];
  }
  return roles.to.map((role) => bucketAllows(requestBy(role, MOUNT, fileSystem.arn!, context), policy, role.identityFor(subject.resource)));
}

function encryption({ transitEncryption }: EfsVolume, { model }: Subject): string | ContextEntry {
  const values = choicesOf(transitEncryption, model.system).map(({ literal }) => 'known' in literal ? literal.known === 'ENABLED' : undefined);
  return values.every((value) => value === true) ? 'true' : values.every((value) => value === false) ? 'false' : new Unknown('it may be encrypted');
}

function accessPointArn({ accessPoint }: EfsVolume, { model }: Subject): string | ContextEntry {
  if (accessPoint.given === 'no') {
    return 'absent';
  }
  const id = 'known' in accessPoint.text ? accessPoint.text.known : undefined;
  const [point] = model.system.identified(id).filter(({ type }) => type === 'AWS::EFS::AccessPoint');
  return accessPoint.given === 'yes' && point?.arn ? point.arn : new Unknown('the access point is not at hand');
}
