import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Fleet } from './fleet';
import type { ExecNetworkConfig } from '../../../network/exec-network';
import { zoneOf, zonesOf } from '../../../network/private/zones';
import { identityOf } from '../../../private/identity';
import { warn } from '../../../private/warnings';
import { hostSize } from '../host-sizes';

/** Tasks with a network interface of their own are placed on instances in the zone of that interface. */
export function checkZones(scope: Construct, tasks: ExecNetworkConfig, fleet: Fleet): void {
  const { network } = fleet;
  if (identityOf(network.vpc, network.vpc.vpcId) !== identityOf(tasks.vpc, tasks.vpc.vpcId)) {
    throw new Error(`${scope.node.path}: the instances of ${JSON.stringify(fleet.node.path)} are in the VPC ${JSON.stringify(network.vpc.node.path)} and the tasks in `
      + `${JSON.stringify(tasks.vpc.node.path)}; choose subnets of the VPC of the tasks through ExecNetwork.existing, or leave network out of ExecCapacity.ec2`);
  }
  const [own, hosts] = [zonesOf(tasks), zonesOf(network)];
  const without = own && hosts ? own.filter((zone) => !hosts.includes(zone)) : [];
  if (without.length === 0) {
    return;
  }
  const names = namesOf(tasks.subnets);
  if (without.length === own!.length) {
    throw new Error(`${scope.node.path}: the tasks are in ${names}, and the instances of ${JSON.stringify(fleet.node.path)} in ${namesOf(network.subnets)}, so no task can be placed; `
      + 'choose subnets in the same Availability Zones');
  }
  warn(scope, 'zoneWithoutInstances', `the tasks are in ${names}, and the instances of ${JSON.stringify(fleet.node.path)} only in ${namesOf(network.subnets)}, `
    + 'so no task is placed in the other Availability Zones; choose subnets in the same zones');
}

/**
 * Instances take a number of network interfaces, one of which is their own.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
 */
export function checkInterfaces(scope: Construct, fleet: Fleet): void {
  const { choice: { types, maxCapacity }, options: { networkInterfaceTrunking }, wanted } = fleet;
  const each = types.map((type) => hostSize(type.toString())?.interfaces);
  if (networkInterfaceTrunking || Token.isUnresolved(maxCapacity) || each.includes(undefined)) {
    return;
  }
  const places = maxCapacity * (Math.max(...each.map((interfaces) => interfaces!)) - 1);
  if (wanted > places) {
    const perInstance = types.map((type, index) => `${type} ${each[index]! - 1}`).join(', ');
    throw new Error(`${scope.node.path}: ${wanted} tasks want a network interface on the instances of ${JSON.stringify(fleet.node.path)}, and ${maxCapacity} instances have interfaces for ${places} `
      + `(for each: ${perInstance}); choose larger instanceTypes, a higher maxCapacity, networkInterfaceTrunking, or networkMode ecs.NetworkMode.BRIDGE`);
  }
}

function namesOf(subnets: ec2.ISubnet[]): string {
  return JSON.stringify(subnets.map((subnet) => {
    const zone = zoneOf(subnet);
    return zone === undefined || Token.isUnresolved(zone) ? subnet.node.path : zone;
  }));
}
