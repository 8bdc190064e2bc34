import { violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { Property } from '../model/property';
import { sessionOf } from '../model/session/index';
import type { Subject } from '../model/subject';

export const SessionKeyRotation: Rule = {
  id: 'SessionKeyRotation',
  catalogue: ['X-053'],
  hop: 'session encryption',
  severity: 'info',
  requirement: 'KMS rotates the key of sessions.',
  fix: { cdk: 'enableKeyRotation: true', cloudFormation: 'set EnableKeyRotation to true' },
  docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  *check(subject) {
    yield* whichever(sessionOf(subject).keys, 'info', (key) => ofKey(key, subject));
  },
};

/** KMS rotates symmetric keys whose material is its own; a replica goes by its primary. */
function* ofKey(at: Property, { model }: Subject): Generator<Outcome> {
  const key = at.given === 'no' ? undefined : model.policies.key(at);
  const resource = key && 'to' in key ? key.to.resource : undefined;
  if (!resource || resource.type !== 'AWS::KMS::Key') {
    return;
  }
  const [rotation, spec, origin] = ['EnableKeyRotation', 'KeySpec', 'Origin'].map((name) => Property.of(resource).at(name));
  const { flag } = rotation;
  if ('known' in flag && flag.known !== true && isOnly(spec, 'SYMMETRIC_DEFAULT') && isOnly(origin, 'AWS_KMS')) {
    yield violated(rotation, `key ${resource.logicalId} is not rotated`);
  }
}

function isOnly({ literal }: Property, byDefault: string): boolean {
  return 'known' in literal && (literal.known ?? byDefault) === byDefault;
}
