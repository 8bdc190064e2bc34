import { addAccess } from '../../../examples/access/access';
import { ReadinessReport } from '../../../lib';
import { CONTEXTS, ExampleSynthesis, type Template } from '../_examples/example-synthesis';
import { lintFindings } from '../_examples/lint';
import { committedAndMade } from '../_examples/snapshot';

describe.each(CONTEXTS)('access and audit with %s', (name, context) => {
  let synthesis: ExampleSynthesis;

  // the validation of CDK included, whose findings are errors
  beforeAll(() => {
    synthesis = new ExampleSynthesis(addAccess, context);
  });

  test('has no finding of cfn-lint in any partition', () => {
    expect(lintFindings(synthesis.paths)).toEqual([]);
  });

  test('is ready, without a finding and without anything unknown', () => {
    const { services, findings, ready } = ReadinessReport.ofApp(synthesis.app);

    expect(findings).toEqual([]);
    expect(services.map(({ stack, kind, verdict }) => `${stack} ${kind} ${verdict}`)).toEqual(['Orders service ready']);
    expect(ready).toBe(true);
  });

  test('has no Lambda, custom resource or asset', () => {
    for (const [stack, text] of synthesis.templates) {
      const types = Object.values((JSON.parse(text) as Template).Resources).map(({ Type }) => Type);
      expect({ stack, types: types.filter((type) => /Lambda|Custom/.test(type)) }).toEqual({ stack, types: [] });
      expect(text).not.toContain('cdk-hnb659fds-assets');
    }
  });

  test('is the same twice', () => {
    expect(new ExampleSynthesis(addAccess, context).templates).toEqual(synthesis.templates);
  });

  if (name === 'no feature flags') {
    test('is the committed one, byte for byte', () => {
      const [committed, made] = committedAndMade('access', synthesis.templates);

      expect(made).toEqual(committed);
    });
  }
});
