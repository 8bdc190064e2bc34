import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadSources } from '../../../../src/readiness/private/sources/assembly';
import { DISK, type Files } from '../../../../src/readiness/private/sources/files';
import { inside } from '../../../../src/readiness/private/sources/nested';
import type { StackInput } from '../../../../src/readiness/private/sources/stack-input';

const TEMPLATE = { Resources: {} };

/** A file system in memory. */
function files(contents: Record<string, unknown>): Files {
  return {
    read: (path) => {
      const content = Object.hasOwn(contents, path) ? contents[path] : 'missing';
      return content === 'missing' || content === 'unreadable' ? content
        : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    },
    list: (path) => {
      const within = Object.keys(contents).filter((file) => file.startsWith(`${path}/`));
      const below = within.map((file) => file.slice(path.length + 1).split('/')[0]);
      return below.length === 0 ? undefined : [...new Set(below)];
    },
  };
}

function load(contents: Record<string, unknown>, ...paths: string[]) {
  return loadSources(paths, files(contents));
}

function shape({ name, source, environment, stackName, nested }: StackInput): unknown {
  const children = [...nested].map(([id, child]) => [id, shape(child)]);
  return { name, file: source.file, ...environment, stackName, ...children.length > 0 ? { nested: children } : {} };
}

const stack = (templateFile: unknown, more: object = {}, properties: object = {}) =>
  ({ type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile, ...properties }, ...more });
const manifest = (artifacts: object) => ({ version: '54.0.0', artifacts });
const nesting = (more: object) => ({ Resources: { N: { Type: 'AWS::CloudFormation::Stack', ...more } } });

describe('an assembly', () => {
  test('gives its stacks with their environment, name and parameters', () => {
    const { inputs, errors } = load({
      'cdk.out/manifest.json': manifest({
        A: stack('A.template.json', { environment: 'aws://111122223333/eu-west-1', displayName: 'Prod/A' }, { stackName: 'prod-a', parameters: { P: 'v', Q: 3 } }),
        B: stack('B.template.json'),
        C: stack('B.template.json', { environment: undefined }),
        T: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      }),
      'cdk.out/A.template.json': TEMPLATE,
      'cdk.out/B.template.json': TEMPLATE,
    }, 'cdk.out');
    expect(errors).toEqual([]);
    expect(inputs.map(shape)).toEqual([
      { name: 'Prod/A', file: 'cdk.out/A.template.json', account: '111122223333', region: 'eu-west-1', stackName: 'prod-a' },
      { name: 'B', file: 'cdk.out/B.template.json', stackName: 'B' },
      { name: 'C', file: 'cdk.out/B.template.json', stackName: 'C' },
    ]);
    expect(inputs[0].parameters).toEqual({ P: 'v' });
  });

  test('gives the stacks of assemblies in it', () => {
    const { inputs } = load({
      'out/manifest.json': manifest({ 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } } }),
      'out/assembly-Prod/manifest.json': manifest({ X: stack('X.template.json') }),
      'out/assembly-Prod/X.template.json': TEMPLATE,
    }, './out/');
    expect(inputs.map(shape)).toEqual([{ name: 'X', file: 'out/assembly-Prod/X.template.json', stackName: 'X' }]);
  });

  test.each<[string, object, string]>([
    ['no file', { A: stack(undefined) }, 'artifact A names no file'],
    ['a file outside', { A: stack('../../etc/passwd') }, 'artifact A points outside the assembly: "../../etc/passwd"'],
    ['an absolute file', { A: stack('/etc/passwd') }, 'artifact A points outside the assembly: "/etc/passwd"'],
    ['a file that is missing', { A: stack('A.json') }, 'not found'],
    ['an unreadable file', { A: stack('secret.json') }, 'unreadable'],
    ['what is no template', { A: stack('manifest.json') }, 'not a template: it has no Resources section'],
    ['an assembly outside', { A: { type: 'cdk:cloud-assembly', properties: { directoryName: '..' } } }, 'artifact A points outside the assembly: ".."'],
    ['an assembly that is missing', { A: { type: 'cdk:cloud-assembly', properties: { directoryName: 'x' } } }, 'not a readable assembly'],
    ['an assembly in itself', { A: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } }, 'assemblies are nested too deeply'],
    ['nothing', {}, 'no template in it'],
    ['something odd', { A: 3, B: null }, 'no template in it'],
  ])('complains when it names %s', (_, artifacts, message) => {
    const { inputs, errors } = load({ 'out/manifest.json': manifest(artifacts), 'out/secret.json': 'unreadable' }, 'out');
    expect(inputs).toEqual([]);
    expect(errors.map((error) => error.message)).toEqual([message]);
  });
});

