import { posix } from 'node:path';
import type { Answer } from './answer';
import type { Container } from './container';
import type { Property } from './property';
import { isKnown } from './text';
import { sameText } from '../iam/index';

/** A mount that is, or may be, at a place in a container. */
export interface Mount {
  readonly at: Property;
  readonly answer: Exclude<Answer, 'no'>;
}

/** Whether mounts let a folder be written to: of those at it or above it, the nearest decides. */
export function covers(container: Container, folder: string): Answer {
  const { items, more } = container.at.at('MountPoints').list;
  const above = items.flatMap((mount) => mountAbove(mount, folder) ?? []);
  const nearest = above.filter(({ writable }) => writable !== 'unknown').sort((one, other) => other.depth - one.depth).at(0);
  const isOpen = more !== undefined || above.some(({ writable, depth }) => writable === 'unknown' && depth > (nearest?.depth ?? 0));
  return isOpen ? 'unknown' : nearest?.writable ?? 'no';
}

/** The mounts that are, or may be, exactly at a folder. */
export function mountsAt(container: Container, folder: string): readonly Mount[] {
  const points = container.at.at('MountPoints');
  const { items, more } = points.list;
  const found = items.flatMap((mount) => {
    const answer = isAt(mount, folder);
    return answer === 'no' ? [] : [{ at: mount.at('ContainerPath'), answer }];
  });
  return more === undefined ? found : [...found, { at: points, answer: 'unknown' }];
}

/** How near a mount is to a folder, and whether it is writable; nothing where it is elsewhere. One whose place is not known may be nearest. */
function mountAbove(mount: Property, folder: string): { readonly depth: number; readonly writable: Answer } | undefined {
  const path = mount.at('ContainerPath').literal;
  const readonly = mount.at('ReadOnly').flag;
  const isSure = 'known' in readonly && mount.given !== 'unknown';
  const writable = isSure ? readonly.known === true ? 'no' : 'yes' : 'unknown';
  if ('unknown' in path) {
    return { depth: Infinity, writable: 'unknown' };
  }
  const parent = asDockerReads(path.known ?? '');
  return parent !== '/' && `${folder}/`.startsWith(`${parent}/`) ? { depth: parent.length, writable } : undefined;
}

function isAt(mount: Property, folder: string): Answer {
  const answer = mount.at('ContainerPath').ask(({ text }) => 'unknown' in text ? 'unknown' : text.known === undefined ? 'no'
    : isKnown(text.known) ? asDockerReads(text.known) === folder ? 'yes' : 'no' : sameText(text.known, folder));
  return answer === 'yes' && mount.given === 'unknown' ? 'unknown' : answer;
}

function asDockerReads(path: string): string {
  return posix.resolve('/', path);
}
