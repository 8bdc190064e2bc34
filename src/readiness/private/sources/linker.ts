import type { Budget } from './budget';
import { compatible } from './environment';
import type { HoleBook } from './holes';
import type { StackScope, SystemContext } from './stack-scope';
import type { Value } from './value';
import { hole, isKnown, readable, type Text } from '../model/text';

interface Export {
  readonly scope: StackScope;
  readonly output: string;
}

/** Links stacks that were given together: exports to imports, outputs to those that read them. */
export class Linker implements SystemContext {
  public readonly scopes: StackScope[] = [];
  private exports?: ReadonlyMap<Text, readonly Export[]>;

  constructor(public readonly holes: HoleBook, public readonly budget: Budget, public readonly partition: string | undefined) {}

  /** A name that no stack has yet. */
  public unique(name: string): string {
    const taken = new Set(this.scopes.map(({ stack }) => stack));
    let free = name;
    for (let count = 2; taken.has(free); count++) {
      free = `${name}#${count}`;
    }
    return free;
  }

  public imported(exportName: Text, into: StackScope): Value {
    const found = this.exported().get(exportName)?.filter(({ scope }) => compatible(scope.input.environment, into.input.environment)) ?? [];
    const value = found.length === 1 ? found[0].scope.output(found[0].output).value : undefined;
    return value ?? hole('unknown', `Import ${readable(exportName)}${into.place.mark}`);
  }

  public outputOf(stackName: Text, output: Text, region: Text | undefined, into: StackScope): Value {
    const { account, region: own } = into.input.environment;
    const wanted = { account, region: region === undefined ? own : isKnown(region) ? region : undefined };
    const found = this.scopes.filter((scope) => !scope.parent && scope.stackName === stackName && compatible(scope.input.environment, wanted));
    const value = found.length === 1 && isKnown(output) ? found[0].output(output).value : undefined;
    return value ?? hole('unknown', `Output ${readable(stackName)}.${readable(output)}${into.place.mark}`);
  }

  /** The exports of all stacks, by name. Names that depend on imports themselves find none. */
  private exported(): ReadonlyMap<Text, readonly Export[]> {
    if (this.exports) {
      return this.exports;
    }
    this.exports = new Map();
    const all = new Map<Text, Export[]>();
    for (const scope of this.scopes) {
      for (const output of scope.outputNames) {
        const name = scope.exportName(output);
        if (name !== undefined) {
          all.set(name, all.get(name) ?? []);
          all.get(name)!.push({ scope, output });
        }
      }
    }
    return this.exports = all;
  }
}