describe('nested stacks', () => {
  const HASH = '0123456789abcdef'.repeat(4);
  const child = { name: 'A/N', file: 'out/N.nested.template.json', stackName: undefined };

  test.each<[string, object]>([
    ['the metadata of the asset', { Metadata: { 'aws:asset:path': 'N.nested.template.json' } }],
    ['the asset manifest', { Properties: { TemplateURL: { 'Fn::Sub': `https://x/${HASH}.json` } } }],
    ['a local address', { Properties: { TemplateURL: './N.nested.template.json' } }],
  ])('are found by %s', (_, more) => {
    const { inputs } = load({
      'out/manifest.json': manifest({ A: stack('A.template.json', { environment: 'aws://1/eu-west-1' }) }),
      'out/A.template.json': nesting(more),
      'out/A.assets.json': { files: { [HASH]: { source: { path: 'N.nested.template.json' } }, x: {} } },
      'out/B.assets.json': 'unreadable',
      'out/N.nested.template.json': TEMPLATE,
    }, 'out');
    expect(inputs.map(shape)).toMatchObject([{ nested: [['N', { ...child, account: '1', region: 'eu-west-1' }]] }]);
  });

  test.each<[object, string[]]>([
    [{ Properties: { TemplateURL: 'https://bucket/x.yaml' } }, []],
    [{ Properties: { TemplateURL: { Ref: 'P' } } }, []],
    [{ Properties: { TemplateURL: { 'Fn::Sub': `https://x/${HASH}.json` } } }, []],
    [{}, []],
    [{ Properties: { TemplateURL: '../x.yaml' } }, ['the nested template "../x.yaml" lies outside out']],
    [{ Properties: { TemplateURL: '/x.yaml' } }, ['the nested template "/x.yaml" lies outside out']],
    [{ Properties: { TemplateURL: 'A.yaml' } }, ['the nested template "A.yaml" contains itself']],
    [{ Properties: { TemplateURL: 'x.yaml' } }, ['the nested template "x.yaml" is missing']],
    [{ Properties: { TemplateURL: 'B.yaml' } }, ['not a template: it is a list']],
  ])('are left alone or complained about: %j', (more, messages) => {
    const { inputs, errors } = load({ 'out/A.yaml': nesting(more), 'out/B.yaml': '[]' }, 'out/A.yaml');
    expect(inputs[0].nested.size).toBe(0);
    expect(errors.map((error) => error.message)).toEqual(messages);
  });

  test('are not inputs of their own', () => {
    const url = (path: string) => nesting({ Properties: { TemplateURL: path } });
    expect(load({ 'a/child.yaml': TEMPLATE, 'a/parent.yaml': url('child.yaml') }, 'a').inputs.map(({ name }) => name)).toEqual(['a/parent.yaml']);
    const mutual = load({ 'a/x.yaml': url('y.yaml'), 'a/y.yaml': url('x.yaml') }, 'a');
    expect(mutual.inputs).toHaveLength(1);
  });

  test('that multiply are cut off', () => {
    const once = (path: string) => nesting({ Properties: { TemplateURL: path } }).Resources.N;
    const twice = (path: string) => ({ Resources: { A: once(path), B: once(path) } });
    const contents = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`a/${index}.yaml`, index === 29 ? TEMPLATE : twice(`${index + 1}.yaml`)]));
    const { inputs, errors } = load(contents, 'a/0.yaml');
    expect(inputs).toHaveLength(1);
    expect(errors.map((error) => error.message)).toEqual(['more than 500 nested stacks']);
  });
});

describe('a folder with templates', () => {
  test('gives them, and tells what it skips', () => {
    const { inputs, errors, skipped } = load({
      'a/manifest.json': { name: 'a web app' },
      'a/net.yaml': 'Resources: {}',
      'a/svc.template': TEMPLATE,
      'a/README.md': '# x',
      'a/compose.yml': 'services: {}',
      'a/broken.yaml': 'a: [',
    }, 'a');
    expect(inputs.map(shape)).toEqual([{ name: 'a/net.yaml', file: 'a/net.yaml' }, { name: 'a/svc.template', file: 'a/svc.template' }]);
    expect(errors).toEqual([]);
    expect(skipped.map(({ file }) => file)).toEqual(['a/manifest.json', 'a/compose.yml', 'a/broken.yaml']);
  });

  test('without any is an error', () => {
    expect(load({ 'a/README.md': '' }, 'a').errors).toEqual([{ file: 'a', message: 'no template in it' }]);
    expect(load({ 'a/manifest.json': 'unreadable' }, 'a').errors).toEqual([{ file: 'a', message: 'no template in it' }]);
  });
});

test('files that cannot be used are told', () => {
  const { inputs, errors } = load({ 'x.yaml': 'unreadable', 'y.yaml': 'a: [' }, 'x.yaml', 'y.yaml', 'z.yaml');
  expect(inputs).toEqual([]);
  expect(errors).toMatchObject([{ file: 'x.yaml', message: 'unreadable' }, { file: 'y.yaml', line: expect.any(Number) }, { file: 'z.yaml', message: 'not found' }]);
});

test.each([
  ['a', 'b', 'a/b'], ['a', './b/../c', 'a/c'], ['/a', 'b/c', '/a/b/c'], ['.', 'x', 'x'], ['a', '..b', 'a/..b'],
  ['a', '../b', undefined], ['a', 'b/../../c', undefined], ['a', '/b', undefined], ['a', '..', undefined], ['a', '', undefined],
])('inside %s, %s is %s', (folder, path, expected) => expect(inside(folder, path)).toBe(expected));

describe('the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is read', () => {
    const file = join(folder, 'sub', 'a.json');
    mkdirSync(dirname(file));
    writeFileSync(file, '{}');
    expect(DISK.read(file).toString()).toBe('{}');
    expect(DISK.read(join(folder, 'none'))).toBe('missing');
    expect(DISK.read(join(file, 'none'))).toBe('missing');
    expect(DISK.read(folder)).toBe('unreadable');
    expect(DISK.list(folder)).toEqual(['sub']);
    expect(DISK.list(file)).toBeUndefined();
  });
});
