import { providerAt, type CapacityProvider } from './compute';
import { linked } from './link';
import type { Items, Property } from './property';
import type { Subject } from './subject';

/** The capacity provider strategy that decides where tasks run. */
export interface Strategy {
  readonly at: Property;
  /** Whether it is the default of the cluster. */
  readonly byDefault: boolean;
  readonly items: Items;
  /** What is known of the provider of each item. */
  readonly providers: readonly (CapacityProvider | undefined)[];
}

/** The strategy in effect: the one given or, without a launch type, the default of the cluster. */
export function strategyOf(subject: Subject): Strategy | undefined {
  return subject.once('strategy', () => {
    const { parts, model } = subject;
    const own = parts.strategy.given !== 'no';
    const defaults = own || parts.compute || parts.launchType.given !== 'no' ? [] : linked(subject.cluster)?.defaultStrategies ?? [];
    const at = own ? parts.strategy : defaults.find(({ given }) => given !== 'no');
    return at && { at, byDefault: !own, items: at.list, providers: at.list.items.map((item) => linked(providerAt(item.at('CapacityProvider'), model.system))) };
  });
}
