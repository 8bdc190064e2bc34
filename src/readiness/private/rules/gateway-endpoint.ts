import { withoutWay } from './missing-way';
import { obstacleRule } from './obstacle-rule';
import { shownIds } from './path-words';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

export const GatewayEndpoint: Rule = obstacleRule({
  id: 'GatewayEndpoint',
  catalogue: ['X-070'],
  hop: 'endpoint',
  obstacles: ['gateway-not-associated'],
  requirement: 'Where there is no other way out, the route tables of the subnets have a gateway endpoint of S3: layers of images come from there.',
  fix: {
    cdk: "vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3, subnets: [...] })",
    cloudFormation: 'name the route tables of the subnets in RouteTableIds of an AWS::EC2::VPCEndpoint of type Gateway for com.amazonaws.<region>.s3',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  cause: ({ ids }, subject) => {
    const [gateways, subnets] = [0, 1].map((index) => shownIds(ids.map((each) => each[index]), subject));
    return `the gateway endpoint ${gateways} is not in the route tables of ${subnets}`;
  },
  doubt: ({ ids }, subject) => `whether the gateway endpoint ${shownIds(ids.map(([gateway]) => gateway), subject)} is in the route tables of the subnets is not known`,
  more: (subject) => withoutWay(subject, ENDPOINT_GROUPS.objects),
});
