import { NOT_RULES } from './not-rules';
import { HOPS } from '../../src/readiness/private/model/hop';
import type { Rule } from '../../src/readiness/private/rules/rule';

/** The size of the catalogue of static checks. */
const CHECKS = 125;

/** The numbers of the catalogue, from X-001 on. */
export const CATALOGUE: readonly string[] = Array.from({ length: CHECKS }, (_, index) => `X-${String(index + 1).padStart(3, '0')}`);

/** docs/rules.md, made from the rules themselves. */
export function rulesPage(rules: readonly Rule[]): string {
  return [
    '# Rules',
    '',
    '<!-- Made by `npx projen docs:rules`; do not edit. -->',
    '',
    'What `exec-ready check`, `ExecReadiness` and `ReadinessReport` prove, hop by hop. An **error** means that exec, or the task, does not work on the first',
    'deployment; a **warning** that it works but loses logs, leaks access or breaks on the next change. A rule that cannot see what it needs says so, and the',
    'verdict is then *unknown*, never *ready*. Ids are stable for ever; the numbers are those of the catalogue below. Acknowledge a finding with',
    '`Validations.of(scope).acknowledge({ id: \'ExecReady::<Rule>\', reason: \'…\' })`.',
    '',
    ...HOPS.flatMap((hop) => section(hop, rules.filter((rule) => rule.hop === hop))),
    '## Catalogue',
    '',
    'Every check of the catalogue, and the rule that makes it or the reason why no template can decide it.',
    '',
    '| Check | |',
    '|---|---|',
    ...CATALOGUE.map((number) => `| ${number} | ${answerTo(number, rules)} |`),
    '',
  ].join('\n');
}

function section(hop: string, rules: readonly Rule[]): string[] {
  return rules.length === 0 ? [] : [
    `## Hop: ${hop}`,
    '',
    ...rules.flatMap(({ id, severity, catalogue, requirement, fix, docs }) => [
      `### ${id}`,
      '',
      cell(requirement),
      '',
      `- Severity: ${severity}; catalogue: ${catalogue.length > 0 ? catalogue.join(', ') : 'none'}`,
      `- CloudFormation: ${cell(fix.cloudFormation)}`,
      ...fix.cdk === undefined ? [] : [`- CDK: ${cell(fix.cdk)}`],
      `- See: ${docs}`,
      '',
    ]),
  ];
}

function answerTo(number: string, rules: readonly Rule[]): string {
  const made = rules.filter(({ catalogue }) => catalogue.includes(number)).map(({ id }) => `[${id}](#${id.toLowerCase()})`);
  return [...made, ...Object.hasOwn(NOT_RULES, number) ? [cell(NOT_RULES[number])] : []].join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
