import { linked } from './link';
import type { Model } from './model';
import type { Subject } from './subject';
import { hole, piecesOf, type Text } from './text';
import type { ResolvedResource } from '../sources/resolved';

/** A command line in the outputs of a template that opens a session. */
export interface ExecCommand {
  readonly stack: string;
  readonly output: string;
  readonly words: readonly Text[];
}

/** The commands that open a session in the tasks of a subject: they name it, or its cluster when that has no other subject. */
export function execCommands(subject: Subject): readonly ExecCommand[] {
  const { model, resource } = subject;
  const commands = model.once('exec commands', () => byTarget(model));
  const cluster = linked(subject.cluster)?.resource;
  const alone = cluster && model.once('subjects of clusters', () => subjectsOfClusters(model)).get(cluster) === 1;
  return [...commands.get(resource) ?? [], ...alone ? commands.get(cluster) ?? [] : []];
}

/** The commands of all templates, by the service that they name, or else by the cluster. */
function byTarget({ system }: Model): ReadonlyMap<ResolvedResource, readonly ExecCommand[]> {
  const commands = new Map<ResolvedResource, ExecCommand[]>();
  for (const { stack, outputs } of system.templates) {
    for (const [output, { value, created }] of outputs) {
      const words = typeof value === 'string' && created !== 'no' && value.includes('execute-command') ? wordsOf(value) : [];
      const name = after(words, '--service-name') ?? after(words, '--service') ?? after(words, '--cluster');
      const targets = words.includes('execute-command') ? system.identified(name) : [];
      for (const target of targets.length === 1 ? targets : []) {
        const others = commands.get(target) ?? [];
        others.push({ stack, output, words });
        commands.set(target, others);
      }
    }
  }
  return commands;
}

function after(words: readonly Text[], option: string): Text | undefined {
  const index = words.indexOf(option);
  return index < 0 ? undefined : words[index + 1];
}

function wordsOf(text: Text): Text[] {
  const words = [''];
  for (const piece of piecesOf(text)) {
    const [first, ...rest] = 'literal' in piece ? piece.literal.split(/[\s"'=]+/) : [hole(piece.hole, piece.id)];
    words[words.length - 1] += first;
    rest.forEach((word) => words.push(word));
  }
  return words;
}

function subjectsOfClusters({ subjects }: Model): ReadonlyMap<ResolvedResource, number> {
  const counts = new Map<ResolvedResource, number>();
  for (const { cluster } of subjects) {
    const resource = linked(cluster)?.resource;
    if (resource) {
      counts.set(resource, (counts.get(resource) ?? 0) + 1);
    }
  }
  return counts;
}
