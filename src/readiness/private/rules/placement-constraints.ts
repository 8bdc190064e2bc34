import { onHosts } from './on-hosts';
import type { Outcome, Rule } from './rule';
import { comparisonsOf, type Comparison } from '../facts/placement-expression';
import type { Answer } from '../model/answer';
import { unfitHosts, type Unfit } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { linked } from '../model/link';
import { satisfies } from '../model/placement';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';

export const PlacementConstraints: Rule = {
  id: 'PlacementConstraints',
  catalogue: ['X-091'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'There are instances that satisfy the constraints on where tasks are placed.',
  fix: { cdk: 'PlacementConstraint.memberOf() with what the instances have', cloudFormation: 'remove the constraint, or start instances that satisfy it' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html',
  *check(subject) {
    // what there is not on Fargate is told elsewhere
    if (subject.runsOn('ec2') !== 'no') {
      for (const item of constraintsOf(subject)) {
        yield* told(item, subject);
      }
    }
  },
};

/** Those that compare, of what starts the tasks and of the task definition. */
function constraintsOf({ parts, taskDefinition }: Subject): readonly Property[] {
  const all = [parts.at.at('PlacementConstraints'), linked(taskDefinition)?.at.at('PlacementConstraints')];
  return all.flatMap((at) => at?.list.items ?? []).filter((item) => item.at('Type').value !== 'distinctInstance');
}

/** Once for all instances: whether one of them will do. */
function told(item: Property, subject: Subject): readonly Outcome[] {
  const at = item.at('Expression');
  const { literal } = at;
  const comparisons = 'known' in literal && literal.known !== undefined ? comparisonsOf(literal.known) : undefined;
  const [first] = ['yes', 'unknown'].flatMap((fatal) => unfitHosts(subject, answerTo(comparisons)).filter((unfit: Unfit) => unfit.fatal === fatal));
  return first === undefined ? [] : [onHosts(
    first, at, `the instances of ${first.host.resource.logicalId} do not satisfy the constraint ${at.shown}, so no task is placed there`,
    `whether the instances of ${first.host.resource.logicalId} satisfy the constraint ${at.shown} is not known`,
  )];
}

function answerTo(comparisons: readonly Comparison[] | undefined): (host: Host) => Answer {
  return (host) => comparisons === undefined ? 'unknown' : satisfies(host, comparisons);
}
