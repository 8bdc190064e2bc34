import type { Files } from '../../../src/readiness/private/sources/files';
import { loadSynthesised } from '../../../src/readiness/private/synthesised';

const SERVICE = { Resources: { A: { Type: 'AWS::ECS::Service' } } };
const stack = (templateFile: string, displayName: string) =>
  ({ type: 'aws:cloudformation:stack', environment: 'aws://111122223333/eu-west-1', displayName, properties: { templateFile } });
const nesting = { Resources: { N: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'N.nested.template.json' } } } };

const APP: Record<string, unknown> = {
  '/out/manifest.json': {
    artifacts: {
      A: stack('A.template.json', 'A'),
      B: stack('B.template.json', 'B'),
      P: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-P' } },
    },
  },
  '/out/A.template.json': nesting,
  '/out/N.nested.template.json': SERVICE,
  '/out/B.template.json': SERVICE,
  '/out/assembly-P/manifest.json': { artifacts: { C: stack('C.template.json', 'P/C') } },
  '/out/assembly-P/C.template.json': SERVICE,
};

function load(templates: string[], contents = APP) {
  const read: string[] = [];
  const files: Files = {
    read: (path) => {
      read.push(path);
      const content = contents[path];
      return content === undefined ? 'missing' : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    },
    list: (path) => {
      const below = Object.keys(contents).filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1).split('/')[0]);
      return below.length > 0 ? [...new Set(below)] : undefined;
    },
  };
  const { inputs, errors } = loadSynthesised(templates, files);
  return { read: read.filter((path) => path.endsWith('template.json')), names: inputs.map(({ name }) => name), inputs, errors };
}

test('stacks come with their names, environments and nested stacks', () => {
  const { inputs, names, errors } = load(['/out/A.template.json']);
  expect([names, errors]).toEqual([['A'], []]);
  expect(inputs[0].environment).toEqual({ account: '111122223333', region: 'eu-west-1' });
  expect(inputs[0].nested.get('N')).toMatchObject({ name: 'A/N', source: { file: '/out/N.nested.template.json' } });
});

test('templates that are not wanted are not read', () => {
  expect(load(['/out/A.template.json']).read).toEqual(['/out/A.template.json', '/out/N.nested.template.json']);
  expect(load(['/out/B.template.json']).read).toEqual(['/out/B.template.json']);
});

test('a stage is read once, whether its app is wanted too or not', () => {
  expect(load(['/out/B.template.json', '/out/assembly-P/C.template.json']).names).toEqual(['B', 'P/C']);
  expect(load(['/out/assembly-P/C.template.json'])).toMatchObject({ names: ['P/C'], read: ['/out/assembly-P/C.template.json'] });
});

test('a path need not be written in its shortest form', () => {
  expect(load(['/out/../out/B.template.json']).names).toEqual(['B']);
});

test('what is wanted and cannot be used is complained of', () => {
  expect(load(['/out/B.template.json'], { ...APP, '/out/B.template.json': '[]' }).errors).toEqual([{ file: '/out/B.template.json', message: 'not a template: it is a list' }]);
  expect(load(['/out/B.template.json', '/out/X.template.json']).errors).toEqual([{ file: '/out/X.template.json', message: 'not part of the assembly' }]);
});

test('without a manifest the templates are read as they are', () => {
  const loose = { '/out/B.template.json': SERVICE, '/out/C.template.json': '{', '/out/D.template.json': '{' };
  const { names, errors } = load(['/out/B.template.json', '/out/C.template.json'], loose as never);
  expect(names).toEqual(['/out/B.template.json']);
  expect(errors).toMatchObject([{ file: '/out/C.template.json', line: 1 }]);
});
