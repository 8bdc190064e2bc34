import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { onePerZone } from './existing-endpoints';
import type { EndpointService } from '../../private/exec-facts';

type InterfaceService = Exclude<EndpointService, 's3'>;

const INTERFACES: Record<InterfaceService, { id: string; service: ec2.InterfaceVpcEndpointAwsService }> = {
  'ssmmessages': { id: 'SsmMessages', service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES },
  'ecr.api': { id: 'EcrApi', service: ec2.InterfaceVpcEndpointAwsService.ECR },
  'ecr.dkr': { id: 'EcrDocker', service: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER },
  'logs': { id: 'Logs', service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS },
  'kms': { id: 'Kms', service: ec2.InterfaceVpcEndpointAwsService.KMS },
  'secretsmanager': { id: 'SecretsManager', service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER },
  'ssm': { id: 'Ssm', service: ec2.InterfaceVpcEndpointAwsService.SSM },
};

export function makeInterface(
  scope: Construct, service: InterfaceService, vpc: ec2.IVpc, subnets: ec2.ISubnet[], securityGroup: ec2.ISecurityGroup,
): ec2.InterfaceVpcEndpoint {
  return new ec2.InterfaceVpcEndpoint(scope, INTERFACES[service].id, {
    vpc,
    service: INTERFACES[service].service,
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
