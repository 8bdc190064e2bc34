import { Aws, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** An endpoint for the channel of sessions that somebody made as an L1, in the isolated subnets of a VPC. */
export function ownEndpoint(stack: Stack, vpc: ec2.IVpc, props: Partial<ec2.CfnVPCEndpointProps> = {}, id = 'Own'): ec2.CfnVPCEndpoint {
  return new ec2.CfnVPCEndpoint(stack, id, {
    vpcId: vpc.vpcId,
    vpcEndpointType: 'Interface',
    privateDnsEnabled: true,
    serviceName: `com.amazonaws.${Aws.REGION}.ssmmessages`,
    subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
    securityGroupIds: ['sg-0123456789abcdef0'],
    ...props,
  });
}
