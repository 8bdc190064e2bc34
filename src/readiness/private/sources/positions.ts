import { Lines, type Position } from './lines';
import type { Path } from './tree';

/** Where a value of a template, and what is in it, begins. */
export interface Mark {
  readonly offset: number;
  readonly children?: ReadonlyMap<string | number, Mark>;
}

/** Finds the lines of a template's values. The work is done when first asked for: most templates have no findings. */
export class Positions {
  private root?: Mark;
  private readonly lines: Lines;

  constructor(text: string, private readonly mark: () => Mark) {
    this.lines = new Lines(text);
  }

  /** The place of the value at a path, or of the nearest value around it. */
  public positionOf(path: Path): Position {
    let mark = this.root ??= this.mark();
    for (const key of path) {
      const next = mark.children?.get(key);
      if (!next) {
        break;
      }
      mark = next;
    }
    return this.lines.at(mark.offset);
  }
}
