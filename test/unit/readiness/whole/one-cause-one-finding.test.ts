import { BASES } from './_bases';
import { ROWS, TABLES } from './_rows';
import { judgement, made } from './_table';
import { RULES } from '../../../../src/readiness/private/rules/index';
import type { Rule } from '../../../../src/readiness/private/rules/rule';

/** The verdict that one finding, or doubt, comes to. Who may open a session is not in doubt of the service. */
function verdictOf(severity: string, { id, hop }: Rule): string {
  switch (severity) {
    case 'error': return id === 'ExecSwitchedOn' ? 'off' : 'broken';
    case 'unknown': return hop === 'operator' ? 'ready' : 'unknown';
    default: return 'ready';
  }
}

describe('a template that is ready', () => {
  test.each(Object.entries(BASES))('is told nothing of: %s', (_, make) => {
    expect(judgement(made(make, []))).toEqual({ said: [], verdicts: ['ready'] });
  });
});

describe('every rule', () => {
  test('has rows of its own, broken ones and sound ones, and there are no others', () => {
    expect(Object.keys(ROWS).sort()).toEqual(RULES.map(({ id }) => id).sort());
    expect(Object.keys(ROWS)).toHaveLength(TABLES.reduce((sum, table) => sum + Object.keys(table).length, 0));
    expect(Object.entries(ROWS).filter(([, { broken, sound }]) => [broken, sound].some((rows) => Object.keys(rows).length === 0))).toEqual([]);
  });
});

describe.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('one cause of %s', (id, rule) => {
  const { broken, sound } = ROWS[id] ?? { broken: {}, sound: {} };

  test.each(Object.entries(broken))('makes one finding: %s', (_, [make, says, ...changes]) => {
    const [severity] = says.split(' ');
    const templates = made(make, changes);
    const said = [`${severity === 'unknown' ? rule.hop : id} ${says}`];
    expect(judgement(templates)).toEqual({ said, verdicts: [verdictOf(severity, rule)] });
    expect(judgement(templates, [rule]).said).toEqual(said);
  });

  test.each(Object.entries(sound))('is not mistaken: %s', (_, [make, ...changes]) => {
    expect(judgement(made(make, changes))).toEqual({ said: [], verdicts: ['ready'] });
  });
});
