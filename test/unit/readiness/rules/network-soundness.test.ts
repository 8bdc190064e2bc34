import { awsvpcInstances, natFargate, without } from './_network';
import { NETWORK_RULES } from './_network-rules';
import { ENVIRONMENT, isolatedFargate, publicFargate, publicInstances, type Template } from './_ready';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { pathsOf, unseenDepartures } from '../../../../src/readiness/private/model/paths';
import type { Subject } from '../../../../src/readiness/private/model/subject';
import type { ServiceResult } from '../../../../src/readiness/private/result';
import { InstancesSeen } from '../../../../src/readiness/private/rules/instances-seen';
import { Random } from '../reach/_helpers/random';
import { input, system } from '../sources/_builders';

const READY: readonly (readonly [string, () => Template])[] = [
  ['publicFargate', publicFargate], ['isolatedFargate', isolatedFargate], ['publicInstances', publicInstances], ['natFargate', natFargate],
];

/** The judgement of the service, and whether everything that it needs is known to be within reach. */
function judgedWith(template: Template): { readonly result: ServiceResult; readonly open: boolean } | undefined {
  const subject = new Model(system(input(template, { name: 'stack', environment: ENVIRONMENT }))).subjects.find(({ id }) => id === 'Service');
  return subject && { result: judge(subject, [InstancesSeen, ...NETWORK_RULES]), open: isOpen(subject) };
}

function isOpen(subject: Subject): boolean {
  return unseenDepartures(subject).length === 0 && pathsOf(subject).every(({ need, answer }) => need.weight === 'warning' || answer === 'yes');
}

/** The places of all values that are written down, below the properties of the resources. */
function leavesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  const entries: [string | number, unknown][] = Array.isArray(value) ? value.map((each, index) => [index, each]) : Object.entries(value);
  return entries.filter(([key]) => !/^(?:Ref|Fn::.*|Type|DependsOn)$/.test(String(key))).flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

function holderOf(template: Template, path: readonly (string | number)[]): any {
  return path.slice(0, -1).reduce<any>((holder, key) => holder[key], template.Resources);
}

function failed({ unknowns }: ServiceResult): readonly string[] {
  return unknowns.map(({ reason }) => reason).filter((reason) => reason.includes('could not be applied'));
}

describe('what is said of the network', () => {
  test.each(READY)('is never that something is broken when a parameter of %s may have the value that it had', (_, make) => {
    const places = leavesOf(make().Resources).filter((path) => path.length > 0);
    expect(places.length).toBeGreaterThan(60);
    const wrong = places.filter((path) => {
      const template = make();
      template.Parameters = { Anything: { Type: 'String' } };
      holderOf(template, path)[path[path.length - 1]] = { Ref: 'Anything' };
      const judged = judgedWith(template);
      return judged && (failed(judged.result).length > 0 || judged.result.findings.some(({ severity }) => severity === 'error'));
    });
    expect(wrong).toEqual([]);
  });

  test.each([...READY, ['awsvpcInstances', awsvpcInstances] as const])('is something whenever not everything of %s is within reach', (name, make) => {
    const random = new Random(21);
    let silent = 0;
    for (let round = 0; round < 60; round++) {
      const template = make();
      for (let change = 0; change <= random.below(2); change++) {
        spoil(template, random);
      }
      const judged = judgedWith(template);
      const said = judged ? judged.result.unknowns.length + judged.result.findings.filter(({ severity }) => severity === 'error').length : 0;
      expect(judged ? failed(judged.result) : []).toEqual([]);
      expect(!judged || judged.open || said > 0 ? 'said' : JSON.stringify(template)).toBe('said');
      silent += said === 0 ? 1 : 0;
    }
    expect(silent).toBeGreaterThan(name === 'awsvpcInstances' ? -1 : 5);
  });
});

/** Takes away a resource or a value, or puts something else in its place. */
function spoil(template: Template, random: Random): void {
  const names = Object.keys(template.Resources).filter((name) => name !== 'Service');
  if (random.chance(40)) {
    without(template.Resources, random.one(names));
    return;
  }
  const path = random.one(leavesOf(template.Resources).filter((each) => each.length > 1));
  const holder = holderOf(template, path);
  const key = path[path.length - 1];
  if (random.chance(40)) {
    delete holder[key];
  } else {
    holder[key] = random.one<unknown>(['nonsense', '', 0, -1, true, [], {}, { 'Fn::GetAtt': ['Vpc', 'Nothing'] }, { Ref: 'Vpc' }, ['a', 'b']]);
  }
}
