import { missingWay } from './missing-way';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

export const ValueEndpoints: Rule = missingWay({
  id: 'ValueEndpoints',
  catalogue: ['X-072'],
  hop: 'endpoint',
  services: ENDPOINT_GROUPS.values,
  requirement: 'Where there is no other way out, the VPC has endpoints of the stores that secrets and parameters come from.',
  fix: {
    cdk: 'vpc.addInterfaceEndpoint() with ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER or .SSM',
    cloudFormation: 'add an AWS::EC2::VPCEndpoint of type Interface for com.amazonaws.<region>.secretsmanager or .ssm, with PrivateDnsEnabled',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
});
