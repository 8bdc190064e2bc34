/*
 * The smallest templates that are ready, to be broken one cause at a time. Each call makes a new one.
 */

/** A template, open to any change. */
export interface Template {
  Parameters?: Record<string, any>;
  Conditions?: Record<string, any>;
  Resources: Record<string, { Type: string; Properties: Record<string, any>; DependsOn?: string | string[]; Condition?: string; Metadata?: object }>;
  Outputs?: Record<string, any>;
}

const channels = () => ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((action) => `ssmmessages:${action}`);

export const ref = (name: string) => ({ Ref: name });
export const att = (name: string, attribute: string) => ({ 'Fn::GetAtt': [name, attribute] });
export const sub = (text: string) => ({ 'Fn::Sub': text });
export const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
export const deny = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({ Effect: 'Deny', Action, Resource, ...more });
export const policy = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
export const inline = (PolicyName: string, ...statements: unknown[]) => ({ PolicyName, PolicyDocument: policy(...statements) });

export function trust(Service = 'ecs-tasks.amazonaws.com'): object {
  return policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service },
    Condition: {
      StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') },
      ArnLike: { 'aws:SourceArn': sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*') },
    },
  });
}

/** Cluster, session, roles and task definition. */
function core(): Template['Resources'] {
  return {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: policy(
          { Effect: 'Allow', Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' },
          {
            Effect: 'Allow',
            Principal: { Service: sub('logs.${AWS::Region}.amazonaws.com') },
            Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
            Resource: '*',
            Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/exec/app') } },
          },
        ),
      },
    },
    SessionLog: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/exec/app', RetentionInDays: 30, KmsKeyId: att('Key', 'Arn') } },
    AppLog: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    Cluster: {
      Type: 'AWS::ECS::Cluster',
      Properties: {
        Configuration: {
          ExecuteCommandConfiguration: {
            KmsKeyId: att('Key', 'Arn'),
            Logging: 'OVERRIDE',
            LogConfiguration: { CloudWatchLogGroupName: ref('SessionLog'), CloudWatchEncryptionEnabled: true },
          },
        },
      },
    },
    TaskRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust(),
        Policies: [inline('exec',
          allow(channels()),
          allow('logs:DescribeLogGroups'),
          allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], att('SessionLog', 'Arn')),
          allow('kms:Decrypt', att('Key', 'Arn')),
        )],
      },
    },
    ExecutionRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust(),
        Policies: [inline('start',
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], att('AppLog', 'Arn')),
        )],
      },
    },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Cpu: '256',
        Memory: '512',
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['FARGATE'],
        TaskRoleArn: att('TaskRole', 'Arn'),
        ExecutionRoleArn: att('ExecutionRole', 'Arn'),
        ContainerDefinitions: [{
          Name: 'app',
          Image: 'public.ecr.aws/nginx/nginx:1.27',
          LinuxParameters: { InitProcessEnabled: true },
          LogConfiguration: {
            LogDriver: 'awslogs',
            Options: {
              'awslogs-group': ref('AppLog'), 'awslogs-region': ref('AWS::Region'), 'awslogs-stream-prefix': 'app',
            },
          },
        }],
      },
    },
  };
}

const subnet = (zone: number) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: {
    VpcId: ref('Vpc'), CidrBlock: `10.0.${zone}.0/24`, AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
  },
});
const association = (name: string) => ({ Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: ref(name), RouteTableId: ref('Routes') } });

/** A VPC with two subnets, one route table, and the security group of the tasks. */
function network(): Template['Resources'] {
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true } },
    SubnetA: subnet(0),
    SubnetB: subnet(1),
    Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
    RoutesA: association('SubnetA'),
    RoutesB: association('SubnetB'),
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'tasks', VpcId: ref('Vpc'), SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }],
      },
    },
  };
}

function service(assignPublicIp: 'ENABLED' | 'DISABLED', dependsOn: string[]): Template['Resources'][string] {
  return {
    Type: 'AWS::ECS::Service',
    DependsOn: dependsOn,
    Properties: {
      Cluster: ref('Cluster'),
      TaskDefinition: ref('Task'),
      DesiredCount: 2,
      LaunchType: 'FARGATE',
      EnableExecuteCommand: true,
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')], AssignPublicIp: assignPublicIp } },
    },
  };
}

