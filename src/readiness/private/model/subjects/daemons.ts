import type { Finder } from './index';
import { Property } from '../property';
import { Unknown } from '../unknown';

/** Daemons run once on every instance of capacity providers with Managed Instances. */
export const daemons: Readonly<Record<string, Finder>> = {
  'AWS::ECS::Daemon': (root) => [{
    resource: root.resource,
    kind: 'daemon',
    at: root,
    exec: root.at('EnableExecuteCommand'),
    taskDefinition: root.at('DaemonTaskDefinitionArn'),
    cluster: root.at('ClusterArn'),
    launchType: root.at('LaunchType'),
    strategy: root.at('CapacityProviderStrategy'),
    compute: { known: ['managed-instances'] },
    platformVersion: root.at('PlatformVersion'),
    awsvpc: new Property(root.resource, ['CapacityProviderArns'], new Unknown('a daemon uses the network of the instances')),
  }],
};
