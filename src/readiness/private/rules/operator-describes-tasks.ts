import { keptOut, nameOf, operatorRule, placeOfStatement } from './operator-rule';
import { violated, type Rule } from './rule';
import { contextOf, matchPattern, type Context } from '../iam/index';
import type { Access, ExecStatement } from '../model/operators/index';
import { Unknown } from '../model/unknown';

const DESCRIBE = 'ecs:DescribeTasks';
const LIST = 'ecs:ListTasks';

/** Condition keys that a call to open a session carries, and a call to look tasks up does not. */
const OF_SESSIONS = ['ecs:container-name', 'ecs:task'];

export const OperatorDescribesTasks: Rule = operatorRule({
  id: 'OperatorDescribesTasks',
  catalogue: ['X-056'],
  severity: 'error',
  requirement: 'Whoever may open sessions may also look the tasks up: the aws command asks for the container when it opens a session.',
  fix: {
    cdk: 'service.grants.exec(role), or ExecGrants.fromService(service).exec(role)',
    cloudFormation: 'allow ecs:DescribeTasks on arn:aws:ecs:<region>:<account>:task/<cluster>/*, and ecs:ListTasks on * under ArnEquals of ecs:cluster',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command',
  *look(access) {
    const [grant] = access.operator.meant && access.opens ? access.grants.filter((each) => access.covers(each, 'tasks') !== 'no') : [];
    if (grant === undefined) {
      return;
    }
    if (access.may(DESCRIBE, access.tasks, callIn(access)).answer === 'no') {
      // a program may do without the command
      const isNowhere = access.isNowhere(DESCRIBE, 'ecs', 'task');
      const cause = `${nameOf(access)} allows ecs:ExecuteCommand and not ${DESCRIBE} on the tasks${because(grant)}`;
      yield keptOut(access, placeOfStatement(grant), cause, { catalogue: ['X-056'], sure: !access.operator.machine && (access.isMeant || isNowhere) });
    } else if (access.may(LIST, undefined, callIn(access)).answer === 'no') {
      yield violated(placeOfStatement(grant), `${nameOf(access)} does not allow ${LIST}, with which running tasks are found`, { severity: 'info' });
    }
  },
});

function callIn({ gate }: Access): Context {
  return contextOf({ 'ecs:cluster': gate.cluster, ...Object.fromEntries(OF_SESSIONS.map((key) => [key, 'absent'])) });
}

/** Why a statement that allows both does not. */
function because({ statement: { actions, conditions } }: ExecStatement): string {
  const keys = conditions.flatMap((condition) => condition instanceof Unknown ? [] : condition.key.toLowerCase());
  const key = OF_SESSIONS.find((each) => keys.includes(each));
  const allowsBoth = actions.items.some((item) => typeof item === 'string' && matchPattern(item, DESCRIBE, { ignoreCase: true }) === 'yes');
  return key !== undefined && allowsBoth ? `: the statement asks for ${key}, which that call does not carry` : '';
}
