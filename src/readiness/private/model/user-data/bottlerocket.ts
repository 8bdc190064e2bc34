import type { Settings } from './settings';
import type { Text } from '../text';

/** What the settings of Bottlerocket are called for the agent. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['cluster', 'ECS_CLUSTER'],
  ['logging-drivers', 'ECS_AVAILABLE_LOGGING_DRIVERS'],
  ['allow-privileged-containers', '!ECS_DISABLE_PRIVILEGED'],
  ['awsvpc-block-imds', 'ECS_AWSVPC_BLOCK_IMDS'],
  ['enable-container-metadata', 'ECS_ENABLE_CONTAINER_METADATA'],
  ['enable-spot-instance-draining', 'ECS_ENABLE_SPOT_INSTANCE_DRAINING'],
  ['image-cleanup-enabled', '!ECS_DISABLE_IMAGE_CLEANUP'],
  ['reserved-memory', 'ECS_RESERVED_MEMORY'],
  ['task-cleanup-wait', 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION'],
]);
const HEADING = /^\[([^[\]]+)\]/;
const SETTING = /^([\w."-]+)\s*=\s*(.*)$/s;
const PREFIX = 'settings.ecs.';

/**
 * Takes what the TOML of Bottlerocket sets for the agent.
 *
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export function bottlerocketSettings(document: Text, settings: Settings): void {
  let section = '';
  let list: { readonly name: string; readonly parts: Text[] } | undefined;
  for (const line of document.split('\n').map((each) => withoutComment(each).trim())) {
    settings.lookAt(line);
    const [, heading] = list ? [] : HEADING.exec(line) ?? [];
    const [, key, value] = list ? [] : SETTING.exec(line) ?? [];
    if (list) {
      list.parts.push(line);
    } else if (heading !== undefined) {
      section = `${heading.replaceAll('"', '').trim()}.`;
    } else if (key !== undefined) {
      list = { name: `${section}${key.replaceAll('"', '')}`, parts: [value] };
    }
    if (list && (!list.parts[0].startsWith('[') || list.parts.at(-1)!.endsWith(']'))) {
      take(list.name, list.parts.join(''), settings);
      list = undefined;
    }
  }
}

function take(path: string, value: Text, settings: Settings): void {
  const name = path.startsWith(PREFIX) ? NAMES.get(path.slice(PREFIX.length)) : undefined;
  if (name?.startsWith('!')) {
    settings.set(name.slice(1), value === 'true' ? 'false' : value === 'false' ? 'true' : value);
  } else if (name !== undefined) {
    settings.set(name, value.replace(/^(["'])(.*)\1$/s, '$2').replace(/,\s*\]$/, ']'));
  }
}

/** Without what stands behind a number sign that is not in quotes. */
function withoutComment(line: Text): Text {
  return /^(?:[^#"']|"[^"]*"|'[^']*')*/.exec(line)![0];
}
