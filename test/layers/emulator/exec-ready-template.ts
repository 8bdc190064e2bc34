/** A CloudFormation template by hand: one exec-ready Fargate service, and all that it stands on. */

export interface Choices {
  /** Of the service `Service`; the service `Follower` never changes its text. */
  readonly exec?: boolean;
  readonly desiredCount?: number;
  readonly image?: string;
  readonly logging?: 'OVERRIDE' | 'NONE';
  readonly trustedService?: string;
  readonly egressPort?: number;
  readonly endpointAction?: string;
  readonly rotation?: boolean;
  readonly metadata?: string;
}

type Properties = Record<string, unknown>;

interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly Metadata?: Properties;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Parameters: Record<string, Properties>;
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, { Value: unknown; Export?: { Name: string } }>;
}

export function execReadyTemplate(choices: Choices = {}): Template {
  return {
    Parameters: { Retention: { Type: 'Number', Default: 30 }, Team: { Type: 'String', Default: 'nobody' } },
    Resources: {
      ...network(),
      ...groups(choices.egressPort ?? 443),
      ...endpoints(choices.endpointAction ?? 'ssmmessages:*'),
      ...session(choices.rotation ?? true),
      ...roles(choices.trustedService ?? 'ecs-tasks.amazonaws.com'),
      Cluster: cluster(choices.logging ?? 'OVERRIDE'),
      TaskDefinition: taskDefinition(choices),
      Service: service({
        ServiceName: 'api',
        LaunchType: 'FARGATE',
        EnableExecuteCommand: choices.exec ?? true,
        DesiredCount: choices.desiredCount ?? 1,
      }),
      Follower: service({ LaunchType: 'FARGATE', EnableExecuteCommand: 'true' }),
      SpotFollower: service({ CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: '1' }] }),
      Provider: resource('AWS::ECS::CapacityProvider', {
        AutoScalingGroupProvider: {
          AutoScalingGroupArn: 'auto-scaling-group',
          ManagedScaling: { Status: 'ENABLED', TargetCapacity: '90' },
          ManagedTerminationProtection: 'DISABLED',
        },
      }),
      Capacity: resource('AWS::ECS::ClusterCapacityProviderAssociations', {
        Cluster: ref('Cluster'),
        CapacityProviders: ['FARGATE', 'FARGATE_SPOT', ref('Provider')],
        DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 2 }],
      }),
    },
    Outputs: outputs(),
  };
}

function resource(type: string, properties: Properties): Resource {
  return { Type: type, Properties: properties };
}

function ref(logicalId: string) {
  return { Ref: logicalId };
}

function att(logicalId: string, attribute: string) {
  return { 'Fn::GetAtt': [logicalId, attribute] };
}

function sub(text: string) {
  return { 'Fn::Sub': text };
}

function tags() {
  return [{ Key: 'team', Value: ref('Team') }];
}

function network(): Record<string, Resource> {
  const subnet = (index: number) => resource('AWS::EC2::Subnet', {
    VpcId: ref('Vpc'),
    CidrBlock: `10.0.${index}.0/24`,
    AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
    MapPublicIpOnLaunch: index === 1,
  });
  return {
    Vpc: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true }),
    SubnetA: subnet(0),
    SubnetB: subnet(1),
    RouteTable: resource('AWS::EC2::RouteTable', { VpcId: ref('Vpc') }),
    RouteTableOfSubnetA: resource('AWS::EC2::SubnetRouteTableAssociation', {
      RouteTableId: ref('RouteTable'),
      SubnetId: ref('SubnetA'),
    }),
  };
}

function groups(egressPort: number): Record<string, Resource> {
  return {
    TaskGroup: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: 'tasks',
      VpcId: ref('Vpc'),
      SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: egressPort, ToPort: egressPort, CidrIpv6: '::/0', Description: 'out' }],
    }),
    EndpointGroup: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: 'endpoints',
      VpcId: ref('Vpc'),
      SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/16' }],
    }),
    TasksToEndpoints: resource('AWS::EC2::SecurityGroupEgress', {
      GroupId: att('TaskGroup', 'GroupId'),
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      DestinationSecurityGroupId: att('EndpointGroup', 'GroupId'),
    }),
    EndpointsFromTasks: resource('AWS::EC2::SecurityGroupIngress', {
      GroupId: att('EndpointGroup', 'GroupId'),
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      SourceSecurityGroupId: att('TaskGroup', 'GroupId'),
    }),
  };
}

function endpoints(action: string): Record<string, Resource> {
  return {
    SessionEndpoint: resource('AWS::EC2::VPCEndpoint', {
      VpcId: ref('Vpc'),
      ServiceName: sub('com.amazonaws.${AWS::Region}.ssmmessages'),
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
      SubnetIds: [ref('SubnetA'), ref('SubnetB')],
      SecurityGroupIds: [att('EndpointGroup', 'GroupId')],
      PolicyDocument: policy(action, '*', { Principal: '*' }),
    }),
    BucketEndpoint: resource('AWS::EC2::VPCEndpoint', {
      VpcId: ref('Vpc'),
      ServiceName: sub('com.amazonaws.${AWS::Region}.s3'),
      RouteTableIds: [ref('RouteTable')],
    }),
  };
}

