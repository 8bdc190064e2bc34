import { dirname, join, normalize } from 'node:path';
import type { Files } from './files';
import { inside, NestedStacks } from './nested';
import { parseJson, parseTemplate, type SourceError } from './parse';
import type { Environment, StackInput } from './stack-input';
import { member, section, type Tree } from './tree';

/** What was found under the paths given. */
export interface Sources {
  readonly inputs: readonly StackInput[];
  /** What was asked for and cannot be used. */
  readonly errors: readonly SourceError[];
  /** Files of a folder that look like templates by name and are none. */
  readonly skipped: readonly SourceError[];
}

const TEMPLATE_NAME = /\.(?:json|ya?ml|template)$/i;

/** Assemblies inside assemblies: an app, its stages, their stages. */
const MAX_ASSEMBLIES = 10;

/** Reads what stands under paths: folders that `cdk synth` wrote, folders with templates, or templates. */
export function loadSources(paths: readonly string[], files: Files): Sources {
  const loader = new Loader(files);
  paths.forEach((path) => loader.load(normalize(path).replace(/(?<=.)[\\/]$/, '')));
  return loader.sources();
}

class Loader {
  private readonly inputs: StackInput[] = [];
  private readonly errors: SourceError[] = [];
  private readonly skipped: SourceError[] = [];
  private readonly nested: NestedStacks;

  constructor(private readonly files: Files) {
    this.nested = new NestedStacks(files);
  }

  public load(path: string): void {
    const names = this.files.list(path);
    const before = this.inputs.length + this.errors.length;
    if (!names) {
      this.template(path, dirname(path), path, {}, this.errors);
      return;
    }
    const manifest = names.includes('manifest.json') ? this.manifest(path) : undefined;
    if (manifest) {
      this.assembly(path, manifest, path, 1);
    } else {
      names.filter((name) => TEMPLATE_NAME.test(name)).forEach((name) => this.template(join(path, name), path, join(path, name), {}, this.skipped));
    }
    if (this.inputs.length + this.errors.length === before) {
      this.errors.push({ file: path, message: 'no template in it' });
    }
  }

  /** The inputs, without those that are nested in another. */
  public sources(): Sources {
    const contents = this.inputs.map((input) => ({ input, nested: nestedFiles(input) }));
    const kept = new Set(contents);
    for (const one of contents) {
      if ([...kept].some((other) => other !== one && other.nested.has(one.input.source.file))) {
        kept.delete(one);
      }
    }
    return { inputs: [...kept].map(({ input }) => input), errors: [...this.errors, ...this.nested.errors], skipped: this.skipped };
  }

  private manifest(folder: string): Tree | undefined {
    const content = this.files.read(join(folder, 'manifest.json'));
    const manifest = typeof content === 'string' ? undefined : parseJson(content);
    return member(manifest, 'artifacts') === undefined ? undefined : manifest;
  }

  /** @param root the outermost assembly, which no path may leave */
  private assembly(folder: string, manifest: Tree, root: string, level: number): void {
    for (const [id, artifact] of Object.entries(section(manifest, 'artifacts'))) {
      const properties = section(artifact, 'properties');
      if (member(artifact, 'type') === 'aws:cloudformation:stack') {
        const file = this.within(folder, id, properties.templateFile);
        const name = member(artifact, 'displayName');
        if (file !== undefined) {
          const stack = { stackName: textOr(properties.stackName, id), parameters: textsOf(section(properties, 'parameters')) };
          this.template(file, root, textOr(name, id), { ...stack, environment: environmentOf(member(artifact, 'environment')) }, this.errors);
        }
      } else if (member(artifact, 'type') === 'cdk:cloud-assembly') {
        this.innerAssembly(folder, id, properties.directoryName, root, level);
      }
    }
  }

  private innerAssembly(folder: string, id: string, directory: Tree | undefined, root: string, level: number): void {
    const inner = this.within(folder, id, directory);
    const manifest = inner === undefined || level >= MAX_ASSEMBLIES ? undefined : this.manifest(inner);
    if (inner !== undefined && manifest) {
      this.assembly(inner, manifest, root, level + 1);
    } else if (inner !== undefined) {
      this.errors.push({ file: inner, message: level >= MAX_ASSEMBLIES ? 'assemblies are nested too deeply' : 'not a readable assembly' });
    }
  }

  private within(folder: string, id: string, path: Tree | undefined): string | undefined {
    const found = typeof path === 'string' ? inside(folder, path) : undefined;
    if (found === undefined) {
      const message = typeof path === 'string' ? `artifact ${id} points outside the assembly: ${JSON.stringify(path)}` : `artifact ${id} names no file`;
      this.errors.push({ file: join(folder, 'manifest.json'), message });
    }
    return found;
  }

  private template(file: string, root: string, name: string, stack: Partial<StackInput>, complaints: SourceError[]): void {
    const content = this.files.read(file);
    if (typeof content === 'string') {
      complaints.push({ file, message: content === 'missing' ? 'not found' : content });
      return;
    }
    const parsed = parseTemplate(file, content);
    if (!parsed.ok) {
      complaints.push(parsed.error);
      return;
    }
    const environment = stack.environment ?? {};
    this.inputs.push({ ...stack, name, source: parsed, environment, nested: this.nested.of(parsed, name, environment, root) });
  }
}

/** Reads `aws://account/region`. */
function environmentOf(address: Tree | undefined): Environment {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textOr(address, '')) ?? [];
  return {
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
  };
}

function textOr(tree: Tree | undefined, other: string): string {
  return typeof tree === 'string' ? tree : other;
}

function textsOf(texts: object): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function nestedFiles(input: StackInput, files = new Set<string>()): Set<string> {
  for (const child of input.nested.values()) {
    files.add(child.source.file);
    nestedFiles(child, files);
  }
  return files;
}
