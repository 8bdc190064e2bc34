import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { LINT_FINDINGS_OF, READINESS_FINDINGS, VERDICTS } from './answers';
import { snapshotOf } from './snapshot';
import { CONTEXTS, Synthesis, type Template } from './synthesis';
import { ReadinessReport } from '../../../lib';

const SNAPSHOTS = join(__dirname, '../../../examples/compute/templates');
const REGIONS = ['us-east-1', 'cn-north-1', 'us-gov-west-1'];

interface LintFinding {
  readonly Filename: string;
  readonly Location: { readonly Path: (string | number)[] };
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

describe.each(CONTEXTS)('every kind of compute with %s', (name, context) => {
  let synthesis: Synthesis;

  // the validation of CDK included, whose findings are errors
  beforeAll(() => {
    synthesis = new Synthesis(context);
  });

  test('has no finding of cfn-lint in any partition but those with an answer', () => {
    const { error, stdout, stderr } = spawnSync('cfn-lint', ['--format', 'json', '--regions', ...REGIONS, '--', ...synthesis.paths], { encoding: 'utf8' });
    expect(error).toBeUndefined();
    expect(stderr).toBe('');

    const found = (JSON.parse(stdout || '[]') as LintFinding[]).map(({ Filename, Location, Rule }) =>
      `${Rule.Id} ${Filename.split('/').at(-1)!.replace('.template.json', '')} ${Location.Path.slice(0, 2).join('.')}`);
    expect([...new Set(found)].sort()).toEqual(Object.keys(LINT_FINDINGS_OF[name]).sort());
  });

  test('has no other finding of readiness than those with an answer, and is ready where that can be seen', () => {
    const { services, findings } = ReadinessReport.ofApp(synthesis.app);

    expect(findings.map(({ rule, file }) => `${rule} ${file.replace('.template.json', '')}`).sort()).toEqual(Object.keys(READINESS_FINDINGS).sort());
    expect(services.map(({ stack, kind, verdict }) => `${stack} ${kind} ${verdict}`).sort()).toEqual([...VERDICTS].sort());
  });

  test('has no Lambda, custom resource or asset', () => {
    for (const [stack, text] of synthesis.templates) {
      const types = Object.values((JSON.parse(text) as Template).Resources).map(({ Type }) => Type);
      expect({ stack, types: types.filter((type) => /Lambda|Custom/.test(type)) }).toEqual({ stack, types: [] });
      expect(text).not.toContain('cdk-hnb659fds-assets');
    }
  });

  test('is the same twice', () => {
    expect(new Synthesis(context).templates).toEqual(synthesis.templates);
  });

  if (name === 'no feature flags') {
    test('is the committed one, byte for byte', () => {
      const snapshots = new Map([...synthesis.templates].map(([stack, text]) => [`${stack}.json`, snapshotOf(text)]));
      if (process.env.UPDATE_EXAMPLES) {
        rmSync(SNAPSHOTS, { recursive: true, force: true });
        mkdirSync(SNAPSHOTS);
        snapshots.forEach((text, file) => writeFileSync(join(SNAPSHOTS, file), text));
      }

      expect(snapshots).toEqual(new Map(readdirSync(SNAPSHOTS).map((file) => [file, readFileSync(join(SNAPSHOTS, file), 'utf8')])));
    });
  }
});
