import { HOPS } from '../../../../src/readiness/private/model/hop';
import { renderText } from '../../../../src/readiness/private/render/text';
import type { ServiceResult } from '../../../../src/readiness/private/result';
import { finding, resultOf, serviceResult, unknownFact, unseenStack } from '../_helpers/results';

const RED = '\u001b[31m';

/** The lines of one service, without the summary. */
function block(more: Partial<ServiceResult>): string[] {
  return renderText(resultOf([serviceResult(more)])).split('\n\n')[0].split('\n');
}

test('a ready service takes two lines', () => {
  expect(renderText(resultOf([serviceResult()]))).toBe([
    'READY    Service in Prod/Api (service, exec on) api.json:3',
    '         service sound > order sound',
    '',
    '1 checked: 1 ready, 0 broken, 0 unknown, 0 with exec off; 0 errors, 0 warnings, 0 info',
    '',
  ].join('\n'));
});

test('a stack that is called by its file is named once', () => {
  expect(block({ stack: 'api.json' })[0]).toBe('READY    Service (service, exec on) api.json:3');
});

test('a finding says where, why, how to mend it and where to read on', () => {
  expect(block({ verdict: 'broken', hops: { 'task role': 'broken' }, findings: [finding()] })).toEqual([
    'BROKEN   Service in Prod/Api (service, exec on) api.json:3',
    '         task role BROKEN',
    '  error    TaskRoleChannels (X-012)',
    '           api.json:12 TaskRole Policies.0',
    '           the task role may not open the channels',
    '           fix: allow the four actions',
    '           https://docs.aws.amazon.com/channels.html',
  ]);
});

test('a finding on a resource as a whole, of a rule without a number, leaves no gaps', () => {
  const lines = block({ findings: [finding({ path: '', catalogue: [] })] });
  expect(lines.slice(2, 4)).toEqual(['  error    TaskRoleChannels', '           api.json:12 TaskRole']);
});

test('the hops stand in the order of the path, however they were found', () => {
  expect(block({ hops: { 'order': 'sound', 'route': 'unknown', 'task role': 'broken', 'operator': 'sound' } })[1])
    .toBe('         operator sound > task role BROKEN > route unknown > order sound');
});

test('a strip that is longer than a line breaks between hops', () => {
  expect(block({ hops: Object.fromEntries(HOPS.map((name) => [name, 'sound'])) }).slice(1)).toEqual([
    '         operator sound > service sound > task role sound > container sound > task network sound >',
    '         route sound > endpoint sound > start-up path sound > session encryption sound >',
    '         session log sound > order sound',
  ]);
});

test('a service without hops has no strip', () => {
  expect(block({ exec: 'off', verdict: 'off', hops: {} })).toEqual(['OFF      Service in Prod/Api (service, exec off) api.json:3']);
});

test('errors come before warnings and infos, and what matters only once exec is on comes last', () => {
  const lines = block({
    findings: [
      finding({ rule: 'A', severity: 'error', latent: true }), finding({ rule: 'B', severity: 'info' }), finding({ rule: 'C', severity: 'warning' }),
      finding({ rule: 'D' }), finding({ rule: 'E' }),
    ],
  });
  expect(lines.filter((line) => line.includes('(X-012)'))).toEqual([
    '  error    D (X-012)', '  error    E (X-012)', '  warning  C (X-012)', '  info     B (X-012)', '  error    A (X-012), once exec is on',
  ]);
});

test('each reason for not knowing is told once', () => {
  expect(block({ verdict: 'unknown', unknowns: [unknownFact(), unknownFact({ line: 9 }), unknownFact({ hop: 'endpoint', path: '' })] }).slice(2)).toEqual([
    '  unknown  route: the subnets are a parameter',
    '           api.json:7 Service NetworkConfiguration, and 1 more',
    '  unknown  endpoint: the subnets are a parameter',
    '           api.json:7 Service',
  ]);
});

test('no line is longer than 100 columns unless a single word is', () => {
  const word = 'x'.repeat(120);
  const lines = block({ findings: [finding({ cause: `${'some words '.repeat(40)}${word} end` })] });
  expect(lines.filter((line) => line.length > 100)).toEqual([`           ${word}`]);
  expect(lines.at(-3)).toBe('           end');
});

test('the summary counts what was found, without what matters only once exec is on', () => {
  const result = resultOf([
    serviceResult({ verdict: 'broken', findings: [finding(), finding({ severity: 'warning' }), finding({ severity: 'info' })] }),
    serviceResult({ verdict: 'unknown', findings: [finding({ severity: 'warning' })] }),
    serviceResult({ verdict: 'off', exec: 'off', findings: [finding({ latent: true })] }),
  ]);
  expect(renderText(result).trimEnd().split('\n').at(-1))
    .toBe('3 checked: 0 ready, 1 broken, 1 unknown, 1 with exec off; 1 error, 2 warnings, 1 info');
});

test('without anything that starts tasks there is one line', () => {
  expect(renderText(resultOf([]))).toBe('nothing here starts ECS tasks\n');
});

test('nested stacks whose templates are not at hand come after all services', () => {
  expect(renderText(resultOf([serviceResult()], [], [unseenStack()])).split('\n\n')[1]).toBe('UNSEEN   Child in Prod/Api (nested stack) api.json:5\n         its template is not at hand');
  expect(renderText(resultOf([], [], [unseenStack({ stack: 'api.json' })])).split('\n')[0]).toBe('UNSEEN   Child (nested stack) api.json:5');
});

test('words are coloured only when that is asked for', () => {
  const result = resultOf([serviceResult({ verdict: 'broken', findings: [finding()] })]);
  expect(renderText(result)).not.toContain('\u001b');
  expect(renderText(result, { colour: true })).toContain(`${RED}BROKEN\u001b[39m   Service in Prod/Api`);
});

test.each([
  ['escape sequences', '\u001b[2J', '\\u001b[2J'],
  ['new lines', 'a\r\nb', 'a\\u000d\\u000ab'],
  ['C1 controls', '\u009b31m', '\\u009b31m'],
  ['text that runs backwards', '\u202egnp', '\\u202egnp'],
  ['characters of no width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
  ['tags beyond the first plane', '\u{e0041}', '\\udb40\\udc41'],
  ['half characters', '\ud800', '\\ud800'],
  ['other line separators', '\u2028', '\\u2028'],
])('%s of a template are shown, not obeyed', (_, hostile, shown) => {
  const text = renderText(resultOf([serviceResult({
    id: hostile,
    stack: hostile,
    findings: [finding({ resource: hostile, path: hostile, file: hostile, cause: hostile, fix: hostile })],
    unknowns: [unknownFact({ reason: hostile, resource: hostile, path: hostile, file: hostile })],
  })]));
  expect(text).toContain(`${shown} in ${shown} (`);
  expect(text).not.toContain(hostile);
});

test('letters of any language stay as they are', () => {
  expect(block({ id: 'Größe\u{1f600}' })[0]).toContain('Größe\u{1f600}');
});
