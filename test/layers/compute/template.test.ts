import { basename } from 'path';
import { READINESS_FINDINGS, REGIONS_OF, VERDICTS } from './answers';
import { Synthesis } from './synthesis';
import { ReadinessReport } from '../../../lib';
import { CONTEXTS, type Template } from '../_examples/example-synthesis';
import { lintFindings } from '../_examples/lint';
import { committedAndMade } from '../_examples/snapshot';

describe.each(CONTEXTS)('every kind of compute with %s', (name, context) => {
  let synthesis: Synthesis;

  // the validation of CDK included, whose findings are errors
  beforeAll(() => {
    synthesis = new Synthesis(context);
  });

  test('has no finding of cfn-lint in any partition', () => {
    const regionsOf = (path: string) => REGIONS_OF[basename(path, '.template.json')];

    expect(lintFindings(synthesis.paths.filter((path) => !regionsOf(path)))).toEqual([]);
    const elsewhere = synthesis.paths.filter(regionsOf);
    expect(elsewhere).toHaveLength(Object.keys(REGIONS_OF).length);
    elsewhere.forEach((path) => expect(lintFindings([path], regionsOf(path))).toEqual([]));
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
      const [committed, made] = committedAndMade('compute', synthesis.templates);

      expect(made).toEqual(committed);
    });
  }
});
