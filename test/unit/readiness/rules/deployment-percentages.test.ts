import { judged } from './_judge';
import { ref } from './_ready';
import { parameters, saysOf, saysOfReady, task } from './_task';
import { DeploymentPercentages } from '../../../../src/readiness/private/rules/deployment-percentages';

const PLACE = 'Service.DeploymentConfiguration';
const deployed = (DesiredCount: unknown, MinimumHealthyPercent: unknown, MaximumPercent: unknown, service: object = {}, declared?: object) =>
  saysOf(DeploymentPercentages, {
    service: { DesiredCount, DeploymentConfiguration: { MinimumHealthyPercent, MaximumPercent }, ...service }, parameters: declared,
  });

describe('DeploymentPercentages', () => {
  test.each<(number | undefined)[]>([
    [2, 100, 200], [2, 50, 100], [4, 75, 100], [3, 100, 134], [1, 0, 100], [1, undefined, undefined], [0, 100, 100],
  ])('is silent about %j tasks with %j and %j %%', (count, minimum, maximum) => {
    expect(deployed(count, minimum, maximum)).toEqual([]);
  });

  test.each<(number | undefined)[]>([
    [2, 100, 100], [2, 75, 100], [3, 100, 125], [1, 50, 199], [1, 1, 150], [undefined, undefined, 100],
  ])('warns of %j tasks with %j and %j %%', (count, minimum, maximum) => {
    expect(deployed(count, minimum, maximum)).toEqual([`warning ${PLACE}`]);
  });

  test('is silent about the templates that are ready, and what is not known', () => {
    expect(saysOfReady(DeploymentPercentages)).toEqual([]);
    expect(deployed(ref('Count'), 100, 100, {}, parameters('Count'))).toEqual([]);
    expect(deployed(ref('Count'), 100, 125, {}, { Count: { Type: 'Number', AllowedValues: [2, 3] } })).toEqual([`warning ${PLACE}`]);
    expect(deployed(ref('Count'), 100, 125, {}, { Count: { Type: 'Number', AllowedValues: [3, 4] } })).toEqual([]);
  });

  test.each<[object]>([
    [{ SchedulingStrategy: 'DAEMON' }],
    [{ DeploymentController: { Type: 'CODE_DEPLOY' } }],
    [{ DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 100, Strategy: 'BLUE_GREEN' } }],
  ])('is silent about other deployments: %j', (service) => {
    expect(deployed(2, 100, 100, service)).toEqual([]);
  });

  test('says which numbers do not go together', () => {
    const causes = (service: object) => judged(task({ service }), [DeploymentPercentages])[0].findings.map(({ cause }) => cause);
    expect(causes({ DesiredCount: 2, DeploymentConfiguration: { MaximumPercent: 100 } }))
      .toEqual(['with 2 tasks, at least 100 % and at most 100 % of them, the next deployment may neither stop one nor start another']);
    expect(causes({ DesiredCount: 1, DeploymentConfiguration: { MaximumPercent: 100 } })[0]).toMatch(/^with 1 task, /);
  });
});
