import { Stack, Validations, type Environment } from 'aws-cdk-lib';
import { KEYS, LOGS, PLACES, remarksOn, serviceWith } from './_sessions';
import { newApp, RECOMMENDED_FLAGS } from '../_helpers/apps';

/** What is weaker by choice or cannot be seen, and no more. */
function expected(key: string, log: string): unknown[] {
  return [
    ...key === 'TLS alone' ? ['SessionKeyPresent: sessions have no KMS key, so that TLS alone protects them'] : [],
    ...log === 'nothing' ? ['SessionLogging: the output of sessions is not recorded'] : [],
    ...key === 'an imported key' && log.includes('a log group')
      ? ['unknown', expect.stringMatching(/^session log: whether the key of log group \S+ lets CloudWatch Logs use it is not known: /)] : [],
  ];
}

function expectReady(key: string, log: string, env?: Environment): void {
  const app = newApp(RECOMMENDED_FLAGS);
  const stack = new Stack(app, 'Stack', { env });
  Validations.of(stack).acknowledge({ id: 'exec-ready:importedKey', reason: 'its policy cannot be seen in this test' });
  serviceWith(stack, { ...KEYS[key](stack), log: LOGS[log]() });
  expect(remarksOn(app)).toEqual(expected(key, log));
}

describe.each(Object.keys(KEYS))('with %s', (key) => {
  test.each(Object.keys(LOGS))('and %s for the log, a service is ready', (log) => {
    expectReady(key, log);
  });

  test.each(Object.keys(PLACES))('and all logs, a service in %s is ready', (place) => {
    expectReady(key, 'a log group and a bucket', PLACES[place]);
  });
});
