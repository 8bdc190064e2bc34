import { operatorRule, placeOfStatement } from './operator-rule';
import { violated, type Rule } from './rule';
import { contextOf } from '../iam/index';
import { SIDES, type Access } from '../model/operators/index';

const KEY = 'ecs:container-name';
const UNNAMED = contextOf({ [KEY]: 'absent' });

export const ContainerNameDeny: Rule = operatorRule({
  id: 'ContainerNameDeny',
  catalogue: ['X-062'],
  severity: 'warning',
  requirement: 'Who may not open sessions in some containers is allowed the others by name: a Deny by name lets in where a container is called otherwise, or not named.',
  fix: {
    cdk: `conditions: { StringEquals: { '${KEY}': ['app'] } } on the statement that allows`,
    cloudFormation: `ask for the containers that are allowed, by StringEquals of ${KEY} in the statement that allows ecs:ExecuteCommand`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command',
  *look(access) {
    const denials = access.denials.filter((each) => access.isBarred(each, (key) => key.toLowerCase() === KEY, UNNAMED));
    for (const each of denials.length > 0 && letsUnnamedIn(access) ? denials : []) {
      yield violated(placeOfStatement(each, 'Condition'), `${access.operator.name} denies sessions by the names of containers, and not where another name or none is given`);
    }
  },
});

/** Of a policy that only denies, it is not known what else lets in. */
function letsUnnamedIn(access: Access): boolean {
  return access.operator.grants.length === 0 || SIDES.every((side) => access.execWith(side, UNNAMED).answer !== 'no');
}
