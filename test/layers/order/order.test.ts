import { App } from 'aws-cdk-lib';
import { addAccess } from '../../../examples/access/access';
import { addCompute } from '../../../examples/compute/compute';
import { addNetworks } from '../../../examples/networks/networks';
import { QuickstartStack } from '../../../examples/quickstart/quickstart-stack';
import { NetworkGraph } from '../../unit/network/_graph';

describe.each<[string, number, (app: App) => unknown]>([
  ['quickstart', 1, (app) => new QuickstartStack(app, 'Quickstart')],
  ['networks', 6, addNetworks],
  ['compute', 20, addCompute],
  ['access', 1, addAccess],
])('the example %s', (_name, count, build) => {
  const app = new App();
  build(app);
  const graph = new NetworkGraph(app);

  test('has every service created after all that its tasks pass, and deleted before it', () => {
    expect(graph.services).toHaveLength(count);
    expect(graph.services.flatMap((service) => graph.late(service).map((resource) => `${service} before ${resource}`))).toEqual([]);
  });

  test('has no resource that waits for itself', () => {
    expect(graph.cyclic()).toEqual([]);
  });
});