/** On Fargate, with public addresses behind an internet gateway. */
export function publicFargate(): Template {
  return {
    Resources: {
      ...core(),
      ...network(),
      Gateway: { Type: 'AWS::EC2::InternetGateway', Properties: {} },
      Attachment: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') } },
      Default: {
        Type: 'AWS::EC2::Route',
        DependsOn: 'Attachment',
        Properties: {
          RouteTableId: ref('Routes'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway'),
        },
      },
      Service: service('ENABLED', ['Default', 'RoutesA', 'RoutesB']),
    },
  };
}

const INTERFACES = { Ssmmessages: 'ssmmessages', EcrApi: 'ecr.api', EcrDkr: 'ecr.dkr', Logs: 'logs', Kms: 'kms' };
export const REPOSITORY = 'arn:aws:ecr:eu-west-1:111111111111:repository/app';

/** On Fargate in subnets without any way out, through endpoints; the image is in a private repository. */
export function isolatedFargate(): Template {
  const template: Template = { Resources: { ...core(), ...network() } };
  const { Resources } = template;
  Resources.EndpointGroup = {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'endpoints',
      VpcId: ref('Vpc'),
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: att('Group', 'GroupId') }],
    },
  };
  for (const [name, endpoint] of Object.entries(INTERFACES)) {
    Resources[name] = {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcEndpointType: 'Interface',
        VpcId: ref('Vpc'),
        ServiceName: sub(`com.amazonaws.\${AWS::Region}.${endpoint}`),
        PrivateDnsEnabled: true,
        SubnetIds: [ref('SubnetA'), ref('SubnetB')],
        SecurityGroupIds: [att('EndpointGroup', 'GroupId')],
      },
    };
  }
  Resources.S3 = {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Gateway', VpcId: ref('Vpc'), ServiceName: sub('com.amazonaws.${AWS::Region}.s3'), RouteTableIds: [ref('Routes')],
    },
  };
  Resources.Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1';
  Resources.ExecutionRole.Properties.Policies[0].PolicyDocument.Statement.push(
    allow('ecr:GetAuthorizationToken'),
    allow(['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], REPOSITORY),
  );
  Resources.Service = service('DISABLED', [...Object.keys(INTERFACES), 'S3', 'RoutesA', 'RoutesB']);
  return template;
}

/** Places where the templates are deployed to. */
export const ENVIRONMENT = { account: '111111111111', region: 'eu-west-1' };

/** The agent's and the tasks' instances: an Auto Scaling group behind a capacity provider, in the public subnets of `publicFargate`, network mode bridge. */
export function publicInstances(): Template {
  const template = publicFargate();
  const { Resources } = template;
  const task = Resources.Task.Properties;
  task.RequiresCompatibilities = ['EC2'];
  task.NetworkMode = 'bridge';
  delete Resources.Service.Properties.LaunchType;
  delete Resources.Service.Properties.NetworkConfiguration;
  Resources.InstanceRole = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }),
      ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role')],
    },
  };
  Resources.Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [ref('InstanceRole')] } };
  Resources.Launch = {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: {
      LaunchTemplateData: {
        ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
        InstanceType: 'm7i.large',
        IamInstanceProfile: { Arn: att('Profile', 'Arn') },
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true, Groups: [ref('Group')] }],
        UserData: { 'Fn::Base64': sub('#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\necho ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config') },
      },
    },
  };
  Resources.Instances = {
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    DependsOn: ['Default', 'RoutesA', 'RoutesB'],
    Properties: {
      MinSize: '1',
      MaxSize: '3',
      VPCZoneIdentifier: [ref('SubnetA'), ref('SubnetB')],
      LaunchTemplate: { LaunchTemplateId: ref('Launch'), Version: att('Launch', 'LatestVersionNumber') },
      NewInstancesProtectedFromScaleIn: true,
    },
  };
  Resources.Provider = {
    Type: 'AWS::ECS::CapacityProvider',
    Properties: {
      AutoScalingGroupProvider: {
        AutoScalingGroupArn: ref('Instances'), ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 }, ManagedTerminationProtection: 'ENABLED',
      },
    },
  };
  Resources.Providers = {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: {
      Cluster: ref('Cluster'), CapacityProviders: [ref('Provider')], DefaultCapacityProviderStrategy: [{ CapacityProvider: ref('Provider'), Weight: 1 }],
    },
  };
  Resources.Service.Properties.CapacityProviderStrategy = [{ CapacityProvider: ref('Provider'), Weight: 1 }];
  Resources.Service.DependsOn = ['Default', 'RoutesA', 'RoutesB', 'Providers'];
  return template;
}
