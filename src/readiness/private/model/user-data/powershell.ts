import { powershellStatements } from './powershell-statements';
import { INITIALIZED, AGENT_VERSION, type Settings } from './settings';
import { hole, type Text } from '../text';

const TAG = /<powershell>([^]*?)(?:<\/powershell>|$)/i;
const SET = /^\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s*(['"]?)(\w+)\1\s*,\s*([^]+?)\s*(?:,[^,]*)?\)$/i;
const VARIABLE = /^\$(env:)?(\w+)\s*=\s*([^]+)$/i;
const SETX = /^setx(?:\.exe)?\s+(['"]?)(\w+)\1\s+([^]+?)(?:\s+\/m)?$/i;
const INITIALIZE = /^Initialize-ECSAgent(?![\w-])([^]*)$/i;
const EXIT = /^exit(?![\w-])/i;
const ARGUMENT = /'(?:[^']|'')*'|"(?:[^"`]|`[^]|"")*"|[^\s'"]+/g;
/** What the function that starts the agent sets. */
const SWITCHES: ReadonlyMap<string, string> = new Map([
  ['enabletaskiamrole', 'ECS_ENABLE_TASK_IAM_ROLE'], ['enabletaskeni', 'ECS_ENABLE_TASK_ENI'], ['awsvpcblockimds', 'ECS_AWSVPC_BLOCK_IMDS'],
]);
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['cluster', 'ECS_CLUSTER'], ['loggingdrivers', 'ECS_AVAILABLE_LOGGING_DRIVERS'], ['version', AGENT_VERSION],
]);
/** Longer than any that sets something. */
const MAX_STATEMENT = 4096;
/** Longer than any setting; values made of values could double at each step. */
const MAX_VALUE = 512;

/**
 * Takes what the PowerShell of an instance sets for the agent.
 *
 * @param owner tells unknown values of this script from those of others
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 */
export function powershellSettings(userData: Text, settings: Settings, owner: string): void {
  const script = TAG.exec(userData)?.[1];
  if (script === undefined) {
    settings.doubt('the user data is no PowerShell script', true);
    return;
  }
  const variables = new Map<string, Text>();
  for (const { text, conditional } of powershellStatements(script)) {
    if (EXIT.test(text) && !conditional) {
      return;
    }
    const doubt = conditional ? 'it is set in a branch of the user data that may not be taken' : undefined;
    const value = (written: Text) => evaluated(written, variables, owner);
    settings.lookAt(text);
    if (text.length > MAX_STATEMENT) {
      settings.doubt('a statement of the user data is too long', false);
      continue;
    }
    const [, scope, variable, assigned] = VARIABLE.exec(text) ?? [];
    const [, , name, set] = SET.exec(text) ?? SETX.exec(text) ?? [];
    if (name !== undefined) {
      settings.set(name, value(set), doubt);
    } else if (scope !== undefined) {
      settings.set(variable, value(assigned), doubt);
    } else if (variable !== undefined) {
      assign(variables, variable.toLowerCase(), conditional ? undefined : value(assigned));
    } else {
      initialize(INITIALIZE.exec(text)?.[1], settings, doubt, value);
    }
  }
}

function initialize(rest: Text | undefined, settings: Settings, doubt: string | undefined, value: (written: Text) => Text): void {
  if (rest === undefined) {
    return;
  }
  settings.set(INITIALIZED, 'true', doubt);
  const words = rest.match(ARGUMENT) ?? [];
  words.forEach((word, index) => {
    const [, parameter, given] = /^[-\u2013\u2014](\w+)(?::(.*))?$/s.exec(word) ?? [];
    const name = parameter?.toLowerCase() ?? '';
    const setting = SWITCHES.get(name);
    const option = OPTIONS.get(name);
    if (setting !== undefined) {
      settings.set(setting, given === undefined ? 'true' : value(given), doubt);
    } else if (option !== undefined) {
      settings.set(option, value(given || (words[index + 1] ?? '')), doubt);
    }
  });
}

function assign(variables: Map<string, Text>, name: string, value: Text | undefined): void {
  if (value === undefined || value.length > MAX_VALUE) {
    variables.delete(name);
  } else {
    variables.set(name, value);
  }
}

/** The value of a simple expression. */
function evaluated(written: Text, variables: ReadonlyMap<string, Text>, owner: string): Text {
  const unknown = (what: string) => hole('unknown', `${what} in the user data of ${owner}`);
  const variable = (name: string) => /^(?:true|false)$/i.test(name) ? name.toLowerCase() : variables.get(name.toLowerCase()) ?? unknown(`$${name}`);
  if (/^'(?:[^']|'')*'$/.test(written)) {
    return written.slice(1, -1).replaceAll('\'\'', '\'');
  }
  const inner = /^"(?:[^"`]|`[^]|"")*"$/.test(written) ? written.slice(1, -1) : written;
  if (inner === written && !/^(?:\$\w+|[\w.:/\uE000\uE001%-]+)$/.test(written)) {
    return unknown(written);
  }
  return inner.replace(/\$\(([^)]*)\)|\$\{(\w+)\}|\$(\w+)|`([^])|""/g, (match, command?: string, braced?: string, plain?: string, escaped?: string) =>
    command !== undefined ? unknown(match) : braced ?? plain ? variable(braced ?? plain!) : escaped ?? '"');
}
