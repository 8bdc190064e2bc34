import { UserData } from 'aws-cdk-lib/aws-ec2';
import { ALL_MODES, context, scope } from './_agent';
import type { EcsAgentConfig } from '../../../src/capacity/ecs-agent-config';
import { bottlerocketUserData } from '../../../src/capacity/private/user-data/bottlerocket';
import { linuxUserData } from '../../../src/capacity/private/user-data/linux';
import { windowsUserData } from '../../../src/capacity/private/user-data/windows';
import { bottlerocketSettings } from '../../../src/readiness/private/model/user-data/bottlerocket';
import { powershellSettings } from '../../../src/readiness/private/model/user-data/powershell';
import { INITIALIZED, Settings } from '../../../src/readiness/private/model/user-data/settings';
import { shellSettings } from '../../../src/readiness/private/model/user-data/shell-settings';

const CONFIG: EcsAgentConfig = { proxy: { url: 'proxy:3128' }, instanceAttributes: { stack: 'prod' } };
const CONTEXT = context({ networkModes: ALL_MODES, spot: true });

function read(userData: UserData, into: (text: string, settings: Settings) => void): Settings {
  const settings = new Settings();
  into(userData.render(), settings);
  return settings;
}

const seen: readonly [string, Settings, drivers: string, proxy: string | undefined][] = [
  ['Linux', (() => {
    const userData = UserData.forLinux();
    userData.addCommands(...linuxUserData(scope(), { ...CONFIG, logDriver: 'json-file', logOptions: { tag: '$x `y` it\'s' } }, CONTEXT));
    return read(userData, (text, settings) => shellSettings(text, settings, { owner: 'it', cfnInit: () => undefined }));
  })(), '["json-file","syslog","awslogs","fluentd","none"]', '169.254.169.254,169.254.170.2,/var/run/docker.sock'],
  ['Windows', (() => {
    const userData = UserData.forWindows();
    userData.addCommands(...windowsUserData(scope(), CONFIG, CONTEXT));
    return read(userData, (text, settings) => powershellSettings(text, settings, 'it'));
  })(), '["json-file","awslogs","fluentd","none"]', '169.254.169.254,169.254.170.2,\\\\.\\pipe\\docker_engine'],
  ['Bottlerocket', read(UserData.custom(bottlerocketUserData(scope(), CONFIG, CONTEXT)), bottlerocketSettings), '["json-file","awslogs","fluentd","none"]', undefined],
];

/** What Bottlerocket does always, or reads from elsewhere. */
const OTHERS: [string, string][] = [
  ['ECS_ENABLE_TASK_IAM_ROLE', 'true'], ['ECS_ENABLE_TASK_ENI', 'true'], ['ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', 'true'], ['HTTP_PROXY', 'http://proxy:3128'],
];
const STARTED: [string, string][] = [[INITIALIZED, 'true']];

describe.each(seen)('the checker sees on %s', (system, settings, drivers, proxy) => {
  test('everything, without doubt', () => {
    expect(settings.unseen).toBeUndefined();
  });

  test.each<[string, string | undefined]>([
    ['ECS_CLUSTER', 'c'], ['ECS_AVAILABLE_LOGGING_DRIVERS', drivers], ['ECS_AWSVPC_BLOCK_IMDS', 'true'], ['ECS_ENABLE_SPOT_INSTANCE_DRAINING', 'true'], ['NO_PROXY', proxy],
    ...system === 'Bottlerocket' ? [] : OTHERS,
    ...system === 'Windows' ? STARTED : [],
  ])('%s', (name, value) => {
    expect(settings.get(name)).toEqual({ known: value });
  });
});
