import { unclear, violated, type Outcome, type Rule } from './rule';
import type { Property } from '../model/property';
import { strategyOf, type Strategy } from '../model/strategy';

export const CapacityStrategy: Rule = {
  id: 'CapacityStrategy',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A capacity provider strategy has providers of one kind, one with a weight above zero, and at most one with a base.',
  fix: { cdk: "capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }]", cloudFormation: 'set Weight of at least one provider to 1 or more, and use providers of one kind' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',
  *check(subject) {
    const strategy = strategyOf(subject);
    if (strategy) {
      yield* mixed(strategy);
      yield* weights(strategy);
      const bases = strategy.items.items.map((item) => item.at('Base')).filter((base) => numberOf(base, 0) > 0);
      yield* bases.length > 1 ? [violated(bases[1], 'two providers of the strategy have a base, and only one may')] : [];
    }
  },
};

/** What is said of Fargate beside other providers. */
function mixed({ at, providers }: Strategy): readonly Outcome[] {
  if (!providers.some((provider) => provider?.compute === 'fargate')) {
    return [];
  }
  return providers.some((provider) => provider?.compute === 'ec2')
    ? [violated(at, 'the strategy mixes providers of Fargate with one of an Auto Scaling group, and AWS takes either')]
    // that a provider is not at hand is told elsewhere
    : providers.some((provider) => provider && provider.compute !== 'fargate')
      ? [unclear(at, 'whether AWS takes the strategy is not known: it does not when providers of Fargate are mixed with others')] : [];
}

/** What is said when no provider has a weight. A single one that is named outright may do without. */
function weights({ at, byDefault, items: { items, more } }: Strategy): readonly Outcome[] {
  const weightless = items.length > (byDefault ? 0 : 1) && more === undefined && items.every((item) => item.given === 'yes' && numberOf(item.at('Weight'), 0) === 0);
  return weightless ? [violated(at, 'no provider of the strategy has a weight above zero, so none can be used')] : [];
}

/** A number, or what holds without one; not a number when it is not known. */
function numberOf(property: Property, otherwise: number): number {
  const { number } = property;
  return 'unknown' in number ? NaN : number.known ?? otherwise;
}
