/**
 * How a type of resource is named.
 *
 * In ARNs `{name}` stands for its name or id, `{p}`, `{r}`, `{a}` and `{suffix}` for partition, region, account and domain, `{+x}` for a
 * word that AWS makes up, `{?x}` for a word that it chooses, `{cluster}` for the name of the cluster, and `{Property=default}` for a
 * property.
 */
export interface Physical {
  /** The property that sets the name; AWS makes one up without it. */
  readonly name?: string;
  /** What Ref gives, unless it is the name or id. */
  readonly ref?: string;
  /** The ARN, and which attribute gives it unless Ref does. */
  readonly arn?: string;
  readonly arnAttribute?: string;
  /** Attributes that give the name or id. */
  readonly same?: readonly string[];
  /** Attributes that give the id of something that comes along with it. */
  readonly along?: readonly string[];
  /** Attributes that repeat a property. */
  readonly repeats?: Readonly<Record<string, string>>;
}

const ARN = 'arn:{p}';
const arn = (rest: string, name?: string): Physical => ({ name, arn: `${ARN}:${rest}`, arnAttribute: 'Arn' });
const arnRef = (rest: string, name?: string, arnAttribute?: string, same: readonly string[] = []): Physical =>
  ({ name, arn: `${ARN}:${rest}`, ref: `${ARN}:${rest}`, arnAttribute, same });
const id = (...same: string[]): Physical => ({ same });
const BALANCING = 'elasticloadbalancing:{r}:{a}';

