/**
 * The properties without which CloudFormation refuses a resource, by type; those below a property or below each item of a list (`*`) only where that is given.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const REQUIRED_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': ['MinSize', 'MaxSize'],
  'AWS::EC2::LaunchTemplate': ['LaunchTemplateData'],
  'AWS::EC2::NetworkAcl': ['VpcId'],
  'AWS::EC2::NetworkAclEntry': ['NetworkAclId', 'Protocol', 'RuleAction', 'RuleNumber'],
  'AWS::EC2::Route': ['RouteTableId'],
  'AWS::EC2::RouteTable': ['VpcId'],
  'AWS::EC2::SecurityGroup': ['GroupDescription', 'SecurityGroupIngress.*.IpProtocol', 'SecurityGroupEgress.*.IpProtocol'],
  'AWS::EC2::SecurityGroupEgress': ['GroupId', 'IpProtocol'],
  'AWS::EC2::SecurityGroupIngress': ['IpProtocol'],
  'AWS::EC2::Subnet': ['VpcId'],
  'AWS::EC2::SubnetNetworkAclAssociation': ['NetworkAclId', 'SubnetId'],
  'AWS::EC2::SubnetRouteTableAssociation': ['RouteTableId', 'SubnetId'],
  'AWS::EC2::VPCEndpoint': ['VpcId'],
  'AWS::EC2::VPCGatewayAttachment': ['VpcId'],
  'AWS::ECS::CapacityProvider': [
    'AutoScalingGroupProvider.AutoScalingGroupArn',
    'ManagedInstancesProvider.InfrastructureRoleArn',
    'ManagedInstancesProvider.InstanceLaunchTemplate',
    'ManagedInstancesProvider.InstanceLaunchTemplate.Ec2InstanceProfileArn',
    'ManagedInstancesProvider.InstanceLaunchTemplate.NetworkConfiguration',
  ],
  'AWS::ECS::TaskSet': ['Cluster', 'Service', 'TaskDefinition'],
  'AWS::ElasticLoadBalancingV2::Listener': ['DefaultActions', 'DefaultActions.*.Type', 'LoadBalancerArn'],
  'AWS::Events::Rule': ['Targets.*.Arn', 'Targets.*.Id'],
  'AWS::IAM::InstanceProfile': ['Roles'],
  'AWS::IAM::ManagedPolicy': ['PolicyDocument'],
  'AWS::IAM::Policy': ['PolicyDocument', 'PolicyName'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'Policies.*.PolicyName', 'Policies.*.PolicyDocument'],
  'AWS::IAM::RolePolicy': ['PolicyName', 'RoleName'],
  'AWS::KMS::Alias': ['AliasName', 'TargetKeyId'],
  'AWS::Scheduler::Schedule': ['FlexibleTimeWindow', 'FlexibleTimeWindow.Mode', 'ScheduleExpression', 'Target', 'Target.Arn', 'Target.RoleArn'],
};
