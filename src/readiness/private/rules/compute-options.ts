import { unclear, violated, type Outcome, type Rule } from './rule';
import { choicesOf } from '../model/choices';
import { strategyOf, type Strategy } from '../model/strategy';
import type { Subject } from '../model/subject';

const PLACEMENT = ['PlacementConstraints', 'PlacementStrategies', 'PlacementStrategy'];

export const ComputeOptions: Rule = {
  id: 'ComputeOptions',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Nothing is asked of the scheduler that there is not where the tasks run: no placement and no daemons on Fargate, no Fargate Spot for Windows, no platform version elsewhere.',
  fix: { cdk: 'an Ec2Service for placement, a FargateService for platform versions', cloudFormation: 'remove the property' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  *check(subject) {
    yield* spotOnWindows(subject);
    const { parts: { at, kind, platformVersion }, model } = subject;
    if (subject.runsOn('fargate') === 'yes' && kind !== 'batch') {
      for (const placement of PLACEMENT.map((name) => at.at(name))) {
        yield* placement.list.items.some(({ given }) => given === 'yes') ? [violated(placement, 'tasks are placed on Fargate, which takes no rules for that')] : [];
      }
      const scheduling = at.at('SchedulingStrategy');
      const isDaemon = choicesOf(scheduling, model.system).every(({ value }) => value === 'DAEMON');
      yield* isDaemon ? [violated(scheduling, 'there are no daemons on Fargate')] : [];
    }
    const isElsewhere = subject.runsOn('ec2', 'external') === 'yes' && !strategyOf(subject);
    if (isElsewhere && kind !== 'batch' && platformVersion.given === 'yes') {
      yield violated(platformVersion, 'platform versions are of Fargate, and the tasks do not run there');
    }
  },
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html */
function spotOnWindows(subject: Subject): readonly Outcome[] {
  const { os, taskDefinition } = subject;
  const strategy = strategyOf(subject);
  const spot = strategy?.providers.findIndex((provider) => provider?.spot === true) ?? -1;
  if (!strategy || spot < 0 || !('to' in taskDefinition) || 'known' in os && os.known === 'linux') {
    return [];
  }
  const at = strategy.items.items[spot].at('CapacityProvider');
  const isSure = 'known' in os && isUsed(strategy, spot);
  return [isSure ? violated(at, 'there is no Fargate Spot for Windows, which the tasks run', {
    fix: { cdk: "capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }]", cloudFormation: 'leave FARGATE_SPOT out of the strategy' },
  }) : unclear(at, 'whether tasks of Windows are to run on Fargate Spot, where there is no Windows, is not known')];
}

/** Whether a provider certainly gets tasks: a single one needs no weight. */
function isUsed({ items: { items, more } }: Strategy, index: number): boolean {
  const [weight, base] = ['Weight', 'Base'].map((key) => items[index].at(key).number);
  const isAlone = items.length === 1 && more === undefined;
  return items[index].given === 'yes' && (isAlone || [weight, base].some((number) => 'known' in number && number.known !== undefined && number.known > 0));
}
