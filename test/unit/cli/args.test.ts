import { parseCommand, USAGE } from '../../../src/cli/args';

test('without options the report is text and fails on what is broken', () => {
  expect(parseCommand(['check'])).toEqual({ name: 'check', paths: [], format: 'text', failOn: new Set(['broken']), requireExec: false });
});

test('options may stand before, between and after the paths', () => {
  expect(parseCommand(['--require-exec', 'check', 'a.json', '--format', 'json', 'b.yaml', '--fail-on=unknown', '--fail-on', 'warning'])).toEqual({
    name: 'check', paths: ['a.json', 'b.yaml'], format: 'json', failOn: new Set(['broken', 'unknown', 'warning']), requireExec: true,
  });
});

test('what is broken fails also when it is asked for by name', () => {
  expect(parseCommand(['check', '--fail-on', 'broken'])).toMatchObject({ failOn: new Set(['broken']) });
});

test('a path after two dashes may begin with one', () => {
  expect(parseCommand(['check', '--', '-odd.json'])).toMatchObject({ paths: ['-odd.json'] });
});

test.each([
  [['--help'], 'help'],
  [['-h'], 'help'],
  [['check', 'a.json', '--help'], 'help'],
  [['--version'], 'version'],
  [['--version', '--help'], 'help'],
])('%j asks for the %s', (argv, name) => {
  expect(parseCommand(argv)).toEqual({ name });
});

test.each([
  [[], 'no command given; use check'],
  [['doctor'], 'no command "doctor"; use check'],
  [['cdk.out'], 'no command "cdk.out"; use check'],
  [['check', '--format', 'xml'], '--format is "xml"; use text or json'],
  [['check', '--fail-on', 'info'], '--fail-on is "info"; use broken or unknown or warning'],
  [['check', '--fail-on', 'unknown', '--fail-on', ''], '--fail-on is ""; use broken or unknown or warning'],
  [['check', ''], 'a path is ""; name a folder or a template'],
])('refuses %j', (argv, problem) => {
  expect(parseCommand(argv)).toEqual({ name: 'misuse', problem });
});

test.each([
  [['check', '--colour'], /^Unknown option '--colour'/],
  [['check', '--format'], /^Option '--format <value>' argument missing/],
  [['check', '--require-exec=no'], /^Option '--require-exec' does not take an argument/],
])('refuses %j in the words of Node.js', (argv, problem) => {
  expect(parseCommand(argv)).toEqual({ name: 'misuse', problem: expect.stringMatching(problem) as string });
});

test('the usage fits a terminal and names every option and exit status', () => {
  expect(Math.max(...USAGE.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
  for (const word of ['--format', '--fail-on', '--require-exec', '--help', '--version', '0 nothing fails', '1 something does', '2 some input']) {
    expect(USAGE).toContain(word);
  }
});
