import { unclear, violated, type Outcome, type Rule } from './rule';
import { contextOf, identityAllows } from '../iam/index';
import type { Principal } from '../model/access/index';
import { hostsOf, type Host } from '../model/hosts';
import { requestBy } from '../model/identities';
import { linked } from '../model/link';
import { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { isKnown, type Text } from '../model/text';

/** Lets the roles pass whose names begin so. */
const POLICY = /:policy\/(?:service-role\/)?AmazonECSInfrastructureRolePolicyForManagedInstances$/;
const PREFIX = 'ecsInstanceRole';

export const ManagedInstancesRole: Rule = {
  id: 'ManagedInstancesRole',
  catalogue: ['X-086'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The infrastructure role may give Managed Instances their role: the policy of AWS for it takes only roles whose name begins with ecsInstanceRole.',
  fix: {
    cdk: "roleName: 'ecsInstanceRole…' on the instance role, or instanceRole.grantPassRole(infrastructureRole)",
    cloudFormation: 'let RoleName of the instance role begin with ecsInstanceRole, or allow iam:PassRole on it in the infrastructure role',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html',
  *check(subject) {
    for (const host of hostsOf(subject).hosts.filter(({ managed }) => managed)) {
      yield* passed(subject, host);
    }
  },
};

function* passed(subject: Subject, { role, at }: Host): Generator<Outcome> {
  const instance = linked(role);
  const infrastructure = linked(subject.model.principals.at(at.at('ManagedInstancesProvider', 'InfrastructureRoleArn')));
  const arn = instance?.arn;
  if (!instance || !infrastructure || arn === undefined) {
    return;
  }
  const identity = infrastructure.identityFor(subject.resource);
  const others = identity.policies.filter(({ name }) => !POLICY.test(name));
  const request = requestBy(infrastructure, 'iam:PassRole', arn, contextOf({ 'iam:PassedToService': 'ec2.amazonaws.com' }));
  const decision = identityAllows(request, { ...identity, policies: others });
  const fits = others.length === identity.policies.length ? 'no' : beginsRight(instance, subject);
  const names = `role ${infrastructure.resource.logicalId} may give the instances role ${instance.resource.logicalId}`;
  const nameAt = Property.of(instance.resource).at('RoleName');
  if (decision.answer === 'no' && fits === 'no') {
    yield violated(nameAt, `nothing allows it that ${names}`);
  } else if (decision.answer !== 'yes' && fits !== 'yes') {
    yield unclear(nameAt, `whether ${names} is not known`);
  }
}

/** A role without a name of its own has one that begins with that of its stack. */
function beginsRight({ resource }: Principal, { model }: Subject): 'yes' | 'no' | 'unknown' {
  const { text } = Property.of(resource).at('RoleName');
  const start: Text | undefined = 'known' in text ? text.known ?? model.system.template(resource.stack)!.stackName : undefined;
  const [literal = ''] = start?.split('\uE000') ?? [];
  return literal.startsWith(PREFIX) ? 'yes' : start !== undefined && (isKnown(start) || !PREFIX.startsWith(literal)) ? 'no' : 'unknown';
}
