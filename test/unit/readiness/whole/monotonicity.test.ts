import { BASES } from './_bases';
import { conditions, hidings, losses, type Edit } from './_edits';
import { doubled, otherNames, renamed, shuffled } from './_renaming';
import { ROWS } from './_rows';
import { made } from './_table';
import type { ServiceResult } from '../../../../src/readiness/private/result';
import { Random } from '../reach/_helpers/random';
import { judged } from '../rules/_judge';
import type { Template } from '../rules/_ready';

type Named = readonly [name: string, templates: readonly Template[]];

const READY: readonly Named[] = Object.entries(BASES).map(([name, make]) => [name, made(make, [])]);
const BROKEN: readonly Named[] = Object.entries(ROWS).flatMap(([id, { broken }]) =>
  Object.entries(broken).map(([name, [make, , ...changes]]): Named => [`${id}: ${name}`, made(make, changes)]));

/** Rules that take it that whoever deploys a template passes parameters that fit, and that what may not be created is part of no circle. */
const TRUSTING: readonly string[] = [
  'CapacityStrategy', 'ComputeOptions', 'ContainerLogGroup', 'ContainerNames', 'ContainerSizes', 'CredentialSpecs', 'DefinitionComplete', 'EfsReachable', 'EfsVolumes',
  'FargateSize', 'HealthChecksAdmitted', 'InstanceSize', 'InstancesStart', 'LoadBalancerTargets', 'ManagedVolumes', 'PortMappings', 'Quotas', 'SessionKeyFit', 'TemplateDeploys', 'UniqueVariables',
];

/** The judgement of templates after an edit of the first one. */
function after(templates: readonly Template[], ...edits: readonly Edit[]): readonly ServiceResult[] {
  const copies = structuredClone(templates) as Template[];
  edits.forEach(({ apply }) => apply(copies[0]));
  return judged(copies);
}

/** Whether something is broken that no permission of people, and no parameter that fits, mends. */
function isBroken({ verdict, findings }: ServiceResult): boolean {
  return verdict === 'broken' && findings.some(({ severity, hop, rule }) => severity === 'error' && hop !== 'operator' && !TRUSTING.includes(rule));
}

/** What of one judgement is better in another than it may be, for people to read. */
function mended(before: readonly ServiceResult[], later: readonly ServiceResult[]): readonly string[] {
  return before.filter(isBroken).map(({ id, findings }) => ({ id, findings, result: later.find((each) => each.id === id) }))
    .filter(({ result }) => result?.verdict === 'ready')
    .map(({ id, findings }) => `${id} is ready without ${findings.map(({ rule }) => rule).join()}`);
}

function verdictsOf(results: readonly ServiceResult[]): readonly string[] {
  return results.map(({ verdict }) => verdict).sort();
}

/** What is said, whatever the resources are called. */
function saidOf(results: readonly ServiceResult[]): readonly string[] {
  return results.flatMap(({ findings, unknowns }) => [
    ...findings.map(({ rule, severity, path }) => `${rule} ${severity} ${path}`), ...unknowns.map(({ hop, path }) => `${hop} ${path}`),
  ]).sort();
}

describe('taking something away that lets something be done', () => {
  test.each(READY)('never mends what was broken that way: %s', (_, templates) => {
    const random = new Random(5);
    for (let round = 0; round < 3; round++) {
      const edits: Edit[] = [];
      let before = judged(templates);
      let copies = structuredClone(templates) as Template[];
      for (let step = 0; step < 6; step++) {
        const [edit] = random.shuffled(losses(copies[0]));
        copies = structuredClone(copies);
        edit.apply(copies[0]);
        edits.push(edit);
        const later = judged(copies);
        expect([edits.map(({ what }) => what), mended(before, later)]).toEqual([edits.map(({ what }) => what), []]);
        before = later;
      }
    }
  });

  test('never mends what is broken another way', () => {
    const random = new Random(7);
    const wrong = random.shuffled(BROKEN).slice(0, 90).flatMap(([name, templates]) => {
      const before = judged(templates);
      const edits = before.some(isBroken) ? random.some(losses(templates[0]), 4) : [];
      return edits.flatMap((edit) => mended(before, after(templates, edit)).map((each) => `${name}, ${edit.what}: ${each}`));
    });
    expect(wrong).toEqual([]);
  });
});

describe('hiding something', () => {
  const unseen = (template: Template) => [...hidings(template), ...conditions(template)];

  test.each(READY)('never breaks a template that is ready: %s', (_, templates) => {
    const edits = new Random(11).shuffled(unseen(templates[0])).slice(0, 25);
    expect(edits.filter((edit) => verdictsOf(after(templates, edit)).includes('broken')).map(({ what }) => what)).toEqual([]);
  });

  test('never breaks one in several places at once', () => {
    const random = new Random(13);
    const wrong = READY.flatMap(([name, templates]) => Array.from({ length: 4 }, () => random.some(unseen(templates[0]), 6))
      .filter((edits) => verdictsOf(after(templates, ...edits)).includes('broken')).map((edits) => [name, ...edits.map(({ what }) => what)]));
    expect(wrong).toEqual([]);
  });

  test('never makes one ready that is broken', () => {
    const random = new Random(17);
    const wrong = BROKEN.flatMap(([name, templates]) => {
      const before = judged(templates);
      const edits = before.some(isBroken) ? random.some(unseen(templates[0]), 4) : [];
      return edits.flatMap((edit) => mended(before, after(templates, edit)).map((each) => `${name}, ${edit.what}: ${each}`));
    });
    expect(wrong).toEqual([]);
  });
});

describe('writing the same in another way', () => {
  const random = new Random(19);
  const some: readonly Named[] = [...READY, ...random.shuffled(BROKEN.filter(([, templates]) => templates.length === 1)).slice(0, 60)];

  test.each(some)('changes nothing with other logical ids in another order: %s', (_, templates) => {
    const results = judged(templates);
    const [first, ...rest] = templates;
    const others = judged([shuffled(renamed(first, otherNames(first, random)), random), ...rest]);
    expect([verdictsOf(others), saidOf(others)]).toEqual([verdictsOf(results), saidOf(results)]);
  });

  test.each(READY.filter(([, templates]) => templates.length === 1))('says the same of two: %s', (_, [template]) => {
    expect(judged(doubled(template)).map(({ verdict, findings, unknowns }) => [verdict, findings, unknowns])).toEqual([['ready', [], []], ['ready', [], []]]);
  });
});
