import { spawnSync } from 'child_process';

/** One region of each partition. */
const REGIONS = ['us-east-1', 'cn-north-1', 'us-gov-west-1'];

interface LintFinding {
  readonly Filename: string;
  readonly Location: { readonly Path: (string | number)[] };
  readonly Rule: { readonly Id: string };
}

/** What cfn-lint finds in templates, in any partition unless regions are given: the rule, the stack and the place. */
export function lintFindings(templates: readonly string[], regions: readonly string[] = REGIONS): string[] {
  const { error, stdout, stderr } = spawnSync('cfn-lint', ['--format', 'json', '--regions', ...regions, '--', ...templates], { encoding: 'utf8' });
  if (error ?? stderr !== '') {
    throw error ?? new Error(stderr);
  }
  const found = (JSON.parse(stdout || '[]') as LintFinding[]).map(({ Filename, Location, Rule }) =>
    `${Rule.Id} ${Filename.split('/').at(-1)!.replace('.template.json', '')} ${Location.Path.slice(0, 2).join('.')}`);
  return [...new Set(found)].sort();
}
