import { dirname, isAbsolute, join, relative } from 'node:path';
import type { Files } from './files';
import { parseJson, parseTemplate, type ParsedTemplate, type SourceError } from './parse';
import type { Environment, StackInput } from './stack-input';
import { member, section, type Tree } from './tree';

/** As many nested stacks as can be of interest; templates that nest each other by the dozen multiply. */
const MAX_NESTED = 500;

/** The path of a file inside a folder; nothing when it would leave the folder. */
export function inside(folder: string, path: string): string | undefined {
  const joined = join(folder, path);
  return isAbsolute(path) || path === '' || /^\.\.(?:[\\/]|$)/.test(relative(folder, joined)) ? undefined : joined;
}

/** Finds the templates of nested stacks among the files at hand. */
export class NestedStacks {
  public readonly errors: SourceError[] = [];
  private count = 0;
  private readonly assets = new Map<string, Map<string, string>>();

  constructor(private readonly files: Files) {}

  /**
   * The inputs of the nested stacks of a template.
   *
   * @param root the folder that no path may leave
   */
  public of(parent: ParsedTemplate, name: string, environment: Environment, root: string, chain = [parent.file]): Map<string, StackInput> {
    const nested = new Map<string, StackInput>();
    for (const [logicalId, resource] of Object.entries(section(parent.template, 'Resources'))) {
      const path = member(resource, 'Type') === 'AWS::CloudFormation::Stack' ? this.templatePath(resource, parent.file) : undefined;
      const source = path === undefined ? undefined : this.load(path, parent.file, root, chain);
      if (source) {
        const child = `${name}/${logicalId}`;
        nested.set(logicalId, { name: child, source, environment, nested: this.of(source, child, environment, root, [...chain, source.file]) });
      }
    }
    return nested;
  }

  /** The template's path as the asset's metadata, a local address or the asset manifest gives it. */
  private templatePath(resource: Tree, parent: string): string | undefined {
    const address = member(member(resource, 'Properties'), 'TemplateURL');
    const path = member(member(resource, 'Metadata'), 'aws:asset:path') ?? address;
    if (typeof path === 'string' && !/^[a-z0-9]+:/i.test(path)) {
      return path;
    }
    const hash = /[0-9a-f]{64}/.exec(JSON.stringify(address) ?? '')?.[0];
    return hash === undefined ? undefined : this.assetsIn(dirname(parent)).get(hash);
  }

  private assetsIn(folder: string): Map<string, string> {
    let assets = this.assets.get(folder);
    if (!assets) {
      this.assets.set(folder, assets = new Map());
      for (const name of this.files.list(folder)?.filter((file) => file.endsWith('.assets.json')) ?? []) {
        const content = this.files.read(join(folder, name));
        for (const [hash, asset] of Object.entries(section(typeof content === 'string' ? null : parseJson(content), 'files'))) {
          const path = member(member(asset, 'source'), 'path');
          if (typeof path === 'string') {
            assets.set(hash, path);
          }
        }
      }
    }
    return assets;
  }

  private load(path: string, parent: string, root: string, chain: readonly string[]): ParsedTemplate | undefined {
    const file = isAbsolute(path) ? undefined : inside(root, relative(root, join(dirname(parent), path)));
    if (file === undefined) {
      return this.refuse(parent, `the nested template ${JSON.stringify(path)} lies outside ${root}`);
    }
    if (chain.includes(file)) {
      return this.refuse(parent, `the nested template ${JSON.stringify(path)} contains itself`);
    }
    if (++this.count > MAX_NESTED) {
      return this.count === MAX_NESTED + 1 ? this.refuse(parent, `more than ${MAX_NESTED} nested stacks`) : undefined;
    }
    const content = this.files.read(file);
    if (typeof content === 'string') {
      return this.refuse(parent, `the nested template ${JSON.stringify(path)} is ${content}`);
    }
    const parsed = parseTemplate(file, content);
    if (!parsed.ok) {
      this.errors.push(parsed.error);
    }
    return parsed.ok ? parsed : undefined;
  }

  private refuse(file: string, message: string): undefined {
    this.errors.push({ file, message });
  }
}
