import { missingWay } from './missing-way';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

export const ChannelEndpoint: Rule = missingWay({
  id: 'ChannelEndpoint',
  catalogue: ['X-069'],
  hop: 'endpoint',
  services: ENDPOINT_GROUPS.channel,
  requirement: 'Where there is no other way out, the VPC has an endpoint of ssmmessages, through which sessions go.',
  fix: {
    cdk: "vpc.addInterfaceEndpoint('Ssmmessages', { service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES })",
    cloudFormation: 'add an AWS::EC2::VPCEndpoint of type Interface for com.amazonaws.<region>.ssmmessages with PrivateDnsEnabled',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
});
