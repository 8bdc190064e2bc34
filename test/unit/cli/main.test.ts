import { run, TEMPLATE } from './_command';
import { USAGE } from '../../../src/cli/args';
import { check } from '../../../src/readiness/private/check';
import type { ServiceResult } from '../../../src/readiness/private/result';
import { finding, resultOf, serviceResult, unseenStack } from '../readiness/_helpers/results';

jest.mock('../../../src/readiness/private/check', () => ({ check: jest.fn() }));

const { version } = jest.requireActual<{ version: string }>('../../../package.json');

/** Has the templates hold services about which that much is found. */
function hold(...services: Partial<ServiceResult>[]): void {
  jest.mocked(check).mockImplementation(({ errors }) => resultOf(services.map(serviceResult), [...errors]));
}

const READY = serviceResult();
const BROKEN = serviceResult({ id: 'Bad', verdict: 'broken', findings: [finding()] });
const UNKNOWN = serviceResult({ verdict: 'unknown' });
const OFF = serviceResult({ id: 'Worker', verdict: 'off', exec: 'off', findings: [finding({ severity: 'warning', latent: true })] });
const WARNED = serviceResult({ findings: [finding({ severity: 'warning' })] });

beforeEach(() => hold(READY));

describe('exec-ready', () => {
  test('shows its usage and its version on the standard output', () => {
    expect(run(['--help'])).toEqual({ status: 0, stdout: USAGE, stderr: '' });
    expect(run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('says what is wrong with its arguments on the standard error', () => {
    expect(run(['chekc'])).toEqual({
      status: 2, stdout: '', stderr: 'exec-ready: no command "chekc"; use check\nexec-ready: exec-ready --help shows how it is used\n',
    });
  });
});

describe('exec-ready check', () => {
  test.each<[string, ServiceResult[], string[], number]>([
    ['all is ready', [READY], [], 0],
    ['something is broken', [READY, BROKEN], [], 1],
    ['something is unknown', [READY, UNKNOWN], [], 0],
    ['something is unknown and that fails', [READY, UNKNOWN], ['--fail-on', 'unknown'], 1],
    ['nothing is unknown where that fails', [WARNED], ['--fail-on', 'unknown'], 0],
    ['there is a warning', [WARNED], [], 0],
    ['there is a warning and that fails', [WARNED], ['--fail-on', 'warning'], 1],
    ['nothing is warned of where that fails', [UNKNOWN], ['--fail-on', 'warning'], 0],
    ['something is broken where a warning fails', [BROKEN], ['--fail-on', 'warning'], 1],
    ['exec is off', [READY, OFF], [], 0],
    ['exec is off where a warning fails', [OFF], ['--fail-on', 'warning'], 0],
    ['exec is off and that fails', [READY, OFF], ['--require-exec'], 1],
    ['exec is on everywhere as required', [READY], ['--require-exec'], 0],
    ['exec may be on or off where it is required', [serviceResult({ exec: 'unknown', verdict: 'unknown' })], ['--require-exec'], 0],
  ])('when %s', (_, services, options, status) => {
    hold(...services);
    expect(run(['check', 'a.json', ...options], { 'a.json': TEMPLATE }).status).toBe(status);
  });

  test('reads cdk.out when no path is given', () => {
    const { status, stdout } = run(['check'], { 'cdk.out/a.json': TEMPLATE });
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'READY    Service in Prod/Api (service, exec on) api.json:3']);
    expect(jest.mocked(check).mock.calls[0][0].inputs.map(({ source }) => source.file)).toEqual(['cdk.out/a.json']);
  });

  test('asks for a path when there is no cdk.out', () => {
    const { status, stdout, stderr } = run(['check'], { 'a.json': TEMPLATE });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')[0]).toBe('exec-ready: no path given, and no cdk.out in "/app"; name a folder or templates, or run cdk synth first');
  });

  test('reads a path that is given twice once', () => {
    run(['check', 'a.json', 'a.json'], { 'a.json': TEMPLATE });
    expect(jest.mocked(check).mock.calls[0][0].inputs).toHaveLength(1);
  });

  test('reports the rest when a file cannot be read', () => {
    const outcome = run(['check', 'a.json', 'b.json', 'c.yaml'], { 'a.json': TEMPLATE, 'c.yaml': 'Resources:\n  A: [' });
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('READY    Service');
    expect(outcome.stderr).toMatch(/^exec-ready: b\.json: not found\nexec-ready: c\.yaml:2:\d+: .+\n$/);
  });

  test('says nothing of what is in a file that cannot be read', () => {
    hold();
    expect(run(['check', 'b.json'])).toEqual({ status: 2, stdout: '', stderr: 'exec-ready: b.json: not found\n' });
  });

  test('puts that into the JSON, and there only', () => {
    const { status, stdout, stderr } = run(['check', 'a.json', 'b.json', '--format', 'json'], { 'a.json': TEMPLATE });
    expect([status, stderr]).toEqual([2, '']);
    expect(JSON.parse(stdout)).toEqual(resultOf([READY], [{ file: 'b.json', message: 'not found' }]));
  });

  test('counts input that cannot be used for more than what is broken', () => {
    hold(BROKEN);
    expect(run(['check', 'b.json']).status).toBe(2);
  });

  test('says when nothing starts ECS tasks, which is no failure', () => {
    hold();
    expect(run(['check', 'a.json', 'b.json'], { 'a.json': TEMPLATE, 'b.json': TEMPLATE }))
      .toEqual({ status: 0, stdout: '', stderr: 'exec-ready: nothing that starts ECS tasks in a.json, b.json\n' });
    const json = run(['check', 'a.json', '--format', 'json'], { 'a.json': TEMPLATE });
    expect([json.status, JSON.parse(json.stdout)]).toEqual([0, resultOf([])]);
  });

  test('shows nested stacks that it has not seen, which fail as what is unknown does', () => {
    jest.mocked(check).mockReturnValue(resultOf([], [], [unseenStack()]));
    const outcome = run(['check', 'a.json'], { 'a.json': TEMPLATE });
    expect([outcome.status, outcome.stdout.split(' ')[0], outcome.stderr]).toEqual([0, 'UNSEEN', 'exec-ready: nothing that starts ECS tasks in a.json, as far as it is seen\n']);
    expect(run(['check', 'a.json', '--fail-on', 'unknown'], { 'a.json': TEMPLATE }).status).toBe(1);
  });

  test('names what has exec off where it is required', () => {
    hold(READY, OFF);
    expect(run(['check', 'a.json', '--require-exec'], { 'a.json': TEMPLATE }).stderr).toBe('exec-ready: exec is required but off: Worker in Prod/Api\n');
    expect(run(['check', 'a.json'], { 'a.json': TEMPLATE }).stderr).toBe('');
  });

  test('mentions the files of a folder that are no templates', () => {
    const { status, stderr } = run(['check', 'all'], { 'all/a.json': TEMPLATE, 'all/package.json': {} });
    expect([status, stderr]).toEqual([0, 'exec-ready: skipped all/package.json: not a template: it has no Resources section\n']);
  });

  test('colours text but not JSON, where the terminal can', () => {
    const files = { 'a.json': TEMPLATE };
    expect(run(['check', 'a.json'], files).stdout).not.toContain('\u001b');
    expect(run(['check', 'a.json'], files, { colour: true }).stdout).toContain('\u001b[32mREADY');
    expect(run(['check', 'a.json', '--format', 'json'], files, { colour: true }).stdout).not.toContain('\u001b');
  });

  test('shows control characters in names instead of obeying them', () => {
    expect(run(['check', '\u001b[2J.json']).stderr).toContain('exec-ready: \\u001b[2J.json: not found\n');
  });
});
