import { missingWay } from './missing-way';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

export const AgentEndpoints: Rule = missingWay({
  id: 'AgentEndpoints',
  catalogue: ['X-071'],
  hop: 'endpoint',
  services: ENDPOINT_GROUPS.agent,
  requirement: 'Where there is no other way out, the VPC has the endpoints that the container agent calls: ecs, ecs-agent and ecs-telemetry.',
  fix: {
    cdk: 'vpc.addInterfaceEndpoint() with ec2.InterfaceVpcEndpointAwsService.ECS, .ECS_AGENT and .ECS_TELEMETRY',
    cloudFormation: 'add an AWS::EC2::VPCEndpoint of type Interface for each of com.amazonaws.<region>.ecs, .ecs-agent and .ecs-telemetry, with PrivateDnsEnabled',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
});
