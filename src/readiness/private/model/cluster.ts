import { Property } from './property';
import type { ResolvedResource } from '../sources/resolved';

/** A cluster with what its sessions are configured to do. */
export class Cluster {
  public readonly at: Property;
  /** `ExecuteCommandConfiguration`. */
  public readonly session: Property;

  /** @param associations the resources that give it its capacity providers */
  constructor(public readonly resource: ResolvedResource, public readonly associations: readonly ResolvedResource[]) {
    this.at = Property.of(resource);
    this.session = this.at.at('Configuration', 'ExecuteCommandConfiguration');
  }

  /** Everything that names its capacity providers. */
  public get capacityProviders(): readonly Property[] {
    return [this.at, ...this.associations.map((each) => Property.of(each))].map((each) => each.at('CapacityProviders'));
  }

  /** What is used by those that name no launch type. */
  public get defaultStrategies(): readonly Property[] {
    return [this.at, ...this.associations.map((each) => Property.of(each))].map((each) => each.at('DefaultCapacityProviderStrategy'));
  }
}
