import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { INSTANCE_METADATA_ADDRESS, TASK_CREDENTIALS_ADDRESS } from '../facts/link-local';
import type { Answer } from '../model/answer';
import type { Variable } from '../model/environment';
import { execTargets, type ExecTarget } from '../model/exec-targets';
import { exempts } from '../model/no-proxy';
import { mayBeNear } from '../model/proxy-host';
import { proxySettings, type ProxySettings } from '../model/proxy-settings';

const BOTH = `${INSTANCE_METADATA_ADDRESS} and ${TASK_CREDENTIALS_ADDRESS}`;

export const ProxyExemption: Rule = {
  id: 'ProxyExemption',
  catalogue: ['X-017'],
  hop: 'container',
  severity: 'error',
  requirement: 'A container with an HTTP proxy asks for the metadata and the credentials of its task without it.',
  fix: {
    cdk: `environment: { NO_PROXY: '${INSTANCE_METADATA_ADDRESS},${TASK_CREDENTIALS_ADDRESS}' }`,
    cloudFormation: `add ${BOTH} to the variable NO_PROXY`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    const { os } = subject;
    for (const target of execTargets(subject)) {
      const { container } = target;
      const settings = proxySettings(container, 'known' in os ? os.known : 'linux');
      const { http, https } = settings;
      const near = http !== undefined && 'known' in http.value && mayBeNear(http.value.known, subject.model.system);
      const outcomes = http ? overHttp(settings, http, target, near) : https ? overHttps(settings, https, target) : [];
      yield* [...outcomes].flatMap((outcome) => ifThere(target.sure, outcome, 'error'));
    }
  },
};

/** The agent asks for its task and its credentials over HTTP. */
function* overHttp(settings: ProxySettings, http: Variable, { container: { label }, wanted }: ExecTarget, near: boolean): Generator<Outcome> {
  const { at } = settings.exempt ?? http;
  const credentials = exemption(settings, TASK_CREDENTIALS_ADDRESS);
  const proxy = http.value;
  if (credentials === 'yes') {
    if ('known' in proxy && exemption(settings, INSTANCE_METADATA_ADDRESS) === 'no') {
      yield violated(at, `${label} has a proxy, and NO_PROXY does not exempt ${INSTANCE_METADATA_ADDRESS}, as AWS asks for`, { severity: 'warning' });
    }
  } else if (credentials === 'no' && 'known' in proxy && !near) {
    yield violated(at, `${label} sends requests to ${TASK_CREDENTIALS_ADDRESS} to its proxy, so the agent finds neither its task nor its credentials`, {
      severity: wanted ? 'error' : 'info',
    });
  } else if (wanted) {
    yield unclear(at, `whether ${label} reaches ${TASK_CREDENTIALS_ADDRESS} past its proxy is not known: ${reason(settings, http, credentials)}`);
  }
}

/** What is encrypted does not concern the agent's search for its credentials; AWS asks for the exemption all the same. */
function* overHttps(settings: ProxySettings, https: Variable, { container: { label } }: ExecTarget): Generator<Outcome> {
  if ('known' in https.value && exemption(settings, TASK_CREDENTIALS_ADDRESS) === 'no') {
    yield violated((settings.exempt ?? https).at, `${label} has a proxy, and NO_PROXY does not exempt ${BOTH}, as AWS asks for`, { severity: 'warning' });
  }
}

function exemption({ exempt, files }: ProxySettings, address: string): Answer {
  return exempt === undefined ? files ? 'unknown' : 'no' : 'unknown' in exempt.value ? 'unknown' : exempts(exempt.value.known, address);
}

function reason({ exempt }: ProxySettings, { value }: Variable, credentials: Answer): string {
  return 'unknown' in value ? `HTTP_PROXY: ${value.unknown}`
    : credentials === 'no' ? 'its proxy may be in the same task'
      : exempt === undefined ? 'NO_PROXY may be in a file'
        : 'unknown' in exempt.value ? `NO_PROXY: ${exempt.value.unknown}` : 'a part of NO_PROXY is not known';
}
