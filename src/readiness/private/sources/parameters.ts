import type { HoleBook } from './holes';
import type { ResolvedParameter } from './resolved';
import { cleanText, member, type Tree } from './tree';
import { textOf, UnknownList, type Value } from './value';

const LIST = /^(?:CommaDelimitedList|List<.*>|AWS::SSM::Parameter::Value<(?:List<.*>|CommaDelimitedList)>)$/;
const SSM = /^AWS::SSM::Parameter::Value<.*>$/;
/** Types whose values exist in the account, so that they are neither empty nor anything but an id or name. */
const EXISTING = /^(?:List<)?AWS::(?!SSM::)[A-Za-z0-9:]+>?$|^(?:List<)?Number>?$/;

/** What is needed to know a parameter's value. */
export interface ParameterSource {
  readonly stack: string;
  readonly name: string;
  readonly declaration: Tree;
  /** The value that the parent stack or the user passes. */
  readonly given?: Value;
  /** Distinguishes SSM parameters of different places. */
  readonly mark: string;
}

/** A parameter with its value: the one given, else the default, else a hole. */
export function resolveParameter(source: ParameterSource, holes: HoleBook): ResolvedParameter {
  const { name, declaration, given } = source;
  const type = scalar(member(declaration, 'Type')) ?? 'String';
  const allowed = texts(member(declaration, 'AllowedValues'));
  const byDefault = scalar(member(declaration, 'Default'));
  const set = given ?? byDefault;
  const value = set === undefined ? unset(source, type, allowed, holes)
    : SSM.test(type) ? fromStore(type, textOf(set, () => `Parameter ${source.stack}/${name}`), source.mark, holes)
      : LIST.test(type) ? list(source, type, set, holes) : set;
  return { name, type, value, allowed, default: byDefault, given: given !== undefined };
}

function unset({ stack, name, declaration }: ParameterSource, type: string, allowed: readonly string[] | undefined, holes: HoleBook): Value {
  const id = `Parameter ${stack}/${name}`;
  const word = EXISTING.test(type);
  if (LIST.test(type)) {
    return new UnknownList(id, `parameter ${name} has no value`, word);
  }
  const nonEmpty = Number(scalar(member(declaration, 'MinLength'))) > 0;
  return holes.unknown(id, SSM.test(type) ? {} : { allowed, word, nonEmpty });
}

/** A value that CloudFormation reads from SSM: the path is written down, the value is not. */
function fromStore(type: string, path: string, mark: string, holes: HoleBook): Value {
  const id = `{{resolve:ssm:${path}}}${mark}`;
  return LIST.test(type) ? new UnknownList(id, `SSM parameter ${path} is read at deployment`)
    : holes.unknown(id, { word: /<AWS::EC2::/.test(type), nonEmpty: true });
}

function list({ stack, name }: ParameterSource, type: string, set: Value, holes: HoleBook): Value {
  if (typeof set !== 'string') {
    return typeof set === 'object' ? set : [String(set)];
  }
  const items = set === '' ? [] : splitList(set, holes);
  return items ?? new UnknownList(`Parameter ${stack}/${name}`, `parameter ${name} is not known`, EXISTING.test(type));
}

function splitList(text: string, holes: HoleBook): string[] | undefined {
  return holes.split(text, ',')?.map((item) => item.trim());
}

/** Every parameter value is text, whatever it was written as. */
function scalar(tree: Tree | undefined): string | undefined {
  return typeof tree === 'string' || typeof tree === 'number' || typeof tree === 'boolean' ? cleanText(String(tree)) : undefined;
}

function texts(tree: Tree | undefined): readonly string[] | undefined {
  return Array.isArray(tree) && tree.length > 0 ? tree.map((item) => scalar(item) ?? '') : undefined;
}
