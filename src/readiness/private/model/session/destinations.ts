import type { Answer } from '../answer';
import type { Property } from '../property';
import { piecesOf } from '../text';

/**
 * A log group or bucket that the log of sessions is written to.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandLogConfiguration.html
 */
export interface Destination {
  readonly kind: 'log group' | 'bucket';
  /** What names it. */
  readonly at: Property;
  /** Whether it is certainly there. */
  readonly given: Answer;
  /** Whether what names it can be no name: names of log groups and buckets have no colons, other than ARNs. */
  readonly misnamed: boolean;
  /**
   * Whether the agent refuses sessions when it is not encrypted, is not there, or cannot be asked.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
   */
  readonly demanded: Answer;
  /** What demands it. */
  readonly encryption: Property;
  /** What the names of objects in a bucket begin with. */
  readonly prefix: Property;
}

/** @param log `LogConfiguration`, in which group and bucket are named */
export function destinationsOf(log: Property, group: Property, bucket: Property): readonly Destination[] {
  return [
    destination('log group', log, group, log.at('CloudWatchEncryptionEnabled')),
    destination('bucket', log, bucket, log.at('S3EncryptionEnabled')),
  ].filter(({ given }) => given !== 'no');
}

function destination(kind: Destination['kind'], log: Property, at: Property, encryption: Property): Destination {
  const given = isEmpty(at) ? 'no' : at.given;
  const demanded = encryption.ask(isOn);
  return { kind, at, given, misnamed: isMisnamed(at), demanded: given === 'yes' || demanded === 'no' ? demanded : 'unknown', encryption, prefix: log.at('S3KeyPrefix') };
}

function isOn({ flag }: Property): Answer {
  return 'unknown' in flag ? 'unknown' : flag.known === true ? 'yes' : 'no';
}

function isEmpty({ text }: Property): boolean {
  return 'known' in text && text.known === '';
}

function isMisnamed({ text }: Property): boolean {
  return 'known' in text && text.known !== undefined && piecesOf(text.known).some((piece) => 'literal' in piece && piece.literal.includes(':'));
}
