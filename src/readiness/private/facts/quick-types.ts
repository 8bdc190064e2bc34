/** Resources that are made in seconds, so that a load balancer, which takes minutes, is not there by then. */
const QUICK: Readonly<Record<string, readonly string[]>> = {
  EC2: [
    'InternetGateway', 'Route', 'RouteTable', 'SecurityGroup', 'SecurityGroupEgress', 'SecurityGroupIngress', 'Subnet', 'SubnetRouteTableAssociation', 'VPC',
    'VPCGatewayAttachment',
  ],
  ECR: ['Repository'],
  ECS: ['CapacityProvider', 'Cluster', 'ClusterCapacityProviderAssociations', 'TaskDefinition'],
  ElasticLoadBalancingV2: ['TargetGroup'],
  IAM: ['ManagedPolicy', 'Policy', 'Role'],
  KMS: ['Alias', 'Key'],
  Logs: ['LogGroup'],
  S3: ['Bucket', 'BucketPolicy'],
  SecretsManager: ['Secret'],
  SNS: ['Topic'],
  SQS: ['Queue'],
  SSM: ['Parameter'],
};

/** Whether resources of a type, such as `AWS::IAM::Role`, are made in seconds. */
export function isQuick(type: string): boolean {
  const [, service, name] = type.split('::');
  return Object.hasOwn(QUICK, service) && QUICK[service].includes(name);
}
