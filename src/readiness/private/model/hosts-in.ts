import { Host } from './host';
import { launchesOf, launchOfInstance, type Launch } from './launch';
import type { Model } from './model';
import { Property } from './property';
import type { ResolvedResource } from '../sources/resolved';

/** What an Auto Scaling group launches, a single instance, or a capacity provider with Managed Instances; nothing for other resources. */
export function hostsIn(resource: ResolvedResource, model: Model): readonly Host[] {
  const all = model.once('hosts by resource', () => new Map<ResolvedResource, readonly Host[]>());
  const found = all.get(resource) ?? make(resource, model);
  all.set(resource, found);
  return found;
}

function make(resource: ResolvedResource, model: Model): readonly Host[] {
  const at = Property.of(resource);
  switch (resource.type) {
    case 'AWS::AutoScaling::AutoScalingGroup': {
      const zones = at.at('VPCZoneIdentifier');
      return launchesOf(at, model).map((launch) => new Host(model, resource, launch, false, zones.given === 'no' ? launch.subnet : zones));
    }
    case 'AWS::EC2::Instance': {
      const launch = launchOfInstance(at, model);
      return [new Host(model, resource, launch, false, launch.subnet)];
    }
    default:
      return resource.type === 'AWS::ECS::CapacityProvider' ? [managed(at, model)] : [];
  }
}

function managed(provider: Property, model: Model): Host {
  const at = provider.at('ManagedInstancesProvider', 'InstanceLaunchTemplate');
  const network = at.at('NetworkConfiguration');
  const nothing = at.at('ManagedByAmazonEcs');
  const launch: Launch = {
    at,
    image: nothing,
    userData: nothing,
    profile: at.at('Ec2InstanceProfileArn'),
    instanceType: nothing,
    metadata: nothing,
    securityGroups: network.at('SecurityGroups'),
    publicIp: nothing,
    subnet: network.at('Subnets'),
  };
  return new Host(model, provider.resource, launch, true, launch.subnet);
}
