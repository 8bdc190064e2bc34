import { Composer, isAlias, isMap, isScalar, isSeq, Parser, type Alias, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Reading } from './json';
import { Lines } from './lines';
import { Positions, type Mark } from './positions';
import { bare, cleanText, isObject, MAX_DEPTH, type Tree } from './tree';
import { lexemesOf } from './yaml-depth';
import { plainScalar, taggedScalar } from './yaml-scalars';
import { isFunctionTag, longForm } from './yaml-tags';

/** Aliases may repeat this many values before they count as an attack. */
const MAX_ALIASED = 100_000;

const TOO_DEEP = `nested more than ${MAX_DEPTH} levels deep`;

/** What is wrong, and at which offset. */
class YamlError extends Error {
  constructor(message: string, public readonly offset: number) {
    super(message);
  }
}

interface Read {
  readonly tree: Tree;
  readonly mark: Mark;
}

/** Reads YAML as CloudFormation does. */
export function readYaml(text: string): Reading {
  try {
    const reader = new YamlReader();
    const { tree, mark } = reader.read(contentsOf(text), 0);
    return { ok: true, tree, positions: new Positions(text, () => mark), notes: reader.notes };
  } catch (error) {
    const { message, offset } = error instanceof YamlError ? error : new YamlError(TOO_DEEP, 0);
    return { ok: false, message, position: new Lines(text).at(offset) };
  }
}

/** Parses with no tags and no types at all: what they mean is CloudFormation's own affair. */
function contentsOf(text: string): Node | null {
  const lexemes = lexemesOf(text);
  if (!lexemes) {
    throw new YamlError(TOO_DEEP, 0);
  }
  const parser = new Parser();
  const tokens = [...lexemes.flatMap((lexeme) => [...parser.next(lexeme)]), ...parser.end()];
  const [document, second] = new Composer({ schema: 'failsafe', uniqueKeys: false }).compose(tokens, true, text.length);
  const [error] = document.errors;
  if (error) {
    throw new YamlError(cleanText(error.message), error.pos[0]);
  }
  if (second) {
    throw new YamlError('the file holds more than one document', second.range[0]);
  }
  return document.contents;
}

/** Turns the nodes of a document into plain data, in the order of the document. */
class YamlReader {
  public readonly notes: string[] = [];
  private readonly anchors = new Map<string, { readonly node: Node; open: boolean }>();
  private aliased = 0;
  private within = 0;

  /** @throws YamlError */
  public read(node: Node | null, depth: number): Read {
    const offset = node?.range?.[0] ?? 0;
    if (depth > MAX_DEPTH) {
      throw new YamlError(TOO_DEEP, offset);
    }
    if (this.within > 0 && ++this.aliased > MAX_ALIASED) {
      throw new YamlError(`aliases repeat more than ${MAX_ALIASED} values`, offset);
    }
    if (isAlias(node)) {
      return this.alias(node, depth, offset);
    }
    const value = node as Scalar | YAMLMap | YAMLSeq | null;
    const anchor = value?.anchor === undefined ? undefined : { node: value, open: true };
    if (anchor && this.within === 0) {
      this.anchors.set(value!.anchor!, anchor);
    }
    const { tree, mark } = this.untagged(value, depth, offset);
    if (anchor) {
      anchor.open = false;
    }
    return { mark, tree: value?.tag !== undefined && isFunctionTag(value.tag) ? longForm(value.tag, tree) : tree };
  }

  private alias({ source }: Alias, depth: number, offset: number): Read {
    const anchor = this.anchors.get(source);
    if (!anchor || anchor.open) {
      throw new YamlError(`alias *${source} ${anchor ? 'stands inside what it refers to' : 'has no anchor before it'}`, offset);
    }
    if (this.notes.length === 0) {
      this.notes.push('CloudFormation itself takes no YAML aliases: the template must be packaged first');
    }
    this.within++;
    const { tree } = this.read(anchor.node, depth + 1);
    this.within--;
    return { tree, mark: { offset } };
  }

  private untagged(node: Node | null, depth: number, offset: number): Read {
    if (isMap<Node, Node | null>(node)) {
      return this.mapping(node, depth, offset);
    }
    return isSeq<Node>(node) ? this.sequence(node, depth, offset) : { tree: scalar(node as Scalar | null, offset), mark: { offset } };
  }

  private sequence(node: YAMLSeq<Node>, depth: number, offset: number): Read {
    const reads = node.items.map((item) => this.read(item, depth + 1));
    return { tree: reads.map(({ tree }) => tree), mark: { offset, children: new Map(reads.map(({ mark }, index) => [index, mark])) } };
  }

  private mapping(node: YAMLMap<Node, Node | null>, depth: number, offset: number): Read {
    const tree = bare<Tree>();
    const children = new Map<string, Mark>();
    const merged: Tree[] = [];
    for (const { key: name, value } of node.items) {
      const start = name.range?.[0] ?? offset;
      const key = keyOf(name, start);
      const { tree: inner, mark } = this.read(value, depth + 1);
      if (key === '<<' && (name as Scalar).type === 'PLAIN') {
        (Array.isArray(inner) ? inner : [inner]).forEach((each) => merged.push(each));
      } else if (children.has(key)) {
        throw new YamlError(`key "${key}" stands here a second time`, start);
      } else {
        tree[key] = inner;
        children.set(key, { offset: start, children: mark.children });
      }
    }
    merged.filter(isObject).forEach((defaults) => {
      Object.keys(defaults).filter((key) => !Object.hasOwn(tree, key)).forEach((key) => tree[key] = defaults[key]);
    });
    return { tree, mark: { offset, children } };
  }
}

function scalar(node: Scalar | null, offset: number): Tree {
  if (!node) {
    return null;
  }
  const text = cleanText(String(node.value ?? ''));
  if (node.tag === undefined) {
    return node.type === 'PLAIN' ? plainScalar(text) : text;
  }
  const value = isFunctionTag(node.tag) ? text : taggedScalar(node.tag, text);
  if (value === undefined) {
    throw new YamlError(`CloudFormation does not take the tag ${cleanText(node.tag)}`, offset);
  }
  return value;
}

function keyOf(node: Node, offset: number): string {
  if (!isScalar(node)) {
    throw new YamlError('a key is not text', offset);
  }
  return cleanText(String(node.value ?? ''));
}
