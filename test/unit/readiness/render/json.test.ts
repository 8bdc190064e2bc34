import { readFileSync } from 'node:fs';
// eslint-disable-next-line import/no-extraneous-dependencies -- the linter brings it along
import Ajv from 'ajv';
import { renderJson } from '../../../../src/readiness/private/render/json';
import type { Finding, Result } from '../../../../src/readiness/private/result';
import { finding, resultOf, serviceResult, unknownFact, unseenStack } from '../_helpers/results';

const { $schema, ...SCHEMA } = JSON.parse(readFileSync('docs/readiness.schema.json', 'utf8')) as Record<string, unknown>;

const RICH = resultOf([
  serviceResult({ verdict: 'broken', hops: { 'order': 'sound', 'task role': 'broken' }, findings: [finding()], unknowns: [unknownFact()] }),
  serviceResult({ id: 'Rule[1]', kind: 'run-task', exec: 'off', verdict: 'off', hops: {}, findings: [finding({ latent: true, catalogue: [] })] }),
], [{ file: 'a.yaml', line: 3, column: 4, message: 'bad' }, { file: 'b.json', message: 'not found' }], [unseenStack()]);

/** What is wrong with a document. */
function complaints(document: unknown): string[] {
  const validate = new Ajv({ allErrors: true }).compile(SCHEMA);
  return validate(document) ? [] : validate.errors!.map(({ dataPath, message }) => `${dataPath} ${message}`);
}

function rendered(result: Result): unknown {
  return JSON.parse(renderJson(result));
}

const reversed = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).reverse()) as T;

describe('JSON', () => {
  test('says all that the result says', () => {
    expect(rendered(RICH)).toEqual(RICH);
  });

  test('is indented by two spaces and ends in a new line', () => {
    expect(renderJson(resultOf([]))).toBe(`${[
      '{',
      '  "version": 1,',
      '  "services": [],',
      '  "summary": {',
      '    "services": 0,',
      '    "ready": 0,',
      '    "broken": 0,',
      '    "unknown": 0,',
      '    "off": 0,',
      '    "findings": {',
      '      "error": 0,',
      '      "warning": 0,',
      '      "info": 0',
      '    }',
      '  },',
      '  "errors": [],',
      '  "unseen": []',
      '}',
    ].join('\n')}\n`);
  });

  test('has its members in the same order however the result was made', () => {
    const [service] = RICH.services;
    const mixed = reversed({
      ...RICH,
      services: [
        reversed({ ...service, hops: reversed(service.hops), findings: service.findings.map(reversed), unknowns: service.unknowns.map(reversed) }),
        ...RICH.services.slice(1),
      ],
      summary: reversed(RICH.summary),
      errors: RICH.errors.map(reversed),
      unseen: RICH.unseen.map(reversed),
    });
    expect(renderJson(mixed)).toBe(renderJson(RICH));
  });

  test('holds no character that a terminal obeys, and still says the same', () => {
    const hostile = '\u001b[2J\u009b31m\u202e\u2028\u{e0041}"\\\n';
    const result = resultOf([serviceResult({ id: hostile })]);
    expect(renderJson(result)).toMatch(/^[\n\x20-\x7e]*$/);
    expect(rendered(result)).toEqual(result);
  });
});

describe('docs/readiness.schema.json', () => {
  test('names the draft it is written in', () => {
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  test('takes what is printed', () => {
    expect(complaints(rendered(RICH))).toEqual([]);
    expect(complaints(rendered(resultOf([])))).toEqual([]);
  });

  test('takes members of a later release', () => {
    expect(complaints({ ...resultOf([{ ...serviceResult(), more: 1 } as never]), more: 1 })).toEqual([]);
  });

  test('requires every member that is printed', () => {
    const missing = (of: object, within: (rest: never) => unknown) => Object.keys(of).filter((name) => {
      const rest = Object.fromEntries(Object.entries(of).filter(([key]) => key !== name));
      return complaints(within(rest as never)).length === 0;
    });
    expect(missing(RICH, (rest) => rest)).toEqual([]);
    expect(missing(RICH.summary, (rest) => ({ ...RICH, summary: rest }))).toEqual([]);
    expect(missing(serviceResult(), (rest) => ({ ...RICH, services: [rest] }))).toEqual([]);
    expect(missing(finding(), (rest) => ({ ...RICH, services: [serviceResult({ findings: [rest] })] }))).toEqual([]);
    expect(missing(unknownFact(), (rest) => ({ ...RICH, services: [serviceResult({ unknowns: [rest] })] }))).toEqual([]);
    expect(missing({ file: 'a', message: 'b' }, (rest) => ({ ...RICH, errors: [rest] }))).toEqual([]);
    expect(missing(unseenStack(), (rest) => ({ ...RICH, unseen: [rest] }))).toEqual([]);
  });

  test.each<[string, object]>([
    ['another version', { ...RICH, version: 2 }],
    ['an unheard-of verdict', { ...RICH, services: [serviceResult({ verdict: 'fine' as never })] }],
    ['an unheard-of hop', { ...RICH, services: [serviceResult({ hops: { tunnel: 'sound' } as never })] }],
    ['a hop in no state', { ...RICH, services: [serviceResult({ hops: { order: 'odd' as never } })] }],
    ['a line before the first', { ...RICH, services: [serviceResult({ findings: [finding({ line: 0 })] })] }],
    ['a rule id with a blank', { ...RICH, services: [serviceResult({ findings: [finding({ rule: 'Task role' } satisfies Partial<Finding>)] })] }],
    ['a number that is none of the catalogue', { ...RICH, services: [serviceResult({ findings: [finding({ catalogue: ['12'] })] })] }],
    ['an error without a file', { ...RICH, errors: [{ message: 'bad' }] }],
  ])('refuses %s', (_, document) => {
    expect(complaints(document)).not.toEqual([]);
  });
});