function session(rotation: boolean): Record<string, Resource> {
  return {
    Key: resource('AWS::KMS::Key', {
      KeyPolicy: policy('kms:*', '*', { Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') } }),
      EnableKeyRotation: rotation,
    }),
    Log: resource('AWS::Logs::LogGroup', {
      LogGroupName: '/exec',
      KmsKeyId: att('Key', 'Arn'),
      RetentionInDays: ref('Retention'),
    }),
    Bucket: resource('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      Tags: tags(),
    }),
    BucketPolicy: resource('AWS::S3::BucketPolicy', {
      Bucket: ref('Bucket'),
      PolicyDocument: policy('s3:*', sub('${Bucket.Arn}/*'), {
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    }),
  };
}

function roles(trustedService: string): Record<string, Resource> {
  return {
    TaskRole: resource('AWS::IAM::Role', {
      RoleName: 'task',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: trustedService } }],
      },
    }),
    TaskPolicy: resource('AWS::IAM::Policy', {
      PolicyName: 'exec',
      Roles: [ref('TaskRole')],
      PolicyDocument: policy('logs:PutLogEvents', att('Log', 'Arn')),
    }),
  };
}

function policy(action: string, on: unknown, more: Properties = {}): Properties {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: on, ...more }] };
}

function cluster(logging: 'OVERRIDE' | 'NONE'): Resource {
  const destination = {
    CloudWatchLogGroupName: ref('Log'),
    CloudWatchEncryptionEnabled: 'true',
    S3BucketName: ref('Bucket'),
    S3EncryptionEnabled: true,
    S3KeyPrefix: 'exec/',
  };
  return resource('AWS::ECS::Cluster', {
    ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
    Configuration: {
      ExecuteCommandConfiguration: {
        KmsKeyId: att('Key', 'Arn'),
        Logging: logging,
        ...(logging === 'OVERRIDE' ? { LogConfiguration: destination } : {}),
      },
    },
    Tags: tags(),
  });
}

function taskDefinition({ image = 'app:1', metadata }: Choices): Resource {
  const properties = {
    Family: 'api',
    Cpu: '256',
    Memory: 512,
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    PidMode: 'task',
    EphemeralStorage: { SizeInGiB: '30' },
    TaskRoleArn: att('TaskRole', 'Arn'),
    ExecutionRoleArn: att('TaskRole', 'Arn'),
    Volumes: [
      { Name: 'agent' },
      { Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1', AuthorizationConfig: { IAM: 'ENABLED' } } },
    ],
    ContainerDefinitions: [container('app', image), container('sidecar', 'sidecar:1')],
    Tags: tags(),
  };
  return { ...resource('AWS::ECS::TaskDefinition', properties), ...(metadata ? { Metadata: { 'aws:cdk:path': metadata } } : {}) };
}

function container(name: string, image: string): Properties {
  return {
    Name: name,
    Image: image,
    Essential: true,
    ReadonlyRootFilesystem: 'true',
    LinuxParameters: { InitProcessEnabled: true },
    Environment: [{ Name: 'VERBOSE', Value: 'true' }],
    MountPoints: [{ SourceVolume: 'agent', ContainerPath: '/managed-agents', ReadOnly: false }],
    LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': ref('Log'), 'Mode': 'non-blocking' } },
  };
}

function service(capacity: Properties): Resource {
  return resource('AWS::ECS::Service', {
    Cluster: ref('Cluster'),
    TaskDefinition: ref('TaskDefinition'),
    DeploymentConfiguration: {
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      MaximumPercent: 200,
      MinimumHealthyPercent: 50,
    },
    EnableECSManagedTags: true,
    PropagateTags: 'SERVICE',
    LoadBalancers: [{ ContainerName: 'app', ContainerPort: '8080', TargetGroupArn: 'target-group' }],
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        AssignPublicIp: 'DISABLED',
        SecurityGroups: [att('TaskGroup', 'GroupId')],
        Subnets: [ref('SubnetA'), ref('SubnetB')],
      },
    },
    Tags: tags(),
    ...capacity,
  });
}

function outputs(): Record<string, { Value: unknown }> {
  const values = {
    ClusterArn: att('Cluster', 'Arn'),
    ClusterName: ref('Cluster'),
    FollowerName: att('Follower', 'Name'),
    KeyId: att('Key', 'KeyId'),
    LogArn: att('Log', 'Arn'),
    Place: sub('${AWS::Partition} ${AWS::URLSuffix}'),
    ServiceArn: att('Service', 'ServiceArn'),
    ServiceName: att('Service', 'Name'),
    ServiceRef: ref('Service'),
    SpotFollowerName: att('SpotFollower', 'Name'),
    SubnetA: ref('SubnetA'),
    TaskDefinitionArn: att('TaskDefinition', 'TaskDefinitionArn'),
    TaskGroup: att('TaskGroup', 'GroupId'),
    Zones: { 'Fn::Join': [',', { 'Fn::GetAZs': ref('AWS::Region') }] },
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { Value: value }]));
}
