import { shownPaths } from './path-words';
import { unclear, violated, type Outcome, type Rule, type Severity, type Violation } from './rule';
import type { Path } from '../model/paths';
import type { Subject } from '../model/subject';
import { blocksOf, isConsequence, type Block } from '../model/traffic/blocks';
import type { Obstacle } from '../reach/verdict';

/** A rule about what may be in the way of connections. */
export interface ObstacleRule extends Omit<Rule, 'check' | 'severity'> {
  readonly obstacles: readonly Obstacle[];
  /** What is in the way, in one sentence. What it keeps from whom is told after it. */
  readonly cause: (block: Block, subject: Subject) => string;
  /** What is not known, when it is not known whether it is in the way. */
  readonly doubt: (block: Block, subject: Subject) => string;
  readonly details?: (block: Block, subject: Subject) => Omit<Violation, 'at' | 'cause'>;
  /** What else the rule says. */
  readonly more?: (subject: Subject) => Iterable<Outcome>;
}

/** One finding for each thing that is in the way, whatever it keeps from how many services; one doubt for each that may be. */
export function obstacleRule({ obstacles, cause, doubt, details, more, ...rule }: ObstacleRule): Rule {
  return {
    ...rule,
    severity: 'error',
    *check(subject) {
      const blocks = blocksOf(subject).filter(({ obstacle }) => obstacles.includes(obstacle));
      const broken = blocks.length === 0 ? NONE : new Set(blocks.filter(({ answer, paths }) => answer === 'no' && severityOf(paths) === 'error').map(keyOf));
      for (const block of blocks) {
        if (block.answer === 'no') {
          const consequence = shownPaths(block.paths);
          yield violated(block.at, `${cause(block, subject)}: ${consequence}`, { severity: severityOf(block.paths), ...details?.(block, subject) });
        } else if (severityOf(block.paths) === 'error' && !broken.has(keyOf(block)) && !isConsequence(block)) {
          yield unclear(block.at, doubt(block, subject));
        }
      }
      yield* more?.(subject) ?? [];
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

/** What is in the way of one thing for certain needs no doubt about others. */
function keyOf({ obstacle, at: { resource: { stack, logicalId }, path } }: Block): string {
  return JSON.stringify([obstacle, stack, logicalId, path]);
}

/** As bad as the worst that comes of it. */
export function severityOf(paths: readonly Path[]): Severity {
  return paths.some(({ need }) => need.weight === 'error') ? 'error' : 'warning';
}
