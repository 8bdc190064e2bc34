import type { App, Environment } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { ExecSessionProps } from '../../../src';
import { ExecReadyCluster, ExecSession, ReadinessReport, SessionLog } from '../../../src';
import { SessionEncryption } from '../../../src/session/session-encryption';
import { newService } from '../_helpers/apps';

/** One region of each partition. */
export const PLACES: Readonly<Record<string, Environment>> = {
  'a commercial region': { account: '111122223333', region: 'eu-west-1' },
  'China': { account: '111122223333', region: 'cn-north-1' },
  'GovCloud': { account: '111122223333', region: 'us-gov-west-1' },
};

/** Every kind of log. */
export const LOGS: Readonly<Record<string, () => SessionLog>> = {
  'a log group': () => SessionLog.toCloudWatch(),
  'a bucket': () => SessionLog.toS3(),
  'a folder of a bucket': () => SessionLog.toS3({ prefix: 'orders/sessions' }),
  'a log group and a bucket': () => SessionLog.toCloudWatchAndS3({}, { prefix: 'sessions' }),
  'the log of the container': () => SessionLog.toContainerLogs(),
  'nothing': () => SessionLog.none(),
};

const KEY_ID = 'key/11112222-3333-4444-5555-666677778888';

/** Every way to encrypt. */
export const KEYS: Readonly<Record<string, (stack: Stack) => ExecSessionProps>> = {
  'a new key': () => ({}),
  'a key of the app': (stack) => ({ key: keyOf(stack) }),
  'a key of another stack': (stack) => ({ key: keyOf(new Stack(stack.node.root as App, 'Keys', { env: { account: stack.account, region: stack.region } })) }),
  'an imported key': (stack) => ({ key: importedKey(stack) }),
  'TLS alone': () => ({ encryption: SessionEncryption.tlsOnly() }),
};

export function keyOf(stack: Stack, id = 'Own'): kms.Key {
  return new kms.Key(stack, id, { enableKeyRotation: true });
}

export function importedKey(stack: Stack, id = 'Own'): kms.IKey {
  return kms.Key.fromKeyArn(stack, id, stack.formatArn({ service: 'kms', resource: KEY_ID }));
}

/** A service whose sessions are as the properties say. */
export function serviceWith(stack: Stack, props: ExecSessionProps): ExecSession {
  const session = new ExecSession(stack, 'Session', props);
  newService(stack, { cluster: new ExecReadyCluster(stack, 'Cluster', { session }) });
  return session;
}

/** What the checker says of the services of an app beyond that they are ready. */
export function remarksOn(app: App): string[] {
  const { services } = ReadinessReport.ofApp(app);
  expect(services.map(({ exec }) => exec)).toEqual(services.map(() => 'on'));
  expect(services.length).toBeGreaterThan(0);
  return services.flatMap(({ verdict, findings, unknowns }) => [
    ...verdict === 'ready' ? [] : [verdict],
    ...findings.map(({ rule, cause }) => `${rule}: ${cause}`),
    ...unknowns.map(({ hop, reason }) => `${hop}: ${reason}`),
  ]);
}
