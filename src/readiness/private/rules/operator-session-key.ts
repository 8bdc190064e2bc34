import { keptOut, nameOf, operatorRule, placeOfStatement } from './operator-rule';
import type { Fix, Rule } from './rule';
import { OPERATOR_KEY_ACTION } from '../../../private/exec-facts';
import { identityAllows } from '../iam/index';
import { callBy, type Access } from '../model/operators/index';
import type { Property } from '../model/property';
import { decryption, sessionOf } from '../model/session/index';

const NUMBER = { catalogue: ['X-049'] };

export const OperatorSessionKey: Rule = operatorRule({
  id: 'OperatorSessionKey',
  ...NUMBER,
  severity: 'error',
  requirement: 'Whoever may open sessions may make data keys from the session key: the client encrypts each session with one.',
  fix: {
    cdk: `session.key.grant(role, '${OPERATOR_KEY_ACTION}'), which service.grants.exec(role) does`,
    cloudFormation: `allow ${OPERATOR_KEY_ACTION} on the ARN of the key, in a policy of whoever opens sessions`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-required-kms-permissions',
  *look(access) {
    const { operator: { meant }, opens, gate, grants: [grant] } = access;
    const keys = meant && opens ? sessionOf(gate.subject).keys : [];
    const refusals = keys.map((key) => refusalOf(access, key));
    const [first] = refusals;
    if (first !== undefined && !refusals.includes(undefined)) {
      const sure = access.isMeant || access.isNowhere(OPERATOR_KEY_ACTION, 'kms', 'key');
      yield first.byKey
        ? keptOut(access, first.byKey, `the policy of the session key does not let ${nameOf(access)} call ${OPERATOR_KEY_ACTION}`, { ...NUMBER, fix: IN_KEY })
        : keptOut(access, placeOfStatement(grant), `${nameOf(access)} allows ecs:ExecuteCommand and not ${OPERATOR_KEY_ACTION} on the session key`, { ...NUMBER, sure });
    }
  },
});

const IN_KEY: Fix = { cloudFormation: `leave the key to the policies of the account, or allow ${OPERATOR_KEY_ACTION} to whoever opens sessions, in KeyPolicy` };

/** Neither the policies of the operator allow it nor that of the key. One that is not seen might. */
function refusalOf({ gate, operator }: Access, key: Property): { readonly byKey?: Property } | undefined {
  const { model } = gate.subject;
  if (key.given !== 'yes' || 'awsManaged' in model.policies.key(key)) {
    return undefined;
  }
  const { resource, decide = identityAllows, context, guard } = decryption(gate.subject, key);
  const request = callBy(operator, gate, OPERATOR_KEY_ACTION, resource, context);
  const isAllowed = identityAllows(request, operator.identityFor(OPERATOR_KEY_ACTION)).answer === 'yes';
  return decide(request, operator.identityFor(OPERATOR_KEY_ACTION)).answer !== 'no' ? undefined : isAllowed && guard ? { byKey: guard } : {};
}
