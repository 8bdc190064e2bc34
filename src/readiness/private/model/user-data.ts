import { readable, type Text } from './text';
import { bottlerocketSettings } from './user-data/bottlerocket';
import { cfnInitSettings } from './user-data/cfn-init';
import { cloudConfigSettings } from './user-data/cloud-config';
import { mimeParts } from './user-data/mime';
import { powershellSettings } from './user-data/powershell';
import { Settings } from './user-data/settings';
import { SHELLS, shellSettings, type ShellSurroundings } from './user-data/shell-settings';
import type { Known } from '../reach/network';
import type { ResolvedResource, ResolvedSystem } from '../sources/resolved';
import { onlyHole } from '../sources/value';

/** Who reads user data: cloud-init, the launch agent of Windows, or Bottlerocket. */
export type Reader = 'cloud-init' | 'windows' | 'bottlerocket';

/** What instances set for the agent of Amazon ECS when they are launched. */
export interface AgentSettings {
  /** Why settings may be made that are not seen. */
  readonly unseen: string | undefined;
  /** Why the agent may not be running, if that is so. */
  readonly stopped: string | undefined;
  /** The value of a variable such as `ECS_CLUSTER`; known to be absent when it is certainly not set. */
  get(name: string): Known<Text | undefined>;
  /** Whether it is `cfn-init` that sets a variable, for which it loads the metadata of the template. */
  isLoaded(name: string): boolean;
}

/** EC2 takes 16 KiB; unknown parts are longer here than they will be. */
const MAX_LENGTH = 262_144;
const INTERPRETER = /^#![^\S\n]*(\S+)(?:[^\S\n]+(?:-\S+[^\S\n]+)?(\S+))?/;

/** The reader that user data is written for. */
export function readerOf(userData: Text): Reader | undefined {
  const text = userData.trimStart();
  return /^<(?:powershell|script|persist)>/i.test(text) ? 'windows'
    : /^\[?settings[.\]]/m.test(text) && !/^(?:#!|#cloud|content-type|mime-version)/i.test(text) ? 'bottlerocket'
      : /^(?:#!|#cloud-|content-type:|mime-version:)/i.test(text) ? 'cloud-init' : undefined;
}

/**
 * What user data sets for the agent.
 *
 * @param resource what it is written in
 * @param reader who reads it, as far as that is known from the image
 */
export function agentSettingsOf(
  userData: Known<Text | undefined>, resource: ResolvedResource, system: ResolvedSystem, reader?: Reader,
): AgentSettings {
  const settings = new Settings();
  if ('unknown' in userData) {
    settings.doubt(`the user data is not known: ${userData.unknown}`, true);
  } else if (userData.known !== undefined && (onlyHole(userData.known) !== undefined || userData.known.length > MAX_LENGTH)) {
    settings.doubt(onlyHole(userData.known) === undefined ? 'the user data is too long' : `the user data depends on ${readable(userData.known)}`, true);
  } else if (userData.known !== undefined) {
    take(userData.known, settings, resource, system, reader ?? readerOf(userData.known));
  }
  return settings;
}

function take(userData: Text, settings: Settings, resource: ResolvedResource, system: ResolvedSystem, reader: Reader | undefined): void {
  const around = surroundings(settings, resource, system);
  switch (reader) {
    case 'windows':
      return powershellSettings(userData, settings, around.owner);
    case 'bottlerocket':
      return bottlerocketSettings(userData, settings);
    default:
      return takeCloudInit(userData, settings, around);
  }
}

function takeCloudInit(userData: Text, settings: Settings, around: ShellSurroundings): void {
  const parts = mimeParts(userData) ?? [{ type: typeOf(userData), content: userData, sealed: false }];
  for (const { type, content, sealed } of parts) {
    if (sealed) {
      settings.doubt('a part of the user data is encoded', true);
    } else if (type === 'text/cloud-config') {
      cloudConfigSettings(content, settings, around);
    } else if (type === 'text/x-shellscript' || type === 'text/cloud-boothook') {
      takeScript(content, settings, around);
    } else if (content.trim() !== '') {
      settings.doubt(`what cloud-init makes of user data that is ${type === '' ? 'no script' : type} is not known`, true);
    }
  }
}

/** The kernel gives a script to whom its first line names. */
function takeScript(script: Text, settings: Settings, around: ShellSurroundings): void {
  const [, program = '', argument = ''] = INTERPRETER.exec(script.trimStart().replace(/^#cloud-boothook[^\n]*\n/, '')) ?? [];
  const name = (/(?:^|\/)env$/.test(program) ? argument : program).replace(/^.*\//s, '');
  if (name === '' || SHELLS.has(name)) {
    shellSettings(script, settings, around);
  } else {
    settings.doubt(`the user data is no shell script, but one for ${readable(name)}`, false);
  }
}

function typeOf(userData: Text): string {
  const text = userData.trimStart();
  return text.startsWith('#!') ? 'text/x-shellscript' : text.startsWith('#cloud-config') ? 'text/cloud-config'
    : text.startsWith('#cloud-boothook') ? 'text/cloud-boothook' : '';
}

function surroundings(settings: Settings, resource: ResolvedResource, system: ResolvedSystem): ShellSurroundings {
  const done = new Set<ResolvedResource>();
  const around: ShellSurroundings = {
    owner: `${resource.stack}/${resource.logicalId}`,
    cfnInit: (logicalId) => {
      const target = logicalId === undefined ? undefined : system.resource(resource.stack, logicalId);
      if (!target) {
        settings.doubt('which resource cfn-init works for is not known', true);
      } else if (!done.has(target)) {
        done.add(target);
        settings.load(() => cfnInitSettings(target, settings, around));
      }
    },
  };
  return around;
}
