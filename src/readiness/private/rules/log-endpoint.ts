import { missingWay } from './missing-way';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

export const LogEndpoint: Rule = missingWay({
  id: 'LogEndpoint',
  catalogue: ['X-073'],
  hop: 'endpoint',
  services: ENDPOINT_GROUPS.logs,
  requirement: 'Where there is no other way out, the VPC has an endpoint of what logs are sent to: CloudWatch Logs, or through FireLens Firehose or Kinesis.',
  fix: {
    cdk: "vpc.addInterfaceEndpoint('Logs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS })",
    cloudFormation: 'add an AWS::EC2::VPCEndpoint of type Interface for com.amazonaws.<region>.logs, kinesis-firehose or kinesis-streams, with PrivateDnsEnabled',
  },
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-and-interface-VPC.html',
});
