import { unclear, violated, type Fix, type Outcome } from './rule';
import { contextOf, merged, trusts } from '../iam/index';
import type { Principal } from '../model/access/index';
import { rolesAt } from '../model/identities';
import { shortfalls, type Permission } from '../model/permissions/index';
import type { Property } from '../model/property';
import { BY_SERVICE } from '../model/service-calls';
import type { Subject } from '../model/subject';
import { hole } from '../model/text';

const SERVICE = 'ecs.amazonaws.com';

const FIX: Fix = {
  cdk: 'leave out the role of the volume: the CDK makes one that fits',
  cloudFormation: `let ${SERVICE} assume the role, and add the managed policy service-role/AmazonECSInfrastructureRolePolicyForVolumes to it`,
};

/** What is wrong with the role that ECS makes volumes with. */
export function* ofVolumeRole(at: Property, subject: Subject): Generator<Outcome> {
  const roles = rolesAt(at, subject);
  if ('unseen' in roles) {
    yield unclear(at, `what the role allows that the volume is made with is not known: ${roles.unseen}`);
  } else if ('to' in roles) {
    for (const role of roles.to) {
      yield* trusted(role, roles.to.length === 1);
    }
    for (const { kind, at: place, cause } of shortfalls(subject, roles.to, permissionsOf(at, subject))) {
      yield kind === 'unknown' ? unclear(place, cause) : violated(place, cause, { fix: FIX });
    }
  }
}

function* trusted({ trust, trustAt, resource }: Principal, certain: boolean): Generator<Outcome> {
  const { answer, because } = trusts(trust!, SERVICE);
  if (answer === 'no' && certain) {
    yield violated(trustAt, `ECS may not assume role ${resource.logicalId} to make the volume: ${because}`, { fix: FIX });
  } else if (answer !== 'yes') {
    yield unclear(trustAt, `whether ECS may assume role ${resource.logicalId} to make the volume is not known: ${because}`);
  }
}

/** What is never left out; ECS marks the volume as its own. */
function permissionsOf(at: Property, { template: { partition, region, account } }: Subject): readonly Permission[] {
  const resource = `arn:${partition}:ec2:${region}:${account}:volume/${hole('generated', 'the volume')}`;
  const task = `arn:${partition}:ecs:${region}:${account}:task/${hole('generated', 'the task')}`;
  const tagged = (kind: string) =>
    merged(BY_SERVICE, contextOf({ [`aws:${kind}/AmazonECSManaged`]: 'true', [`aws:${kind}/AmazonECSCreated`]: task }));
  return [
    { at, by: 'agent', action: 'ec2:CreateVolume', resource, context: tagged('RequestTag') },
    { at, by: 'agent', action: 'ec2:AttachVolume', resource, context: tagged('ResourceTag') },
  ];
}
