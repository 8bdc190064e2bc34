import { nameOf, operatorRule } from './operator-rule';
import { violated, type Rule } from './rule';
import { allowedCalls, recordCalls } from '../model/operators/index';
import { enumerated } from '../model/permissions/index';

export const AuditSafe: Rule = operatorRule({
  id: 'AuditSafe',
  catalogue: ['X-058'],
  severity: 'warning',
  requirement: 'Whoever may open sessions can neither stop them from being recorded nor delete the records.',
  fix: {
    cdk: "role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ecs:UpdateCluster', 'logs:Delete*'], resources: [...] }))",
    cloudFormation: 'leave the actions out, or deny them on the cluster, the log group, the bucket and the key of the sessions',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *look(access) {
    const calls = access.operator.meant && access.opens ? recordCalls(access.gate) : [];
    for (const { at, actions } of allowedCalls(access, calls)) {
      yield violated(at, `${nameOf(access)} allows ${enumerated(actions)}, which ${actions.length === 1 ? 'ends or deletes' : 'end or delete'} the records of sessions`);
    }
  },
});
