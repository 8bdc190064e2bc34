import { finding, serviceResult, unknownFact } from './_helpers/results';
import type { ServiceResult } from '../../../src/readiness/private/result';
import { distinctViolations, logicalIdOf, unreadable, violationsOf, type Candidate, type Failure } from '../../../src/readiness/private/violations';

const FILE = '/out/Api.template.json';

function violations(service: Partial<ServiceResult>, failOn: Failure[] = ['broken'], demand: Candidate['demand'] = 'none') {
  return violationsOf({ service: serviceResult({ file: FILE, ...service }), demand }, new Set(failOn));
}

/** What is reported, in short. */
function told(...args: Parameters<typeof violations>): string[] {
  return violations(...args).map(({ ruleName, severity }) => `${ruleName} ${severity}`);
}

const ALL: Failure[] = ['broken', 'unknown', 'warning'];
const FINDINGS = [finding({ rule: 'E' }), finding({ rule: 'W', severity: 'warning' }), finding({ rule: 'I', severity: 'info' })];
const BROKEN: Partial<ServiceResult> = { verdict: 'broken', findings: FINDINGS };
const UNKNOWN: Partial<ServiceResult> = { verdict: 'unknown', unknowns: [unknownFact()] };
const OFF: Partial<ServiceResult> = { exec: 'off', verdict: 'off', findings: [finding({ rule: 'ExecSwitchedOn' }), finding({ rule: 'L', latent: true })] };
const EITHER: Partial<ServiceResult> = { exec: 'unknown', verdict: 'unknown', findings: FINDINGS };

test('a finding keeps its place, its cause and its fix', () => {
  expect(violations(BROKEN)[0]).toEqual({
    ruleName: 'E',
    description: 'the task role may not open the channels',
    severity: 'error',
    violatingResources: [{ resourceLogicalId: 'TaskRole', templatePath: 'api.json', locations: ['Properties/Policies/0'] }],
    fix: 'allow the four actions (https://docs.aws.amazon.com/channels.html)',
    ruleMetadata: { hop: 'task role', catalogue: 'X-012' },
  });
});

test('a finding on a resource as a whole has no location in it', () => {
  const [{ violatingResources, ruleMetadata }] = violations({ ...BROKEN, findings: [finding({ path: '', catalogue: [] })] });
  expect([violatingResources[0].locations, ruleMetadata]).toEqual([[], { hop: 'task role' }]);
});

test.each<[string, Partial<ServiceResult>, Failure[], Candidate['demand'], string[]]>([
  ['a ready service', {}, ALL, 'none', []],
  ['a broken service', BROKEN, ['broken'], 'none', ['E error', 'W warning', 'I info']],
  ['a broken service where warnings fail', BROKEN, ['broken', 'warning'], 'none', ['E error', 'W error', 'I info']],
  ['a broken service where nothing fails', BROKEN, [], 'none', ['E warning', 'W warning', 'I info']],
  ['an unknown service', UNKNOWN, ['broken', 'warning'], 'none', ['NotProven warning']],
  ['an unknown service where that fails', UNKNOWN, ['broken', 'unknown'], 'none', ['NotProven error']],
  ['a service with exec on or off', EITHER, ['broken'], 'none', ['E warning', 'W warning', 'I info', 'NotProven warning']],
  ['a service with exec off', OFF, ALL, 'none', []],
  ['a service with exec off where it is required', OFF, ['broken'], 'required', ['ExecSwitchedOn error', 'L error']],
  ['a service with exec off where it is required and nothing fails', OFF, [], 'required', ['ExecSwitchedOn warning', 'L warning']],
  ['a ready service where exec is required', {}, ALL, 'required', []],
  ['a service with exec off where it is forbidden', OFF, ALL, 'forbidden', []],
  ['a broken service where exec is forbidden', BROKEN, ['broken'], 'forbidden', ['ExecForbidden error']],
  ['a ready service where exec is forbidden and nothing fails', {}, [], 'forbidden', ['ExecForbidden warning']],
  ['a service with exec on or off where it is forbidden', EITHER, ['broken'], 'forbidden', ['NotProven warning']],
])('of %s it reports', (_, service, failOn, demand, expected) => {
  expect(told(service, failOn, demand)).toEqual(expected);
});

test('what is not proven is told of the service, each reason once', () => {
  const unknowns = [unknownFact(), unknownFact({ resource: 'Other' }), unknownFact({ reason: 'the role is imported' })];
  expect(violations({ id: 'Rule[1]', verdict: 'unknown', unknowns })).toEqual([{
    ruleName: 'NotProven',
    description: 'It cannot be known whether ECS Exec will work: the subnets are a parameter; the role is imported',
    severity: 'warning',
    violatingResources: [{ resourceLogicalId: 'Rule', templatePath: FILE, locations: [] }],
  }]);
  expect(violations({ exec: 'unknown', verdict: 'unknown' })[0].description).toBe('It cannot be known whether ECS Exec will work: it may be on or off');
});

test('what is forbidden comes with a way out', () => {
  expect(violations({}, ['broken'], 'forbidden')).toEqual([{
    ruleName: 'ExecForbidden',
    description: 'ECS Exec is switched on where it must be off',
    severity: 'error',
    violatingResources: [{ resourceLogicalId: 'Service', templatePath: FILE, locations: [] }],
    fix: 'switch it off, or take the service out of forbidExec',
  }]);
});

test('control characters of a template are shown, not passed on', () => {
  const hostile = '\u001b[2J\u202e';
  const found = violations({ verdict: 'unknown', findings: [finding({ cause: hostile, fix: hostile })], unknowns: [unknownFact({ reason: hostile })] });
  expect(found.flatMap(({ description, fix = '' }) => [description, fix]).join('')).toMatch(/^[\x20-\x7e]+$/);
  expect(unreadable(FILE, hostile, new Set()).description).toBe('The template cannot be checked for ECS Exec: \\u001b[2J\\u202e');
});

test('what several services share is told once, as an error if it is one for any of them', () => {
  const all = [...violations(EITHER), ...violations(BROKEN), ...violations(EITHER)];
  expect(distinctViolations(all).map(({ ruleName, severity }) => `${ruleName} ${severity}`)).toEqual(['E error', 'W warning', 'I info', 'NotProven warning']);
  expect(distinctViolations([...violations(BROKEN), ...violations({ ...BROKEN, findings: [finding({ rule: 'E', resource: 'Other' })] })])).toHaveLength(4);
});

test('a template that cannot be read is not proven', () => {
  expect(unreadable(FILE, 'too deep', new Set(['broken']))).toEqual({
    ruleName: 'NotProven',
    description: 'The template cannot be checked for ECS Exec: too deep',
    severity: 'warning',
    violatingResources: [{ templatePath: FILE, locations: [] }],
  });
  expect(unreadable(FILE, 'too deep', new Set(['unknown'])).severity).toBe('error');
});

test('a number behind the logical id is not part of it', () => {
  expect(['Rule', 'Rule[1]', 'Rule[12]'].map(logicalIdOf)).toEqual(['Rule', 'Rule', 'Rule']);
});
