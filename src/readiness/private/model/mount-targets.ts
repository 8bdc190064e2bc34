import type { Model } from './model';
import { Property } from './property';
import { isKnown, piecesOf, type Text } from './text';
import type { ResolvedResource } from '../sources/resolved';

/** More than any file system has: one for each zone. */
const MAX_TARGETS = 100;

/** The mount targets of the file systems of a system. */
interface MountTargets {
  readonly byFileSystem: ReadonlyMap<Text, readonly Property[]>;
  /** Whether there are some of which it is not known whose they are. */
  readonly stray: boolean;
}

/** The mount targets of a file system; undefined when there may be others than those that are seen. */
export function mountTargetsOf(fileSystem: ResolvedResource, model: Model): readonly Property[] | undefined {
  const { byFileSystem, stray } = model.once('mount targets', () => allOf(model));
  const { transformed, moreResources } = model.system.template(fileSystem.stack)!;
  const targets = byFileSystem.get(String(fileSystem.ref)) ?? [];
  return stray || transformed.length + moreResources.length > 0 || targets.length > MAX_TARGETS ? undefined : targets;
}

function allOf(model: Model): MountTargets {
  const byFileSystem = new Map<Text, Property[]>();
  let stray = false;
  for (const target of model.ofType('AWS::EFS::MountTarget').map((resource) => Property.of(resource))) {
    const { text } = target.at('FileSystemId');
    const id = 'known' in text ? text.known : undefined;
    stray ||= id === undefined || !isKnown(id) && piecesOf(id).some((piece) => 'hole' in piece && piece.hole === 'unknown');
    const others = byFileSystem.get(id ?? '');
    if (others) {
      others.push(target);
    } else {
      byFileSystem.set(id ?? '', [target]);
    }
  }
  return { byFileSystem, stray };
}