/** The types that matter to ECS Exec and what their resources are called. */
export const PHYSICAL: Readonly<Record<string, Physical>> = {
  'AWS::IAM::Role': arn('iam::{a}:role{Path=/}{name}', 'RoleName'),
  'AWS::IAM::User': arn('iam::{a}:user{Path=/}{name}', 'UserName'),
  'AWS::IAM::Group': arn('iam::{a}:group{Path=/}{name}', 'GroupName'),
  'AWS::IAM::InstanceProfile': arn('iam::{a}:instance-profile{Path=/}{name}', 'InstanceProfileName'),
  'AWS::IAM::ManagedPolicy': arnRef('iam::{a}:policy{Path=/}{name}', 'ManagedPolicyName', 'PolicyArn'),
  'AWS::IAM::Policy': id('Id'),

  'AWS::ECS::Cluster': arn('ecs:{r}:{a}:cluster/{name}', 'ClusterName'),
  'AWS::ECS::Service': arnRef('ecs:{r}:{a}:service/{cluster}/{name}', 'ServiceName', 'ServiceArn', ['Name']),
  'AWS::ECS::TaskDefinition': arnRef('ecs:{r}:{a}:task-definition/{name}:{?revision}', 'Family', 'TaskDefinitionArn'),
  'AWS::ECS::DaemonTaskDefinition': arnRef('ecs:{r}:{a}:daemon-task-definition/{name}:{?revision}', 'Family', 'DaemonTaskDefinitionArn'),
  'AWS::ECS::CapacityProvider': { name: 'Name' },
  'AWS::ECR::Repository': arn('ecr:{r}:{a}:repository/{name}', 'RepositoryName'),

  'AWS::Logs::LogGroup': arn('logs:{r}:{a}:log-group:{name}:*', 'LogGroupName'),
  'AWS::S3::Bucket': arn('s3:::{name}', 'BucketName'),
  'AWS::KMS::Key': { ...arn('kms:{r}:{a}:key/{name}'), same: ['KeyId'] },
  'AWS::KMS::ReplicaKey': { ...arn('kms:{r}:{a}:key/{name}'), same: ['KeyId'] },
  'AWS::KMS::Alias': { name: 'AliasName' },
  'AWS::SecretsManager::Secret': arnRef('secretsmanager:{r}:{a}:secret:{name}-{+suffix}', 'Name', 'Id'),
  'AWS::SSM::Parameter': { name: 'Name', repeats: { Type: 'Type', Value: 'Value' } },
  'AWS::SSM::Document': { name: 'Name' },

  'AWS::EC2::VPC': { same: ['VpcId'], along: ['DefaultSecurityGroup', 'DefaultNetworkAcl'], repeats: { CidrBlock: 'CidrBlock' } },
  'AWS::EC2::Subnet': { same: ['SubnetId'], repeats: { AvailabilityZone: 'AvailabilityZone', VpcId: 'VpcId', CidrBlock: 'CidrBlock' } },
  'AWS::EC2::SecurityGroup': { same: ['GroupId', 'Id'], repeats: { VpcId: 'VpcId' } },
  'AWS::EC2::RouteTable': id('RouteTableId'),
  'AWS::EC2::NetworkAcl': id('Id', 'NetworkAclId'),
  'AWS::EC2::InternetGateway': id('InternetGatewayId'),
  'AWS::EC2::EgressOnlyInternetGateway': id('Id'),
  'AWS::EC2::NatGateway': id('NatGatewayId'),
  'AWS::EC2::VPNGateway': id('VPNGatewayId'),
  'AWS::EC2::TransitGateway': id('Id'),
  'AWS::EC2::TransitGatewayAttachment': id('Id'),
  'AWS::EC2::TransitGatewayVpcAttachment': id('Id'),
  'AWS::EC2::VPCEndpoint': id('Id'),
  'AWS::EC2::PrefixList': id('PrefixListId'),
  'AWS::EC2::NetworkInterface': id('Id'),
  'AWS::EC2::Instance': id('InstanceId'),
  'AWS::EC2::LaunchTemplate': id('LaunchTemplateId'),
  'AWS::AutoScaling::AutoScalingGroup': {
    name: 'AutoScalingGroupName',
    arn: 'arn:{p}:autoscaling:{r}:{a}:autoScalingGroup:{+uuid}:autoScalingGroupName/{name}',
    arnAttribute: 'AutoScalingGroupARN',
  },
  'AWS::AutoScaling::LaunchConfiguration': { name: 'LaunchConfigurationName' },
  'AWS::EFS::FileSystem': { ...arn('elasticfilesystem:{r}:{a}:file-system/{name}'), same: ['FileSystemId'] },
  'AWS::EFS::AccessPoint': { ...arn('elasticfilesystem:{r}:{a}:access-point/{name}'), same: ['AccessPointId'] },

  'AWS::ElasticLoadBalancingV2::TargetGroup': arnRef(`${BALANCING}:targetgroup/{name}/{+id}`, 'Name', 'TargetGroupArn', ['TargetGroupName']),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': arnRef(`${BALANCING}:loadbalancer/{?kind}/{name}/{+id}`, 'Name', 'LoadBalancerArn', ['LoadBalancerName']),
  'AWS::ElasticLoadBalancingV2::Listener': arnRef(`${BALANCING}:listener/{?kind}/{name}/{+id}`, undefined, 'ListenerArn'),

  'AWS::SNS::Topic': arnRef('sns:{r}:{a}:{name}', 'TopicName', 'TopicArn', ['TopicName']),
  'AWS::SQS::Queue': {
    name: 'QueueName', ref: 'https://sqs.{r}.{suffix}/{a}/{name}', arn: 'arn:{p}:sqs:{r}:{a}:{name}', arnAttribute: 'Arn', same: ['QueueName'],
  },
  'AWS::DynamoDB::Table': arn('dynamodb:{r}:{a}:table/{name}', 'TableName'),
  'AWS::Lambda::Function': arn('lambda:{r}:{a}:function:{name}', 'FunctionName'),
  'AWS::Scheduler::ScheduleGroup': arn('scheduler:{r}:{a}:schedule-group/{name}', 'Name'),
  'AWS::StepFunctions::StateMachine': arnRef('states:{r}:{a}:stateMachine:{name}', 'StateMachineName', 'Arn', ['Name']),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': { ...arn('servicediscovery:{r}:{a}:namespace/{name}'), same: ['Id'] },
  'AWS::ServiceDiscovery::HttpNamespace': { ...arn('servicediscovery:{r}:{a}:namespace/{name}'), same: ['Id'] },
};
