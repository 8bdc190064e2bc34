import { posix } from 'node:path';
import { anyOf, type Answer } from './answer';
import type { Container } from './container';
import type { Property } from './property';
import { isKnown } from './text';
import { sameText } from '../iam/index';

/** A mount that is, or may be, at a place in a container. */
export interface Mount {
  readonly at: Property;
  readonly answer: Exclude<Answer, 'no'>;
}

/** Whether a writable mount is at a folder or above it. */
export function covers(container: Container, folder: string): Answer {
  const { items, more } = container.at.at('MountPoints').list;
  return anyOf([...items.map((mount) => mountCovers(mount, folder)), more === undefined ? 'no' : 'unknown']);
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

function mountCovers(mount: Property, folder: string): Answer {
  const path = mount.at('ContainerPath').literal;
  const readonly = mount.at('ReadOnly').flag;
  if ('unknown' in path || 'unknown' in readonly || mount.given === 'unknown') {
    return 'unknown';
  }
  const parent = asDockerReads(path.known ?? '');
  return readonly.known !== true && parent !== '/' && `${folder}/`.startsWith(`${parent}/`) ? 'yes' : 'no';
}

function isAt(mount: Property, folder: string): Answer {
  const answer = mount.at('ContainerPath').ask(({ text }) => 'unknown' in text ? 'unknown' : text.known === undefined ? 'no'
    : isKnown(text.known) ? asDockerReads(text.known) === folder ? 'yes' : 'no' : sameText(text.known, folder));
  return answer === 'yes' && mount.given === 'unknown' ? 'unknown' : answer;
}

function asDockerReads(path: string): string {
  return posix.resolve('/', path);
}
