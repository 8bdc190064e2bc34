import { obstacleRule } from './obstacle-rule';
import { shownIds } from './path-words';
import type { Fix, Rule } from './rule';
import type { Block } from '../model/traffic/blocks';

/** Tasks on instances, managed or not, with network interfaces of their own get no public address, whatever is asked for. */
const ON_INSTANCES: Fix = {
  cdk: 'vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }',
  cloudFormation: 'name subnets in AwsvpcConfiguration whose default route leads to a NAT gateway, or add VPC endpoints: on instances such tasks never get a public address',
};

const OF_HOSTS: Fix = {
  cdk: 'associatePublicIpAddress: true on the launch template, or subnets with a NAT gateway',
  cloudFormation: 'set AssociatePublicIpAddress of the launch template or MapPublicIpOnLaunch of the subnet to true, or use subnets with a NAT gateway',
};

export const PublicAddress: Rule = obstacleRule({
  id: 'PublicAddress',
  catalogue: ['X-066'],
  hop: 'route',
  obstacles: ['no-public-ip'],
  requirement: 'What runs in a subnet whose way out is an internet gateway has a public address.',
  fix: {
    cdk: 'assignPublicIp: true, or vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }',
    cloudFormation: 'set AssignPublicIp to ENABLED, or name subnets whose default route leads to a NAT gateway',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',
  cause: (block, subject) => {
    const [subnets, gateways] = [0, 1].map((index) => shownIds(block.ids.map((ids) => ids[index]), subject));
    return `the way out of ${subnets} is the internet gateway ${gateways}, and there is no public address to come back to`;
  },
  doubt: ({ ids }, subject) => `whether there is a public address in ${shownIds(ids.map(([subnet]) => subnet), subject)} is not known`,
  details: (block) => kindOf(block) === 'ec2-awsvpc' ? { fix: ON_INSTANCES } : kindOf(block) === 'host' ? { fix: OF_HOSTS } : {},
});

function kindOf({ paths: [{ departure: { interfaces: [{ compute }] } }] }: Block): string | undefined {
  return 'known' in compute ? compute.known : undefined;
}
