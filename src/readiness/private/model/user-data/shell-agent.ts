import type { Text } from '../text';

const AGENT = /^ecs(?:\.service)?$/;
const STARTS = new Set(['start', 'restart', 'reload-or-restart', 'try-restart']);
const STOPS = new Set(['stop', 'mask', 'kill']);

/** What a command does to the agent, or to the instance that it runs on. */
export type Power = 'starts the agent' | 'stops the agent' | 'stops the instance';

/**
 * What a command does to the agent besides its settings.
 *
 * @param name the command without its folder
 */
export function powerOf(name: Text, words: readonly Text[]): Power | undefined {
  const rest = words.slice(1);
  const flags = rest.filter((word) => word.startsWith('-'));
  const [verb = '', ...objects] = rest.filter((word) => !word.startsWith('-'));
  switch (name) {
    case 'systemctl':
      return ofVerb(verb, objects, flags);
    case 'service':
      return ofVerb(objects[0] ?? '', [verb], []);
    case 'initctl':
      return ofVerb(verb, objects, []);
    case 'start':
    case 'stop':
    case 'restart':
      return ofVerb(name, [verb], []);
    case 'poweroff':
    case 'halt':
      return 'stops the instance';
    case 'reboot':
      return 'starts the agent';
    case 'shutdown':
      return flags.some((flag) => /^-[a-zA-Z]*r|^--reboot$/.test(flag)) ? 'starts the agent' : flags.some((flag) => /^-[a-zA-Z]*c/.test(flag)) ? undefined : 'stops the instance';
    default:
      return undefined;
  }
}

function ofVerb(verb: Text, units: readonly Text[], flags: readonly Text[]): Power | undefined {
  if (verb === 'poweroff' || verb === 'halt') {
    return 'stops the instance';
  }
  if (verb === 'reboot') {
    return 'starts the agent';
  }
  const now = flags.includes('--now');
  return !units.some((unit) => AGENT.test(unit)) ? undefined
    : STOPS.has(verb) || verb === 'disable' && now ? 'stops the agent'
      : STARTS.has(verb) || verb === 'enable' && now ? 'starts the agent' : undefined;
}
