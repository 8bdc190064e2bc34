import { missingWay } from './missing-way';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

export const KeyEndpoint: Rule = missingWay({
  id: 'KeyEndpoint',
  catalogue: ['X-074'],
  hop: 'endpoint',
  services: ENDPOINT_GROUPS.key,
  requirement: 'Where there is no other way out, the VPC has an endpoint of KMS for the key of sessions.',
  fix: {
    cdk: "vpc.addInterfaceEndpoint('Kms', { service: ec2.InterfaceVpcEndpointAwsService.KMS })",
    cloudFormation: 'add an AWS::EC2::VPCEndpoint of type Interface for com.amazonaws.<region>.kms, with PrivateDnsEnabled',
  },
  docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html',
});
