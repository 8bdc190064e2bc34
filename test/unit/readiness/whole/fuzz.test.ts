import { BASES } from './_bases';
import { corruptBytes, corruptText, corruptWords } from './_corrupted-bytes';
import { corruptStructure, corruptValue } from './_corrupted-trees';
import { faultsIn } from './_faults';
import type { Json } from './_junk';
import { assemblyOf, outputOf, type Contents } from './_pipeline';
import { made } from './_table';
import { yamlOf } from './_yaml';
import { Random } from '../reach/_helpers/random';
import type { Template } from '../rules/_ready';

/** Neighbours among the numbers that generators start with are far apart. */
const SPREAD = 0x9e3779b1;

type Write = (template: Template, random: Random) => string | Uint8Array;

/** The files of an assembly, the first template of which is written in some way, the others as they should be. */
function written(templates: readonly Template[], write: (template: Template) => string | Uint8Array): Contents {
  const [first, ...rest] = templates;
  return assemblyOf({ 'stack.json': write(first), ...Object.fromEntries(rest.map((template, index) => [`other${index}.json`, JSON.stringify(template)])) });
}

/** What one number makes of one of the templates that are ready. */
function corrupted(seed: number, write: Write): Contents {
  const random = new Random(Math.imul(seed, SPREAD));
  return written(made(random.one(Object.values(BASES)), []), (template) => write(template, random));
}

const faults = (contents: Contents) => faultsIn(outputOf(contents), contents);

/** What is wrong with anything of what many numbers make, with the number that makes it again. */
function faultsOf(count: number, make: (seed: number) => Contents, find: (contents: Contents) => readonly string[] = faults): readonly string[] {
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((seed) => {
    try {
      return find(make(seed)).map((fault) => `seed ${seed}: ${fault}`);
    } catch (error) {
      return [`seed ${seed}: ${(error as Error).stack}`];
    }
  });
}

function withValues(template: Template, random: Random): Template {
  for (let change = 0; change <= random.below(4); change++) {
    corruptValue(template as never, random);
  }
  return template;
}

function withStructure(template: Template, random: Random): Template {
  corruptStructure(template, random);
  return random.chance(50) ? withValues(template, random) : template;
}

const asJson = (template: Template) => JSON.stringify(template);
const asLines = (template: Template) => JSON.stringify(template, null, 1);

/** How the corrupted templates are made, and how many of each. */
const WAYS: Readonly<Record<string, readonly [count: number, write: Write]>> = {
  'characters of JSON': [600, (template, random) => corruptText(random.one([asJson, asLines])(template), random)],
  'words of JSON': [150, (template, random) => corruptWords(asLines(template), random)],
  'bytes of JSON': [300, (template, random) => corruptBytes(asJson(template), random)],
  'characters of YAML': [100, (template, random) => corruptText(yamlOf(template), random)],
  'words of YAML': [60, (template, random) => corruptWords(yamlOf(template), random)],
  'bytes of YAML': [60, (template, random) => corruptBytes(yamlOf(template), random)],
  'values': [300, (template, random) => asJson(withValues(template, random))],
  'values of YAML': [60, (template, random) => yamlOf(withValues(template, random))],
  'structure': [200, (template, random) => asJson(withStructure(template, random))],
  'structure of YAML': [60, (template, random) => yamlOf(withStructure(template, random))],
};

describe('a template', () => {
  test.each(Object.entries(BASES))('is ready before it is corrupted, in JSON and in YAML: %s', (_, make) => {
    for (const write of [asJson, asLines, yamlOf]) {
      const contents = written(made(make, []), write);
      const output = outputOf(contents);
      expect(faultsIn(output, contents)).toEqual([]);
      expect(output.result.services.filter(({ verdict }) => verdict !== 'ready')).toEqual([]);
    }
  });

  test.each(Object.entries(WAYS))('ends with a result that can be printed, with other %s', (_, [count, write]) => {
    expect(faultsOf(count, (seed) => corrupted(seed, write))).toEqual([]);
  });

  test.each(Object.entries(WAYS))('always ends with the same result, with other %s', (_, [count, write]) => {
    const twice = (contents: Contents) => outputOf(contents).json === outputOf(contents).json ? [] : ['another result'];
    expect(faultsOf(Math.ceil(count / 20), (seed) => corrupted(seed, write), twice)).toEqual([]);
  });
});

describe('the manifest of an assembly', () => {
  test('ends with a result that can be printed, however it is corrupted', () => {
    const { 'manifest.json': manifest, ...templates } = written(made(BASES.sharedRole, []), asJson);
    expect(faultsOf(200, (seed) => {
      const random = new Random(Math.imul(seed, SPREAD));
      const tree = JSON.parse(manifest as string) as Json;
      corruptValue(tree, random);
      const content = random.chance(50) ? JSON.stringify(tree) : corruptText(manifest as string, random);
      return { 'manifest.json': content, ...templates };
    })).toEqual([]);
  });
});
