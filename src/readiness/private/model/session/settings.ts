import type { Known } from '../../reach/network';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import { choicesOf } from '../choices';
import { linked } from '../link';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { destinationsOf, type Destination } from './destinations';

/**
 * How sessions are recorded, in one of the ways that it may be.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
 */
export interface SessionLogging {
  /** `ExecuteCommandConfiguration`. */
  readonly at: Property;
  readonly loggingAt: Property;
  /** What `Logging` says: `DEFAULT` when it is not there. */
  readonly logging: Known<string>;
  /** `LogConfiguration`. */
  readonly log: Property;
  /** Where the log is written to; none unless `Logging` is known to be `OVERRIDE`. */
  readonly destinations: readonly Destination[];
}

/** How a cluster sets up the sessions in its tasks. */
export interface Session {
  /** All ways in which they may be recorded. */
  readonly logging: readonly SessionLogging[];
  /** All that their key may be; a property that is absent where there may be none. */
  readonly keys: readonly Property[];
}

interface Way {
  readonly at: Property;
  readonly logging: Property;
  readonly log: Property;
  readonly group: Property;
  readonly bucket: Property;
}

/** Beyond that a choice is left open. */
const MAX_WAYS = 32;

const NO_SESSION: Session = { logging: [], keys: [] };

/** How the sessions of a subject are set up; nothing is known when its cluster is not seen, which is told elsewhere. */
export function sessionOf(subject: Subject): Session {
  const cluster = linked(subject.cluster);
  if (!cluster) {
    return NO_SESSION;
  }
  const sessions = subject.model.once('sessions of clusters', () => new Map<ResolvedResource, Session>());
  const found = sessions.get(cluster.resource) ?? readSession(cluster.session, subject.model.system);
  sessions.set(cluster.resource, found);
  return found;
}

function readSession(session: Property, system: ResolvedSystem): Session {
  const keys = session.alternatives.flatMap((at) => at.at('KmsKeyId').alternatives);
  return { logging: waysOf(session, system).map(loggingOf), keys: keys.length > MAX_WAYS ? [session.at('KmsKeyId')] : keys };
}

function waysOf(session: Property, system: ResolvedSystem): readonly Way[] {
  const all = vary([startingAt(session)], ({ at }) => at.alternatives, (_, at) => startingAt(at));
  const logged = vary(all, ({ log }) => log.alternatives, (way, log) => ({ ...way, ...within(log) }));
  const told = vary(logged, ({ logging }) => choicesOf(logging, system), (way, logging) => ({ ...way, logging }));
  const grouped = vary(told, ({ group }) => group.alternatives, (way, group) => ({ ...way, group }));
  return vary(grouped, ({ bucket }) => bucket.alternatives, (way, bucket) => ({ ...way, bucket }));
}

function startingAt(at: Property): Way {
  return { at, logging: at.at('Logging'), ...within(at.at('LogConfiguration')) };
}

function within(log: Property): Pick<Way, 'log' | 'group' | 'bucket'> {
  return { log, group: log.at('CloudWatchLogGroupName'), bucket: log.at('S3BucketName') };
}

function vary(ways: readonly Way[], choices: (way: Way) => readonly Property[], choose: (way: Way, choice: Property) => Way): readonly Way[] {
  const varied = ways.flatMap((way) => choices(way).map((choice) => choose(way, choice)));
  return varied.length > MAX_WAYS ? ways : varied;
}

function loggingOf({ at, logging: loggingAt, log, group, bucket }: Way): SessionLogging {
  const { literal } = loggingAt;
  const logging = 'unknown' in literal ? literal : { known: literal.known ?? 'DEFAULT' };
  const isOverridden = 'known' in logging && logging.known === 'OVERRIDE';
  return { at, loggingAt, logging, log, destinations: isOverridden ? destinationsOf(log, group, bucket) : [] };
}
