import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { onePerZone } from './existing-endpoints';
import type { EndpointService } from '../../private/exec-facts';

type InterfaceService = Exclude<EndpointService, 's3'>;

/** By construct id and by the name that CDK has for the service. */
const INTERFACES = {
  'ssmmessages': ['SsmMessages', 'SSM_MESSAGES'],
  'ecr.api': ['EcrApi', 'ECR'],
  'ecr.dkr': ['EcrDocker', 'ECR_DOCKER'],
  'logs': ['Logs', 'CLOUDWATCH_LOGS'],
  'kms': ['Kms', 'KMS'],
  'secretsmanager': ['SecretsManager', 'SECRETS_MANAGER'],
  'ssm': ['Ssm', 'SSM'],
  'kinesis-firehose': ['Firehose', 'KINESIS_FIREHOSE'],
  'kinesis-streams': ['KinesisStreams', 'KINESIS_STREAMS'],
  'elasticfilesystem': ['ElasticFileSystem', 'ELASTIC_FILESYSTEM'],
  'xray': ['XRay', 'XRAY'],
  'monitoring': ['Monitoring', 'CLOUDWATCH_MONITORING'],
  'sts': ['Sts', 'STS'],
  'ecs': ['Ecs', 'ECS'],
  'ecs-agent': ['EcsAgent', 'ECS_AGENT'],
  'ecs-telemetry': ['EcsTelemetry', 'ECS_TELEMETRY'],
} as const satisfies Record<InterfaceService, readonly [string, keyof typeof ec2.InterfaceVpcEndpointAwsService]>;

export function makeInterface(
  scope: Construct, service: InterfaceService, vpc: ec2.IVpc, subnets: ec2.ISubnet[], securityGroup: ec2.ISecurityGroup,
): ec2.InterfaceVpcEndpoint {
  const [id, name] = INTERFACES[service];
  return new ec2.InterfaceVpcEndpoint(scope, id, {
    vpc,
    service: ec2.InterfaceVpcEndpointAwsService[name],
    subnets: { subnets: onePerZone(subnets) },
    securityGroups: [securityGroup],
    privateDnsEnabled: true,
    open: false,
  });
}

export function makeGateway(scope: Construct, vpc: ec2.IVpc, subnets: ec2.ISubnet[]): ec2.GatewayVpcEndpoint {
  const unknown = subnets.filter((subnet) => !subnet.routeTable?.routeTableId);
  if (unknown.length > 0) {
    throw new Error(`${scope.node.path}: the route tables of the subnets ${JSON.stringify(unknown.map((subnet) => subnet.node.path))} are not known, `
      + 'so no gateway endpoint for Amazon S3 can be added to them; import the subnets with their routeTableId, '
      + 'or declare the endpoint with ExecEndpointSource.declared({ services: [\'s3\', ...] })');
  }
  return new ec2.GatewayVpcEndpoint(scope, 'S3', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3, subnets: [{ subnets }] });
}
