import type { Answer } from './answer';
import type { Host } from './hosts';
import { readerWith } from './machine-image';
import { type Text } from './text';
import { readerOf, type Reader } from './user-data';
import { INITIALIZED } from './user-data/settings';
import { OFFERED_DRIVERS } from '../facts/logging-drivers';

/** Whether the agent of instances offers a log driver to tasks. */
export function offersDriver(host: Host, driver: string): Answer {
  const setting = host.agent.get('ECS_AVAILABLE_LOGGING_DRIVERS');
  const reader = readerFor(host);
  const usual = reader !== undefined && OFFERED_DRIVERS[reader].includes(driver);
  if ('unknown' in setting) {
    // most that is not seen leaves the drivers alone
    return usual && host.agent.unseen !== undefined ? 'yes' : 'unknown';
  }
  if (setting.known === undefined) {
    return usual || host.managed ? 'yes' : host.image.kind === 'unknown' || host.image.kind === 'plain' ? 'unknown' : 'no';
  }
  const list = listIn(setting.known);
  return list === undefined ? 'unknown' : list.includes(driver) ? 'yes' : 'no';
}

/** Whether tasks can have network interfaces of their own on instances. */
export function offersInterfaces(host: Host): Answer {
  return switchedOn(host, 'ECS_ENABLE_TASK_ENI');
}

/** Whether tasks can have roles on instances. On Windows that has to be asked for. */
export function offersTaskRoles(host: Host): Answer {
  return switchedOn(host, 'ECS_ENABLE_TASK_IAM_ROLE');
}

/** Whether privileged containers can run on instances. On Bottlerocket that has to be asked for. */
export function offersPrivilege(host: Host): Answer {
  const disabled = host.agent.get('ECS_DISABLE_PRIVILEGED');
  return host.managed || 'unknown' in disabled ? 'yes' : (disabled.known === undefined ? readerFor(host) === 'bottlerocket' : isOn(disabled.known) === 'yes') ? 'no' : 'yes';
}

/** Whether logs can be written with the execution role of tasks. */
export function offersExecutionRoleLogs(host: Host): Answer {
  return switchedOn(host, 'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE');
}

/**
 * Whether instances can have GPUs for tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
 */
export function offersGpus({ agent, image, managed }: Host): Answer {
  const support = agent.get('ECS_ENABLE_GPU_SUPPORT');
  const fits = managed || !/^(?:ecs|bottlerocket)$/.test(image.kind) || /gpu|nvidia/.test(image.name);
  return 'unknown' in support ? 'yes' : support.known !== undefined ? isOn(support.known) : fits ? 'yes' : 'no';
}

/** Whether a switch is on that is on by default on Linux, and off on Windows. */
function switchedOn(host: Host, name: string): Answer {
  const setting = host.agent.get(name);
  const started = host.agent.get(INITIALIZED);
  if (host.managed || 'unknown' in setting) {
    return host.managed || host.agent.unseen !== undefined ? 'yes' : 'unknown';
  }
  const value = setting.known === undefined ? undefined : isOn(setting.known);
  // an agent that is not started is told elsewhere
  const missing = value === undefined && readerFor(host) === 'windows' && 'known' in started && started.known !== undefined;
  return missing ? 'no' : value ?? 'yes';
}

/** Whether a setting is on, read as the agent reads it. */
export function isOn(value: Text): Answer {
  return /^(?:true|t|1)$/i.test(value.trim()) ? 'yes' : /^(?:false|f|0)$/i.test(value.trim()) ? 'no' : 'unknown';
}

/**
 * Whether instances can hand out group managed service accounts: on Windows those in a domain can by themselves.
 *
 * @param domainless whether an account is used by instances that are in no domain
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/linux-gmsa.html
 */
export function offersServiceAccounts(host: Host, domainless: boolean): Answer {
  const setting = host.agent.get('ECS_GMSA_SUPPORTED');
  const reader = readerFor(host);
  if (host.managed || 'unknown' in setting) {
    return host.managed || host.agent.unseen !== undefined ? 'yes' : 'unknown';
  }
  const byDefault: Answer = reader === 'windows' && !domainless ? 'yes' : host.image.kind === 'unknown' || host.image.kind === 'plain' ? 'unknown' : 'no';
  return setting.known === undefined ? byDefault : isOn(setting.known);
}

function readerFor({ image, userData }: Host): Reader | undefined {
  return readerWith(image) ?? ('known' in userData && userData.known !== undefined ? readerOf(userData.known) : undefined);
}

/** The items of a list in JSON. */
function listIn(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text.replaceAll('\\"', '"'));
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
