import { posix } from 'node:path';
import { allOf, not, type Answer } from './answer';
import type { Container } from './container';
import type { Property } from './property';
import type { TaskContainer } from './task-containers';
import { isKnown, piecesOf } from './text';
import { sameText } from '../iam/index';

/** A mount that is, or may be, at a place in a container. */
export interface Mount {
  readonly at: Property;
  readonly answer: Exclude<Answer, 'no'>;
}

/** Whether a folder of a container can be written to. */
export interface Writing {
  readonly answer: Answer;
  /** The mount that decides, or leaves it open; nothing where the root decides. */
  readonly by?: Property;
}

/** A mount that is, or may be, at a folder or above it. */
interface Cover {
  readonly at: Property;
  /** How near it is to the folder. */
  readonly depth: number;
  readonly writable: Answer;
  /** Whether it is certainly there, and at the folder or above it. */
  readonly sure: boolean;
}

/** Containers that take their volumes from others, which take theirs from others again: more than anyone would write. */
const MAX_CHAIN = 1;

/**
 * Whether a folder can be written to: of the mounts at it or above it the nearest decides, and the root where there is none.
 *
 * @param root whether the root can be written to
 * @param containers all containers of the task, as volumes may come from them
 */
export function writing(container: Container, folder: string, root: 'yes' | 'no', containers: readonly TaskContainer[]): Writing {
  const covers = coversOf(container, folder, containers, 0);
  // what stands first wins over others at the same place
  const [nearest] = covers.filter(({ sure }) => sure).sort((one, other) => other.depth - one.depth);
  const answer = nearest?.writable ?? root;
  const other = covers.find(({ sure, depth, writable }) => !sure && depth >= (nearest?.depth ?? 0) && writable !== answer);
  return other ? { answer: 'unknown', by: other.at } : { answer, by: nearest?.at };
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

/**
 * Its own mounts, and below them those that come with the volumes of others.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VolumeFrom.html
 */
function coversOf(container: Container, folder: string, containers: readonly TaskContainer[], chain: number): readonly Cover[] {
  const [points, sources] = [container.at.at('MountPoints'), container.at.at('VolumesFrom')];
  const own = points.list.items.flatMap((mount) => mount.alternatives.flatMap((each) => coverOf(each, folder, mount.given === 'yes' && mount.alternatives.length === 1)));
  const tooDeep = chain > MAX_CHAIN && sources.given !== 'no';
  const others = tooDeep ? [] : [...sources.list.items].reverse().flatMap((source) => source.alternatives.flatMap((each) =>
    volumesOf(each, source.given === 'yes' && source.alternatives.length === 1, folder, containers, chain)));
  const open = [...points.list.more === undefined ? [] : [points], ...tooDeep || sources.list.more !== undefined ? [sources] : []];
  return [...own, ...others, ...open.map((at): Cover => ({ at, depth: Infinity, writable: 'unknown', sure: false }))];
}

/** The mounts of another container. */
function volumesOf(source: Property, sure: boolean, folder: string, containers: readonly TaskContainer[], chain: number): readonly Cover[] {
  const name = source.at('SourceContainer').text;
  return containers.flatMap((other): readonly Cover[] => {
    const named = other.container.name;
    const is = 'unknown' in name || 'unknown' in named ? 'unknown' : name.known === undefined || named.known === undefined ? 'no'
      : name.known === named.known ? 'yes' : sameText(name.known, named.known);
    return is === 'no' ? [] : is === 'unknown' ? [{ at: source, depth: Infinity, writable: 'unknown', sure: false }] : coversOf(other.container, folder, containers, chain + 1).map((cover): Cover => ({
      at: source, depth: cover.depth, writable: allOf([writableBy(source), cover.writable]), sure: sure && other.sure && cover.sure,
    }));
  });
}

/** How near a mount is to a folder, and whether it is writable; nothing where it is elsewhere. */
function coverOf(mount: Property, folder: string, sure: boolean): readonly Cover[] {
  const { text, literal } = mount.at('ContainerPath');
  const writable = writableBy(mount);
  if ('unknown' in literal) {
    const [start] = 'known' in text && text.known !== undefined ? piecesOf(text.known) : [];
    const mayBeAbove = start === undefined || 'hole' in start || `${folder}/`.startsWith(start.literal);
    return mayBeAbove ? [{ at: mount, depth: Infinity, writable, sure: false }] : [];
  }
  const parent = asDockerReads(literal.known ?? '');
  return parent !== '/' && `${folder}/`.startsWith(`${parent}/`) ? [{ at: mount, depth: parent.length, writable, sure }] : [];
}

function writableBy(mount: Property): Answer {
  const { flag } = mount.at('ReadOnly');
  return 'unknown' in flag ? 'unknown' : not(flag.known === true ? 'yes' : 'no');
}

function isAt(mount: Property, folder: string): Answer {
  const answer = mount.at('ContainerPath').ask(({ text }) => 'unknown' in text ? 'unknown' : text.known === undefined ? 'no'
    : isKnown(text.known) ? asDockerReads(text.known) === folder ? 'yes' : 'no' : sameText(text.known, folder));
  return answer === 'yes' && mount.given === 'unknown' ? 'unknown' : answer;
}

function asDockerReads(path: string): string {
  return posix.resolve('/', path);
}
