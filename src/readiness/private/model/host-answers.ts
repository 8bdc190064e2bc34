import type { Answer } from './answer';
import { hostsOf, type Host } from './hosts';
import type { Subject } from './subject';

/** Instances that do not, or may not, have what the tasks of a subject need. */
export interface Unfit {
  readonly host: Host;
  readonly answer: 'no' | 'unknown';
  /**
   * Whether tasks fail for that: yes when there are no others for them, no when others do, and unknown when some tasks may have to run on these, as
   * those of a capacity provider have.
   */
  readonly fatal: Answer;
}

/**
 * The instances that are not certainly fit for the tasks of a subject.
 *
 * Where some are fit, a doubt about others is not worth telling.
 */
export function unfitHosts(subject: Subject, fit: (host: Host) => Answer): readonly Unfit[] {
  const { groups, maybe, more } = hostsOf(subject);
  const judged = groups.map((group) => judge(group, fit));
  const hopeless = judged.every(({ unfit }) => unfit);
  const others = hopeless && maybe.some((host) => fit(host) !== 'no');
  const certain = hopeless && !others && more === undefined;
  return distinct(judged.flatMap(({ answers, unfit, some }) => answers.flatMap(({ host, answer }): Unfit[] =>
    answer === 'no' ? [{ host, answer, fatal: certain ? 'yes' : unfit && (others || !hopeless) ? 'unknown' : 'no' }]
      // that nothing is known of how instances are launched is told elsewhere
      : answer === 'unknown' && !some && host.unseen === undefined ? [{ host, answer, fatal: 'unknown' }] : [])));
}

/** What is said of instances that tasks choose from freely: whether none is fit, and whether some are. */
function judge(group: readonly Host[], fit: (host: Host) => Answer) {
  const answers = group.map((host) => ({ host, answer: fit(host) }));
  return { answers, unfit: answers.every(({ answer }) => answer === 'no'), some: answers.some(({ answer }) => answer === 'yes') };
}

function distinct(all: readonly Unfit[]): readonly Unfit[] {
  return [...new Map(all.map((each) => [each.host, each])).values()];
}
