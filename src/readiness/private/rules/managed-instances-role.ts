import { unclear, violated, type Outcome, type Rule } from './rule';
import { contextOf, identityAllows, parsePolicy, type Decision, type Identity } from '../iam/index';
import type { Principal } from '../model/access/index';
import { hostsOf, type Host } from '../model/hosts';
import { requestBy } from '../model/identities';
import { linked } from '../model/link';
import { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { hole, piecesOf, type Text } from '../model/text';

/** Lets the roles pass whose names begin in one way. */
const POLICY = /:policy\/AmazonECSInfrastructureRolePolicyForManagedInstances$/;
const ANYTHING = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'anything');

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
  const passing = (to: Text) => requestBy(infrastructure, 'iam:PassRole', to, contextOf({ 'iam:PassedToService': 'ec2.amazonaws.com' }));
  const nameAt = Property.of(instance.resource).at('RoleName');
  const decision = decided(identity, (policies, to = arn) => identityAllows(passing(to), policies), nameAt.given === 'no' ? withName(arn, stackOf(instance, subject)) : undefined);
  const names = `role ${infrastructure.resource.logicalId} may give the instances role ${instance.resource.logicalId}`;
  if (decision.answer === 'no') {
    yield violated(nameAt, decision.decidedBy?.effect === 'Deny' ? `it is denied that ${names}` : `nothing allows it that ${names}`);
  } else if (decision.answer === 'unknown') {
    yield unclear(nameAt, `whether ${names} is not known`);
  }
}

type Ask = (identity: Identity, arn?: Text) => Decision;

/**
 * What the policies say together. That of AWS hangs on the beginning of a name that may be made up, so it is asked about what is known of that.
 *
 * @param shaped the ARN with what is known of a name that CloudFormation makes up
 */
function decided(identity: Identity, ask: Ask, shaped: Text | undefined): Decision {
  const decision = ask(identity);
  const own = identity.policies.filter(({ name }) => !POLICY.test(name));
  if (shaped === undefined || decision.answer !== 'unknown' || own.length === identity.policies.length) {
    return decision;
  }
  const byOthers = ask({ ...identity, policies: own });
  const byName = ask({ ...identity, policies: identity.policies.filter(({ name }) => POLICY.test(name)) }, shaped);
  const denied = ask({ ...identity, policies: [...own, ANYTHING] });
  return byName.answer === 'no' ? byOthers : byName.answer === 'yes' && denied.answer === 'yes' ? byName : decision;
}

function stackOf({ resource }: Principal, { model }: Subject): Text {
  return model.system.template(resource.stack)!.stackName;
}

/** A name that CloudFormation makes up begins with that of the stack. */
function withName(arn: Text, stack: Text): Text {
  return piecesOf(arn).map((piece) => 'literal' in piece ? piece.literal : `${piece.hole === 'generated' ? `${stack}-` : ''}${hole(piece.hole, piece.id)}`).join('');
}
