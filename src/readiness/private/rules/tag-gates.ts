import { keptOut, nameOf, outcomesOf, placeOfStatement } from './operator-rule';
import { violated, type Fix, type Outcome, type Rule } from './rule';
import { allowedCalls, OF_AWS, placeOf, taggedAccesses, tagsOf, writtenTags, type Access, type ExecStatement, type TaggedAccess } from '../model/operators/index';
import { enumerated } from '../model/permissions/index';

const ID = 'TagGates';

export const TagGates: Rule = {
  id: ID,
  catalogue: ['X-060', 'X-061'],
  hop: 'operator',
  severity: 'error',
  requirement: 'Where tags decide who may open sessions, the tasks have the tags, and whoever opens sessions cannot set them.',
  fix: { cdk: 'propagateTags: ecs.PropagatedTagSource.SERVICE', cloudFormation: 'set PropagateTags of the service to SERVICE' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
  *check(subject) {
    yield* taggedAccesses(subject).flatMap(lackingTags);
    yield* outcomesOf(subject, ID, retagging);
  },
};

const MANAGED: Fix = { cdk: 'enableECSManagedTags: true', cloudFormation: 'set EnableECSManagedTags to true where the tasks are started' };
const DENIED: Fix = {
  cdk: "role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ecs:TagResource', 'ecs:UntagResource'], resources: ['*'] }))",
  cloudFormation: 'leave ecs:TagResource and ecs:UntagResource out, or deny them on tasks',
};

/** What is said of those who ask for tags that are written at a subject and are not on its tasks. */
function lackingTags({ access, grants, lacking, carried }: TaggedAccess): readonly Outcome[] {
  const asking = access.operator.meant && lacking.length > 0 ? askingFor([...grants, ...access.denials], lacking) : [];
  const decision = asking.length > 0 && access.exec('tasks').answer !== 'no' ? access.execWith('tasks', carried()) : undefined;
  if (decision?.answer !== 'no') {
    return [];
  }
  const at = placeOf(access.operator, decision, 'Condition') ?? placeOfStatement(asking[0], 'Condition');
  const tags = enumerated(writtenTags(asking.map(({ statement }) => statement)).filter((tag) => lacking.includes(tag.toLowerCase())));
  const cause = `${nameOf(access)} allows sessions only in tasks that are tagged with ${tags}, and the tasks start without`;
  return [keptOut(access, at, cause, { catalogue: ['X-060'], ...lacking.every((tag) => tag.startsWith(OF_AWS)) ? { fix: MANAGED } : {} })];
}

/** What is said of those who can give themselves the tags that let them in. The tags of AWS nobody can set. */
function* retagging(access: Access): Iterable<Outcome> {
  const { operator: { name, meant }, tasks, opens } = access;
  const isAsked = access.tags.some((tag) => !tag.startsWith(OF_AWS));
  const calls = ['ecs:TagResource', 'ecs:UntagResource'].map((action) => ({ action, resource: tasks }));
  for (const { at, actions } of isAsked && meant && opens ? allowedCalls(access, calls) : []) {
    const cause = `tags decide in which tasks ${name} allows sessions, and it allows ${enumerated(actions)} on them`;
    yield violated(at, cause, { severity: 'warning', catalogue: ['X-061'], fix: DENIED });
  }
}

function askingFor(statements: readonly ExecStatement[], tags: readonly string[]): readonly ExecStatement[] {
  return statements.filter(({ statement }) => tagsOf(statement).some((tag) => tags.includes(tag)));
}
