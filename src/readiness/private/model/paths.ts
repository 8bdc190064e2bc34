import type { Answer } from './answer';
import { needsOf } from './needs';
import type { Subject } from './subject';
import { hostDepartures, taskDepartures, type Departure, type Departures, type Unseen } from './task-network';
import type { Need } from './traffic/need';
import { canReach, type Reach } from '../reach/reachability';
import { distinct, type Cause, type Via } from '../reach/verdict';

/** What is known of the way from one network interface to what it must reach. */
export interface Path {
  readonly need: Need;
  readonly departure: Departure;
  readonly answer: Answer;
  /** What is in the way, or may be; each of them as certain as the answer. */
  readonly causes: readonly Cause[];
  /** What it depends on, when that is not what may be in the way. */
  readonly doubt?: string;
  /** What is in the way for certain of something that may not be needed. */
  readonly suspects: readonly Cause[];
  /** What is not as it should be, without being in the way. */
  readonly remarks: readonly Cause[];
  /** What the connections go through; none unless they are known to arrive. */
  readonly vias: readonly Via[];
}

/** The ways to everything that a subject needs. */
export function pathsOf(subject: Subject): readonly Path[] {
  return subject.once('paths', () => needsOf(subject).flatMap((need) =>
    departuresFor(subject, need).departures.map((departure) => pathOf(subject, need, departure))));
}

/** Why there may be other ways, that are not seen: once for each reason. */
export function unseenDepartures(subject: Subject): readonly Unseen[] {
  const all = needsOf(subject).flatMap((need) => departuresFor(subject, need).more ?? []);
  return [...new Map(all.map((more) => [more.reason, more])).values()];
}

function departuresFor(subject: Subject, { from }: Need): Departures {
  return from === 'task' ? taskDepartures(subject) : hostDepartures(subject);
}

/** Which service it is, and which interface, need not be known: the way is what all of them agree on. */
function pathOf({ model, resource }: Subject, need: Need, departure: Departure): Path {
  const network = model.networks.of(resource);
  const reaches = need.services.map((service) => departure.interfaces.map((source) => canReach(source, service, network)));
  const all = reaches.flat();
  const agreed = all.every(({ answer }) => answer === all[0].answer) ? all[0].answer : 'unknown';
  const answer = agreed === 'no' && (need.perhaps || departure.perhaps !== undefined) ? 'unknown' : agreed;
  const deciding = (answer === 'no' ? reaches[0] : all).filter((reach) => reach.answer === answer);
  const causes = answer === 'yes' ? [] : distinct(deciding.flatMap(({ because }) => because));
  const doubt = answer === 'unknown' && causes.length === 0 ? doubtOf(reaches, need, departure) : undefined;
  return {
    need,
    departure,
    answer,
    causes,
    ...doubt === undefined ? {} : { doubt },
    suspects: agreed === 'no' && answer === 'unknown' ? distinct(reaches[0].filter((reach) => reach.answer === 'no').flatMap(({ because }) => because)) : [],
    remarks: distinct(all.flatMap(({ remarks }) => remarks)),
    vias: all.flatMap(viasOf),
  };
}

function doubtOf(reaches: readonly (readonly Reach[])[], need: Need, { choice, perhaps }: Departure): string {
  const ofInterfaces = reaches.some((each) => each.some(({ answer }) => answer !== each[0].answer));
  return (ofInterfaces ? choice : undefined) ?? perhaps ?? need.doubt ?? choice ?? 'what it depends on is not known';
}

function viasOf({ answer, subnets }: Reach): Via[] {
  return answer === 'yes' ? subnets.flatMap(({ via }) => via ?? []) : [];
}
