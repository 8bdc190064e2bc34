import { nameOf, operatorRule } from './operator-rule';
import { violated, type Rule } from './rule';
import { allowedCalls } from '../model/operators/index';

const START_SESSION = 'ssm:StartSession';

export const NoDirectSession: Rule = operatorRule({
  id: 'NoDirectSession',
  catalogue: ['X-057'],
  severity: 'warning',
  requirement: `Whoever may open sessions by ECS may not open them by ${START_SESSION}, past the log.`,
  fix: {
    cdk: `role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['${START_SESSION}'], resources: ['arn:aws:ecs:*:*:task/*'] }))`,
    cloudFormation: `deny ${START_SESSION} on arn:aws:ecs:*:*:task/*, or allow it on instances only`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-limit-access-start-session',
  *look(access) {
    for (const { at } of access.opens ? allowedCalls(access, [{ action: START_SESSION, resource: access.tasks }]) : []) {
      yield violated(at, `${nameOf(access)} allows ${START_SESSION} on tasks, too, which opens sessions that no log sees`);
    }
  },
});
