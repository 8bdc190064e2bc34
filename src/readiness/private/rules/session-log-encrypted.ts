import { unclear, violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import { sessionOf, type Destination } from '../model/session/index';
import type { Subject } from '../model/subject';

/** A kind of encryption that was added to S3 after the agent had learnt what an encrypted bucket is. */
const NEWER = 'aws:kms:dsse';

export const SessionLogEncrypted: Rule = {
  id: 'SessionLogEncrypted',
  catalogue: ['X-046'],
  hop: 'session log',
  severity: 'error',
  requirement: 'The log group of sessions has a KMS key where CloudWatchEncryptionEnabled is true: the agent refuses sessions otherwise.',
  fix: {
    cdk: 'new logs.LogGroup(this, \'SessionLog\', { encryptionKey: key })',
    cloudFormation: 'set KmsKeyId of the log group to the ARN of a key, or CloudWatchEncryptionEnabled to false',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *check(subject) {
    yield* whichever(sessionOf(subject).logging, 'error', ({ destinations }) => destinations
      .filter(({ demanded, misnamed }) => demanded !== 'no' && !misnamed).flatMap((each) => [...ofDestination(each, subject)]));
  },
};

function* ofDestination({ kind, at, demanded }: Destination, { model: { policies } }: Subject): Generator<Outcome> {
  const group = kind === 'log group' ? linked(policies.logGroup(at)) : undefined;
  const bucket = kind === 'bucket' ? linked(policies.bucket(at)) : undefined;
  if (group) {
    yield* ofKey(group.kmsKeyId, `log group ${group.resource.logicalId}`, demanded === 'yes');
  }
  if (bucket && algorithms(bucket.encryption).includes(NEWER)) {
    yield unclear(bucket.encryption, `whether the agent takes a bucket with ${NEWER} for encrypted depends on its version`);
  }
}

function* ofKey(key: Property, group: string, demanded: boolean): Generator<Outcome> {
  if (key.given === 'no') {
    yield demanded ? violated(key, `${group} has no KmsKeyId, and the sessions demand it`)
      : unclear(key, `${group} has no KmsKeyId, and whether the sessions demand it is not known`);
  } else if (key.given === 'unknown') {
    yield unclear(key, `whether ${group} has a key, which the sessions demand, is not known: ${key.doubt}`);
  }
}

function algorithms(encryption: Property): readonly (string | undefined)[] {
  return encryption.at('ServerSideEncryptionConfiguration').list.items.map((rule) => {
    const { literal } = rule.at('ServerSideEncryptionByDefault', 'SSEAlgorithm');
    return 'known' in literal ? literal.known : undefined;
  });
}
