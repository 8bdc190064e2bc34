import { isKnown, type Text } from '../text';

const MANAGERS = new Set(['yum', 'dnf', 'microdnf', 'apt', 'apt-get', 'zypper']);
const INSTALLS = new Set(['install', 'localinstall', 'reinstall', 'in']);
const LATER = new Set(['send-command', 'create-association', 'create-association-batch', 'start-automation-execution']);
const MOVERS = new Set(['cp', 'mv', 'rsync', 'aws', 'gsutil', 'scp', 'cpio']);
/** Packages of AWS and of Linux itself that are often loaded from an address. */
const OF_AWS = /amazon-(?:ssm|cloudwatch)-agent|amazon-efs-utils|amazon-ecs-init|(?:^|\/)ecs-init|aws-cfn-bootstrap|session-manager-plugin|epel-release|xray-daemon|AwsCloudWatchAgent/i;
/** Folders from which the one of the settings is reached. */
const ABOVE = /^\/(?:etc\/?)?$|^\/etc\/ecs(?:\/|$)/;

/** What a command may bring into the folder of the settings without a word about them, for people; nothing for most commands. */
export function deliveryOf(name: Text, words: readonly Text[]): string | undefined {
  const rest = words.slice(1);
  if (name === 'at' || name === 'batch') {
    return 'runs something later';
  }
  if (name === 'aws' && rest[0] === 'ssm' && LATER.has(rest[1])) {
    return 'runs something through Systems Manager';
  }
  if (name === 'tar' || name === 'bsdtar') {
    const unpacks = rest.some((word, index) => /^--(?:extract|get)$/.test(word) || /^-?[A-Za-z]*x[A-Za-z]*$/.test(word) && (index === 0 || word.startsWith('-')));
    return unpacks && mayBeAbove(valueOf(rest, /^(?:-[A-Za-z]*C|--directory)$/, '--directory=')) ? 'unpacks an archive' : undefined;
  }
  if (name === 'unzip') {
    return mayBeAbove(valueOf(rest, /^-[A-Za-z]*d$/)) ? 'unpacks an archive' : undefined;
  }
  if (name === 'rpm' || name === 'dpkg') {
    return rest.some((word) => /^-[A-Za-z]*[iUF]|^--(?:install|upgrade|freshen)$/.test(word)) && rest.some((word) => !word.startsWith('-') && !OF_AWS.test(word)) ? 'installs a package of its own' : undefined;
  }
  if (MANAGERS.has(name)) {
    const from = rest.findIndex((word) => INSTALLS.has(word));
    return from >= 0 && rest.slice(from + 1).some(isOwnPackage) ? 'installs a package of its own' : undefined;
  }
  return MOVERS.has(name) && rest.some((word) => ABOVE.test(word)) ? 'copies files' : undefined;
}

/** One that comes by an address or as a file, or is called after the agent. */
function isOwnPackage(word: Text): boolean {
  return !word.startsWith('-') && !OF_AWS.test(word) && (!isKnown(word) || word.includes('/') || /\.(?:rpm|deb)$/.test(word) || /(?:^|[-_])ecs(?:[-_]|$)/.test(word));
}

function mayBeAbove(folder: Text | undefined): boolean {
  return folder === undefined || !folder.startsWith('/') || ABOVE.test(folder);
}

function valueOf(words: readonly Text[], option: RegExp, joined?: string): Text | undefined {
  const index = words.findIndex((word) => option.test(word));
  return index >= 0 ? words[index + 1] : joined === undefined ? undefined : words.find((word) => word.startsWith(joined))?.slice(joined.length);
}
