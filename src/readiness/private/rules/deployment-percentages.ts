import { violated, type Rule } from './rule';
import { choicesOf } from '../model/choices';
import type { Model } from '../model/model';
import type { Property } from '../model/property';

/** What holds without a number for a service of replicas. */
const DEFAULTS = { DesiredCount: 1, MinimumHealthyPercent: 100, MaximumPercent: 200 } as const;

/** More numbers than these are not tried. */
const MAX_CHOICES = 20;

export const DeploymentPercentages: Rule = {
  id: 'DeploymentPercentages',
  catalogue: ['X-108'],
  hop: 'start-up path',
  severity: 'warning',
  requirement: 'A deployment may stop a task before it starts another one, or start one more than desired.',
  fix: { cdk: 'minHealthyPercent: 50, maxHealthyPercent: 200', cloudFormation: 'lower MinimumHealthyPercent or raise MaximumPercent of DeploymentConfiguration' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',
  *check({ parts: { kind, at }, model }) {
    const configuration = at.at('DeploymentConfiguration');
    if (kind !== 'service' || !isRolling(at)) {
      return;
    }
    const counts = numbers(at.at('DesiredCount'), DEFAULTS.DesiredCount, model);
    const minima = numbers(configuration.at('MinimumHealthyPercent'), DEFAULTS.MinimumHealthyPercent, model);
    const maxima = numbers(configuration.at('MaximumPercent'), DEFAULTS.MaximumPercent, model);
    const isStuck = counts.every((count) => count > 0 && minima.every((minimum) => Math.ceil(count * minimum / 100) >= count)
      && maxima.every((maximum) => Math.floor(count * maximum / 100) <= count));
    if (isStuck) {
      const tasks = `${counts.join(' or ')} ${counts.every((count) => count === 1) ? 'task' : 'tasks'}`;
      const bounds = `at least ${minima.join(' or ')} % and at most ${maxima.join(' or ')} % of them`;
      yield violated(configuration, `with ${tasks}, ${bounds}, the next deployment may neither stop one nor start another`);
    }
  },
};

function isRolling(at: Property): boolean {
  return is(at.at('DeploymentController', 'Type'), 'ECS') && is(at.at('SchedulingStrategy'), 'REPLICA')
    && is(at.at('DeploymentConfiguration', 'Strategy'), 'ROLLING');
}

/** Whether a property is what it is by default. */
function is(property: Property, byDefault: string): boolean {
  return property.value === undefined || property.value === byDefault;
}

/** All numbers that a property may be; not a number for one that is not known. */
function numbers(property: Property, byDefault: number, { system }: Model): readonly number[] {
  const choices = choicesOf(property, system);
  return choices.length > MAX_CHOICES ? [NaN] : choices.map(({ number }) => 'unknown' in number ? NaN : number.known ?? byDefault);
}
