import { operatorRule, placeOfStatement } from './operator-rule';
import { violated, type Rule } from './rule';
import { SIDES, type ExecStatement } from '../model/operators/index';

export const OperatorScope: Rule = operatorRule({
  id: 'OperatorScope',
  catalogue: ['X-054'],
  severity: 'warning',
  requirement: 'Whoever may open sessions may do so in some clusters, tasks or containers, or under a condition, and not everywhere.',
  fix: {
    cdk: 'service.grants.exec(role), or ExecGrants.fromService(service).exec(role)',
    cloudFormation: 'name the cluster and its tasks in Resource, or add a Condition on their tags, ecs:cluster or ecs:container-name',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command',
  *look(access) {
    const open = access.grants.filter(({ statement }) => statement.conditions.length === 0);
    if (SIDES.every((side) => open.some((each) => access.coversAny(each, side) === 'yes')) && access.opensAll) {
      for (const each of open.filter((grant) => access.coversAny(grant, 'tasks') === 'yes')) {
        yield violated(placeOfStatement(each, 'Resource'), `${access.operator.name} allows ecs:ExecuteCommand${manner(each)} on every cluster and task, under no condition`);
      }
    }
  },
});

function manner({ named }: ExecStatement): string {
  return named ? '' : ', with all else that ECS can do,';
}
