import { keptOut, nameOf, operatorRule, placeOfStatement } from './operator-rule';
import { unclear, type Outcome, type Rule } from './rule';
import { gateOf, SIDES, tagContext, tagOf, tagsOf, writtenTags, type Access, type Side } from '../model/operators/index';
import { enumerated } from '../model/permissions/index';

const NUMBER = { catalogue: ['X-055'] };

const looking = operatorRule({
  id: 'OperatorResources',
  ...NUMBER,
  severity: 'error',
  requirement: 'Whoever may open sessions is allowed ecs:ExecuteCommand on the cluster and on its tasks: AWS asks for both.',
  fix: {
    cdk: 'service.grants.exec(role), or ExecGrants.fromService(service).exec(role)',
    cloudFormation: 'allow ecs:ExecuteCommand on arn:aws:ecs:<region>:<account>:cluster/<cluster> and on arn:aws:ecs:<region>:<account>:task/<cluster>/*, '
      + 'and ask for tags only where they are',
  },
  docs: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  *look(access) {
    if (access.operator.meant) {
      yield* SIDES.flatMap((side) => uncovered(access, side));
      yield* access.byTags ? clusterTags(access) : [];
    }
  },
});

export const OperatorResources: Rule = {
  ...looking,
  *check(subject) {
    yield* looking.check(subject);
    if (gateOf(subject)?.crowded) {
      yield unclear(subject.parts.cluster, 'more policies let someone open sessions than can be held against the cluster');
    }
  },
};

const OTHER: Readonly<Record<Side, Side>> = { cluster: 'tasks', tasks: 'cluster' };
const IN_WORDS: Readonly<Record<Side, string>> = { cluster: 'on the cluster', tasks: 'on the tasks' };

/** What is said when one side is covered and the other is not, in a grant that means this cluster: it names it, or covers no other either. */
function uncovered(access: Access, side: Side): readonly Outcome[] {
  const { grants } = access.operator;
  const covering = access.grants.filter((each) => access.covers(each, side) === 'yes' && (tagsOf(each.statement).length === 0 || access.byTags));
  const other = OTHER[side];
  const { answer, decidedBy } = access.exec(other);
  const isGap = covering.length > 0 && answer === 'no' && decidedBy === undefined && grants.every((each) => access.covers(each, other) === 'no');
  const isMeant = covering.some((each) => access.isNamedIn(each)) || grants.every((each) => access.coversAny(each, other) === 'no');
  const cause = `${nameOf(access)} allows ecs:ExecuteCommand ${IN_WORDS[side]} and not ${IN_WORDS[other]}`;
  return isGap && isMeant ? [keptOut(access, placeOfStatement(covering[0], 'Resource'), cause, NUMBER)] : [];
}

/** What is said when the cluster is covered, but does not have the tags that are asked for. */
function clusterTags(access: Access): readonly Outcome[] {
  const grants = access.grants.filter((each) => access.covers(each, 'cluster') !== 'no');
  const [first] = grants;
  if (first === undefined) {
    return [];
  }
  const at = placeOfStatement(first, 'Condition');
  const { answer } = access.exec('cluster');
  if (answer === 'no' && grants.every((each) => access.reach(each, 'cluster', (key) => tagOf(key) !== undefined) === 'no')) {
    return [keptOut(access, at, `${nameOf(access)} allows ecs:ExecuteCommand under a condition on tags that the tasks may meet and the cluster does not`, NUMBER)];
  }
  const bare = tagContext(grants.flatMap(({ statement }) => tagsOf(statement)).map((tag) => [tag, 'absent']));
  const tags = enumerated(writtenTags(grants.map(({ statement }) => statement)));
  const hangsOnTags = answer === 'unknown' && access.execWith('cluster', new Map([...bare, ...access.gate.tags])).answer === 'no';
  return access.operator.whole && hangsOnTags ? [unclear(at, `whether the cluster has the tag ${tags} is not known: it is not written there, and its stack may have it`)] : [];
}
