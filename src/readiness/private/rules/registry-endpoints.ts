import { missingWay } from './missing-way';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

export const RegistryEndpoints: Rule = missingWay({
  id: 'RegistryEndpoints',
  catalogue: ['X-068'],
  hop: 'endpoint',
  services: ENDPOINT_GROUPS.registry,
  requirement: 'Where there is no other way out, the VPC has both endpoints of Amazon ECR: ecr.api and ecr.dkr.',
  fix: {
    cdk: 'vpc.addInterfaceEndpoint() with ec2.InterfaceVpcEndpointAwsService.ECR and .ECR_DOCKER',
    cloudFormation: 'add an AWS::EC2::VPCEndpoint of type Interface for each of com.amazonaws.<region>.ecr.api and .ecr.dkr, with PrivateDnsEnabled',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
});
