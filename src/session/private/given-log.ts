import type { Construct, IConstruct } from 'constructs';

/** What is there already has been made with options of its own: those for a new one would be lost without a word. */
export function refuseOptionsOfNew(scope: Construct, kind: 'log group' | 'bucket', given: IConstruct, forNew: object): void {
  const [option] = Object.entries(forNew).filter(([, value]) => value !== undefined).map(([name]) => name);
  if (option) {
    throw new Error(`${scope.node.path}: the ${kind} ${JSON.stringify(given.node.path)} of the sessions is there already, so ${option} would change nothing; `
      + `set it where the ${kind} is made, or leave one of the two out`);
  }
}
