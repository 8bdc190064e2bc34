import { changed, judged } from './rules/_judge';
import { publicFargate, ref } from './rules/_ready';
import { Property } from '../../../src/readiness/private/model/property';
import { unclear, violated, type Outcome, type Rule } from '../../../src/readiness/private/rules/rule';

function rule(check: Rule['check'], more: Partial<Rule> = {}): Rule {
  return {
    id: 'Rule',
    catalogue: ['X-000'],
    hop: 'container',
    severity: 'error',
    requirement: 'r',
    docs: 'https://docs.aws.amazon.com/',
    fix: { cdk: 'call()', cloudFormation: 'set It' },
    check,
    ...more,
  };
}

const saying = (...outcomes: ((at: Property) => Outcome)[]) => rule((subject) => outcomes.map((each) => each(subject.at)));
const error = (at: Property) => violated(at.at('LaunchType'), 'cause');
const warning = (at: Property) => violated(at, 'cause', { severity: 'warning' });
const doubt = (at: Property) => unclear(at, 'reason');

function verdict(template: Parameters<typeof judged>[0], ...rules: Rule[]): string {
  const [result] = judged(template, rules);
  return `${result.exec} ${result.verdict} ${result.hops.container}`;
}

const withExec = (value: unknown) => changed(publicFargate, ({ Service }, template) => {
  template.Parameters = { Exec: { Type: 'String' } };
  Service.Properties.EnableExecuteCommand = value;
});

describe('judge', () => {
  test.each<[string, Rule, string]>([
    ['nothing is wrong', saying(), 'on ready sound'],
    ['there is a warning', saying(warning), 'on ready sound'],
    ['something is not known', saying(doubt), 'on unknown unknown'],
    ['there is an error', saying(error), 'on broken broken'],
    ['there is an error, and something is not known', saying(doubt, error), 'on broken broken'],
  ])('decides when %s', (_, one, expected) => {
    expect(verdict(publicFargate(), one)).toBe(expected);
  });

  test('is off with exec off, whatever else is wrong', () => {
    expect(verdict(withExec(false), saying(error))).toBe('off off broken');
    expect(judged(withExec(false), [saying(error)])[0].findings[0].latent).toBe(true);
  });

  test('does not know when a parameter decides whether exec is on', () => {
    expect(verdict(withExec(ref('Exec')), saying(error))).toBe('unknown unknown broken');
  });

  test('lets no doubt about operators decide', () => {
    const operators = rule((subject) => [doubt(subject.at)], { hop: 'operator' });
    expect(verdict(publicFargate(), operators)).toBe('on ready sound');
    expect(judged(publicFargate(), [operators])[0].hops.operator).toBe('unknown');
  });

  test('says where, why and how to mend it', () => {
    expect(judged(publicFargate(), [saying(error)])[0].findings).toEqual([{
      rule: 'Rule',
      catalogue: ['X-000'],
      hop: 'container',
      severity: 'error',
      resource: 'Service',
      path: 'LaunchType',
      latent: false,
      file: 'stack.json',
      line: 1,
      cause: 'cause',
      fix: 'set It; with the CDK: call()',
      docs: 'https://docs.aws.amazon.com/',
    }]);
  });

  test('says the same thing once', () => {
    const [result] = judged(publicFargate(), [saying(error, error, doubt, doubt)]);
    expect([result.findings.length, result.unknowns.length]).toEqual([1, 1]);
  });

  test('takes a rule that fails for a question that stays open', () => {
    const failing = rule(() => {
      throw new TypeError('x is not a function');
    });
    const [result] = judged(publicFargate(), [failing, saying(warning)]);
    expect(result.unknowns.map(({ reason }) => reason)).toEqual(['Rule could not be applied: x is not a function']);
    expect([result.verdict, result.findings.length]).toEqual(['unknown', 1]);
  });

  test('leaves out hops that the subject does not need', () => {
    const plain = changed(publicFargate, ({ Cluster }) => {
      Cluster.Properties = { Configuration: { ExecuteCommandConfiguration: { Logging: 'NONE' } } };
    });
    expect(Object.keys(judged(plain, [])[0].hops)).toEqual(['service', 'task role', 'container', 'task network', 'route', 'endpoint', 'start-up path', 'order']);
    expect(judged(publicFargate(), [])[0].hops).toMatchObject({ 'session encryption': 'sound', 'session log': 'sound' });
  });
});
