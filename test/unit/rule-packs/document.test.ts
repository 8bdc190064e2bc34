import type { CfnResource } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { CASES, stackWith } from './_cases';
import type { Row } from './_document';
import { documentedRows } from './_document';
import type { Finding } from './_packs';
import { blank, findingsIn } from './_packs';
import { ACTION_REASONS } from '../../../src/private/exec-facts';
import { RECOMMENDED_FLAGS } from '../_helpers/apps';
import type { Statement } from '../_helpers/templates';
import { text } from '../_helpers/templates';

const ROWS = documentedRows();

const FOUND = new Map<string, Finding[]>();

/** Every case is synthesised once, whichever test asks first. */
function found(name: string, flags: Record<string, unknown> = {}): Finding[] {
  const key = JSON.stringify([name, flags]);
  const findings = FOUND.get(key) ?? findingsIn(stackWith(name, flags));
  FOUND.set(key, findings);
  return findings;
}

function isOf({ constructs, on, rules }: Row, finding: Finding): boolean {
  return constructs.includes(finding.construct) && on.includes(finding.on) && rules.includes(finding.rule);
}

function keyOf({ construct, on, rule }: Pick<Finding, 'construct' | 'on' | 'rule'>): string {
  return `${construct}: ${on}: ${rule}`;
}

/** What one row says of one rule on one resource. */
function keyIn({ constructs }: Row, { on, rule }: Pick<Finding, 'on' | 'rule'>): string {
  return keyOf({ construct: constructs.join(', '), on, rule });
}

const KEYS = ROWS.flatMap((row) => row.on.flatMap((on) => row.rules.map((rule) => keyIn(row, { on, rule }))));

describe.each<[string, Record<string, unknown>]>([
  ['without feature flags', {}],
  ['with the feature flags of a new app', RECOMMENDED_FLAGS],
])('docs/rule-packs.md says what the packs find %s', (_, flags) => {
  test.each(Object.keys(CASES))('in %s', (name) => {
    const unknown = found(name, flags).filter((finding) => !ROWS.some((row) => isOf(row, finding)));
    expect(unknown.map(keyOf)).toEqual([]);
  });

  test('and nothing else', () => {
    const all = Object.keys(CASES).flatMap((name) => found(name, flags));
    const matched = new Set(all.flatMap((finding) => ROWS.filter((row) => isOf(row, finding)).map((row) => keyIn(row, finding))));
    expect(KEYS.filter((key) => !matched.has(key))).toEqual([]);
  });
});

test('every row has a reason, and stands once', () => {
  expect(ROWS.filter(({ why, rules, on }) => !why || rules.length === 0 || on.length === 0)).toEqual([]);
  expect(KEYS.filter((key, index) => KEYS.indexOf(key) !== index)).toEqual([]);
});

test('every action that is allowed on more than one resource is named, and why AWS offers no narrower one', () => {
  const silent = Object.keys(CASES).flatMap((name) => found(name)).flatMap((finding) => {
    const [, wildcard] = /IAM5\[Resource::(.*)\]$/.exec(finding.rule) ?? [];
    const why = ROWS.find((row) => isOf(row, finding))?.why ?? '';
    return wildcard === undefined ? [] : actionsOn(wildcard, finding)
      .filter((action) => !(why.includes(`\`${action}\``) && why.includes(reasonOf(action, wildcard))))
      .map((action) => `${keyOf(finding)}: ${action}`);
  });
  expect([...new Set(silent)]).toEqual([]);
});

const NO_NARROWER = 'AWS offers no narrower resource';

/** Other reasons are of a use that the row may not be about. */
function reasonOf(action: string, wildcard: string): string {
  const reason = ACTION_REASONS[action] ?? '';
  return wildcard === '*' && reason.endsWith(NO_NARROWER) ? reason : '';
}

/** The actions that a policy allows on resources that the rule writes as it does. */
function actionsOn(wildcard: string, { resource }: Finding): string[] {
  return allowedBy(resource).filter(({ Resource }) => [Resource].flat().some((one) => blank(text(one).replaceAll('{', '<').replaceAll('}', '>')) === wildcard))
    .flatMap(({ Action }) => Action);
}

function allowedBy(resource: CfnResource): Statement[] {
  const { policyDocument, policies = [] } = resource as unknown as { policyDocument?: unknown; policies?: { policyDocument: unknown }[] };
  const documents = [policyDocument, ...(Stack.of(resource).resolve(policies) as typeof policies).map((policy) => policy.policyDocument)];
  return (Stack.of(resource).resolve(documents) as ({ Statement: Statement[] } | undefined)[]).flatMap((document) => document?.Statement ?? [])
    .filter(({ Effect }) => Effect === 'Allow');
}
