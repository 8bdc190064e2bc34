import { check, loadSources, renderJson, renderText, violationsOf } from '../../../../src/readiness/private/index';
import type { Result } from '../../../../src/readiness/private/result';

/** Files of a folder, by their names. */
export type Contents = Readonly<Record<string, string | Uint8Array>>;

/** All that is made of files: what is found, and what is printed of it. */
export interface Output {
  readonly result: Result;
  readonly json: string;
  readonly text: string;
  readonly coloured: string;
  /** What a synthesis reports, in sentences. */
  readonly sentences: readonly string[];
}

const MANIFEST = 'manifest.json';

/** Templates with the manifest that `cdk synth` writes beside them. */
export function assemblyOf(templates: Contents): Contents {
  const artifacts = Object.keys(templates).map((templateFile) => [
    templateFile, { type: 'aws:cloudformation:stack', environment: 'aws://111111111111/eu-west-1', properties: { templateFile } },
  ]);
  return { [MANIFEST]: JSON.stringify({ artifacts: Object.fromEntries(artifacts) }), ...templates };
}

/** From the bytes of files to what is printed. */
export function outputOf(contents: Contents): Output {
  const nameOf = (path: string) => path.replace(/^cdk\.out[\\/]/, '');
  const { inputs, errors, skipped } = loadSources(['cdk.out'], {
    read: (path) => Object.hasOwn(contents, nameOf(path)) ? Buffer.from(contents[nameOf(path)]) : 'missing',
    list: (path) => path === 'cdk.out' ? Object.keys(contents) : undefined,
  });
  const result = check({ inputs, errors, skipped });
  const violations = result.services.flatMap((service) => violationsOf({ service, demand: 'required' }, new Set(['broken', 'unknown', 'warning'])));
  return {
    result,
    json: renderJson(result),
    text: renderText(result),
    coloured: renderText(result, { colour: true }),
    sentences: violations.flatMap(({ description, fix }) => [description, fix ?? '']),
  };
}
