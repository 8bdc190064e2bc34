import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';

const FLAGS = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;

/** The feature flags that an example is synthesised with. */
export const CONTEXTS: [string, Record<string, unknown>][] = [['no feature flags', {}], ['the recommended feature flags', FLAGS]];

export interface Template {
  readonly Resources: Record<string, { readonly Type: string }>;
}

/** An example, synthesised once; findings of the validation of CDK are errors. */
export class ExampleSynthesis {
  public readonly app: App;
  /** The text of each template, by the name of its stack. */
  public readonly templates: ReadonlyMap<string, string>;
  public readonly paths: readonly string[];

  constructor(addExample: (app: App) => void, context: Record<string, unknown>) {
    this.app = new App({ context: { ...context, '@aws-cdk/core:validateAgainstDefaultRules': true }, outdir: mkdtempSync(join(tmpdir(), 'example-')) });
    addExample(this.app);
    const { stacks } = this.app.synth();
    this.paths = stacks.map(({ templateFullPath }) => templateFullPath);
    this.templates = new Map(stacks.map(({ stackName, templateFullPath }) => [stackName, readFileSync(templateFullPath, 'utf8')]));
  }
}
