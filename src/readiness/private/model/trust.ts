import type { Principal } from './access/index';
import type { Answer } from './answer';
import { trustContext, type Roles } from './identities';
import type { Subject } from './subject';
import { hole } from './text';
import { TASKS_PRINCIPAL } from '../../../private/exec-facts';
import { contextOf, trusts, type Decision, type Policy } from '../iam/index';

/** Whether ECS may assume a role for a task, and why not. */
export interface Trust {
  readonly role: Principal;
  readonly answer: Answer;
  /** Set when it may not because of a condition that it does not meet. */
  readonly unmet?: true;
  /** Whether it may do so for tasks of other accounts, too. */
  readonly open: boolean;
  /** Put together when it is read. */
  readonly because: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
const SOMEBODY_ELSE = contextOf({
  'aws:SourceAccount': [hole('generated', 'another account')],
  'aws:SourceArn': [`arn:aws:ecs:${hole('generated', 'another region')}:${hole('generated', 'another account')}:task/c/1`],
  'sts:ExternalId': 'absent',
});

/** How roles answer when ECS wants to assume them for the tasks of a subject: a no only where all say it. */
export function trustsIn(subject: Subject, roles: Roles): readonly Trust[] {
  const all = roles.map((role) => trustIn(subject, role));
  const certain = all.every(({ answer }) => answer === 'no');
  return all.map((trust) => trust.answer === 'no' && !certain ? { ...trust, answer: 'unknown' } : trust);
}

function trustIn(subject: Subject, role: Principal): Trust {
  const trust = role.trust!;
  const { partition, region, account } = subject.template;
  const key = JSON.stringify([partition, region, account, trust.variables, trust.statements]);
  // nearly all roles of a system trust alike
  const known = subject.model.once('answers of trust policies', () => new Map<string, ReturnType<typeof answersOf>>());
  const answers = known.get(key) ?? answersOf(subject, trust);
  known.set(key, answers);
  return { role, ...answers, get because() { return forTask(subject, trust).because; } };
}

function answersOf(subject: Subject, trust: Policy): Pick<Trust, 'answer' | 'open' | 'unmet'> {
  const { answer } = forTask(subject, trust);
  const unmet = answer === 'no' && trusts(trust, TASKS_PRINCIPAL).answer === 'unknown';
  const open = answer === 'yes' && trusts(trust, TASKS_PRINCIPAL, SOMEBODY_ELSE).answer === 'yes';
  return { answer, open, ...unmet ? { unmet } : {} };
}

/**
 * What ECS names as its source is not documented but for one thing: it is not the cluster. A trust policy that takes nothing else is never met.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
function forTask(subject: Subject, trust: Policy): Decision {
  const decision = trusts(trust, TASKS_PRINCIPAL, trustContext(subject));
  if (decision.answer !== 'unknown') {
    return decision;
  }
  const from = (rest: string) => trusts(trust, TASKS_PRINCIPAL, trustContext(subject, rest));
  const onlyClusters = from(hole('generated', 'no cluster')).answer === 'no' && from(`cluster/${hole('unknown', 'a cluster')}`).answer === 'unknown';
  return onlyClusters ? { answer: 'no', because: 'aws:SourceArn names a cluster, which ECS does not pass' } : decision;
}
