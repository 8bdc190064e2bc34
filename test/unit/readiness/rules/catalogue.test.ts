import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOT_RULES } from '../../../../scripts/rules/not-rules';
import { CATALOGUE, rulesPage } from '../../../../scripts/rules/rules-page';
import { HOPS } from '../../../../src/readiness/private/model/hop';
import { RULES } from '../../../../src/readiness/private/rules';

const ROOT = join(__dirname, '..', '..', '..', '..');

describe('rules', () => {
  test('make every check of the catalogue, or a reason is given why none can', () => {
    const made = new Set(RULES.flatMap(({ catalogue }) => catalogue));
    expect(CATALOGUE.filter((number) => made.has(number) === Object.hasOwn(NOT_RULES, number))).toEqual([]);
    expect([...made, ...Object.keys(NOT_RULES)].filter((number) => !CATALOGUE.includes(number))).toEqual([]);
  });

  test('are written down in docs/rules.md as they are', () => {
    expect(readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8')).toBe(rulesPage(RULES));
  });

  test('are all listed, in the order of the hops', () => {
    const folder = join(ROOT, 'src', 'readiness', 'private', 'rules');
    const files = readdirSync(folder).filter((file) => readFileSync(join(folder, file), 'utf8').includes(': Rule = '));
    const listed = RULES.map(({ id }) => `${id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}.ts`);
    expect([...listed].sort()).toEqual(files.sort());
    const hops = RULES.map(({ hop }) => HOPS.indexOf(hop));
    expect(hops).toEqual([...hops].sort((one, other) => one - other));
  });

  test('have ids of their own, a requirement that is a sentence, a fix and an address', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    for (const { id, requirement, fix, docs } of RULES) {
      expect([id, /^[A-Z]\w+$/.test(id), /^[A-Z].*\.$/.test(requirement), fix.cloudFormation.length > 0, /^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\//.test(docs)])
        .toEqual([id, true, true, true, true]);
    }
  });
});
