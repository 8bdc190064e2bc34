import { isKnown, readable } from '../../model/text';
import { Unknown } from '../../model/unknown';
import type { At, Fn } from '../context';
import { isObject, member, type Tree } from '../tree';
import { oneOf, type Value } from '../value';

/** `Fn::FindInMap`. A key that is not known leaves the values of all keys, which may well be the same. */
export const findInMap: Fn = (at, args) => {
  if (!Array.isArray(args)) {
    return new Unknown('Fn::FindInMap takes a map and two keys');
  }
  const [name, one, two] = [0, 1, 2].map((index) => at.text(args[index], 'Fn::FindInMap', index));
  const byDefault = member(args[3], 'DefaultValue');
  const leaves = isKnown(name) && !at.context.budget.exhausted ? under(under([at.context.mapping(name)], one), two) : undefined;
  if (leaves?.length === 0 && byDefault !== undefined) {
    return at.evaluate(byDefault, 'Fn::FindInMap', 3, 'DefaultValue');
  }
  if (leaves?.length === 0) {
    at.problem(`the mapping ${readable(name)} has no value for ${readable(one)} and ${readable(two)}`);
    return new Unknown('the mapping has no such value');
  }
  const values: (Value | undefined)[] | undefined = leaves?.map((leaf) => at.evaluate(leaf));
  if (values && byDefault !== undefined && !(isKnown(one) && isKnown(two))) {
    values.push(at.evaluate(byDefault, 'Fn::FindInMap', 3, 'DefaultValue'));
  }
  const reason = `the mapping ${readable(name)} is looked up by ${readable(one)} and ${readable(two)}`;
  return values ? oneOf(values, reason) : new Unknown(reason);
};

/** What stands under a key, or under all keys when it is not known. */
function under(trees: readonly (Tree | undefined)[], key: string): Tree[] {
  const found = trees.flatMap((tree) => isKnown(key) ? [member(tree, key)] : isObject(tree) ? Object.values(tree) : []);
  return found.filter((tree): tree is Tree => tree !== undefined);
}

/** `Fn::ImportValue`. */
export const importValue: Fn = (at, args) => at.context.imported(at.text(args, 'Fn::ImportValue'));

/** `Fn::GetStackOutput`: like an import, but of any output of a stack that is named. */
export const getStackOutput: Fn = (at, args) => {
  const [stack, output] = ['StackName', 'OutputName'].map((key) => at.text(member(args, key), 'Fn::GetStackOutput', key));
  const region = member(args, 'Region');
  return at.context.outputOf(stack, output, region === undefined ? undefined : at.text(region, 'Fn::GetStackOutput', 'Region'));
};

/** `Ref`. */
export const ref: Fn = (at, args) => typeof args === 'string' ? at.ref(args) : new Unknown('the name that Ref takes is computed');

/** `Fn::GetAtt`, of a list or of `A.B`. */
export const getAtt: Fn = (at, args) => {
  const [logicalId, ...rest] = Array.isArray(args) ? args : typeof args === 'string' ? dotted(args) : [];
  if (typeof logicalId !== 'string' || rest.length === 0) {
    return new Unknown('Fn::GetAtt takes a logical id and an attribute');
  }
  return at.attribute(logicalId, attributeName(at, rest));
};

function attributeName(at: At, parts: readonly Tree[]): string {
  return parts.map((part, index) => at.text(part, 'Fn::GetAtt', index + 1)).join('.');
}

function dotted(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
