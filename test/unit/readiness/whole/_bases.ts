import { add, addBefore, attribute, drop, made, push, set, type Change } from './_table';
import { natFargate } from '../rules/_network';
import { EXEC, BOTH, REST, PEOPLE } from '../rules/_operators';
import { allow, att, deny, inline, isolatedFargate, policy, publicFargate, publicInstances, ref, REPOSITORY, sub, type Template } from '../rules/_ready';

/*
 * More templates that are ready, each as small as can be, for causes that the smallest ones have no place for.
 */

const SECRETS = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf';

function changed(make: () => Template, ...changes: readonly Change[]): Template {
  return made(make, changes)[0];
}

const SUBNETS = { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')] };

/** Tasks with interfaces of their own on instances, both behind a NAT gateway. */
export function awsvpcInstances(): Template {
  const { Resources } = publicInstances();
  const { InstanceRole, Profile, Launch, Instances, Provider, Providers, Task, Service } = Resources;
  const own = { InstanceRole, Profile, Launch, Instances, Provider, Providers, Task, Service };
  return changed(natFargate, (resources) => Object.assign(resources, own),
    set('Launch.LaunchTemplateData.NetworkInterfaces.0.AssociatePublicIpAddress', undefined),
    set('Task.NetworkMode', 'awsvpc'),
    set('Service.NetworkConfiguration', { AwsvpcConfiguration: SUBNETS }),
    attribute('Instances', { DependsOn: ['Default', 'RoutesA', 'RoutesB'] }),
    attribute('Service', { DependsOn: ['Default', 'RoutesA', 'RoutesB', 'Providers'] }),
  );
}

/** Managed Instances behind a NAT gateway, with both of their roles. */
export function managedInstances(): Template {
  return changed(awsvpcInstances, drop('Launch', 'Instances'),
    add('Infrastructure', 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.amazonaws.com' } }),
      ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances')],
    }),
    set('InstanceRole.RoleName', 'ecsInstanceRole-app'),
    set('Provider.AutoScalingGroupProvider', undefined),
    set('Provider.ManagedInstancesProvider', {
      InfrastructureRoleArn: att('Infrastructure', 'Arn'),
      InstanceLaunchTemplate: { Ec2InstanceProfileArn: att('Profile', 'Arn'), NetworkConfiguration: SUBNETS },
    }),
    set('Task.RequiresCompatibilities', ['MANAGED_INSTANCES']),
  );
}

/** Windows on Fargate. */
export function windowsFargate(): Template {
  return changed(publicFargate,
    set('Task.RuntimePlatform', { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }),
    set('Task.Cpu', '1024'),
    set('Task.Memory', '2048'),
    set('Task.ContainerDefinitions.0.Image', 'mcr.microsoft.com/windows/servercore:ltsc2022'),
    set('Task.ContainerDefinitions.0.LinuxParameters', undefined),
  );
}

/** The script that starts the agent on Windows, with some switches. */
export function starting(...switches: string[]): Change {
  return set('Launch.LaunchTemplateData.UserData', {
    'Fn::Base64': sub([
      '<powershell>',
      '[Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", "true", "Machine")',
      `Initialize-ECSAgent -Cluster \${Cluster} -LoggingDrivers '["json-file","awslogs"]' ${switches.join(' ')}`,
      '</powershell>',
    ].join('\n')),
  });
}

/** Windows on instances. */
export function windowsInstances(): Template {
  return changed(publicInstances,
    set('Task.RuntimePlatform', { OperatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' }),
    set('Task.NetworkMode', undefined),
    set('Task.ContainerDefinitions.0.Image', 'mcr.microsoft.com/windows/servercore:ltsc2022'),
    set('Task.ContainerDefinitions.0.LinuxParameters', undefined),
    set('Task.ContainerDefinitions.0.Command', ['powershell', 'C:\\route.ps1 169.254.170.2']),
    set('Launch.LaunchTemplateData.ImageId', '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id}}'),
    starting('-EnableTaskIAMRole'),
  );
}

/** Instances by launch type. */
export function launchType(): Template {
  return changed(publicInstances, drop('Provider', 'Providers'), set('Service.CapacityProviderStrategy', undefined), set('Service.LaunchType', 'EC2'));
}

/** A task on every instance. */
export function daemonService(): Template {
  return changed(launchType, set('Service.SchedulingStrategy', 'DAEMON'), set('Service.DesiredCount', undefined));
}

/** A cluster with the providers of Fargate. */
export function spotFargate(): Template {
  return changed(publicFargate,
    set('Cluster.CapacityProviders', ['FARGATE', 'FARGATE_SPOT']),
    set('Service.LaunchType', undefined),
    set('Service.CapacityProviderStrategy', [{ CapacityProvider: 'FARGATE', Weight: 1, Base: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }]),
  );
}

const CALL = { TaskDefinitionArn: ref('Task'), EnableExecuteCommand: true, TaskCount: 1 };

/** The role of what runs tasks. */
const STARTER = add('Starter', 'AWS::IAM::Role', {
  AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' } }),
  Policies: [inline('run', allow('ecs:RunTask'), allow('iam:PassRole', '*', { Condition: { StringLike: { 'iam:PassedToService': 'ecs-tasks.*' } } }))],
});

/** A task that a rule runs, in place of the service. */
function byRule(make: () => Template, call: object): Template {
  return changed(make, STARTER, attribute('Service', {
    Type: 'AWS::Events::Rule',
    DependsOn: [],
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [{ Id: 'task', Arn: att('Cluster', 'Arn'), RoleArn: att('Starter', 'Arn'), EcsParameters: { ...CALL, ...call } }],
    },
  }));
}

export function ruleFargate(): Template {
  return byRule(publicFargate, { LaunchType: 'FARGATE', NetworkConfiguration: { AwsVpcConfiguration: { ...SUBNETS, AssignPublicIp: 'ENABLED' } } });
}

export function ruleInstances(): Template {
  return byRule(launchType, { LaunchType: 'EC2' });
}

/** A second container. */
export function companion(): Template {
  return changed(publicFargate, push('Task.ContainerDefinitions', {
    Name: 'other', Image: 'public.ecr.aws/docker/library/redis:7', LinuxParameters: { InitProcessEnabled: true },
  }));
}

/** A service behind a load balancer. */
export function balanced(): Template {
  return changed(publicFargate,
    add('BalancerGroup', 'AWS::EC2::SecurityGroup', { GroupDescription: 'balancer', VpcId: ref('Vpc') }),
    add('Balancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: SUBNETS.Subnets, SecurityGroups: [ref('BalancerGroup')] }),
    add('Targets', 'AWS::ElasticLoadBalancingV2::TargetGroup', { VpcId: ref('Vpc'), Port: 80, Protocol: 'HTTP', TargetType: 'ip' }),
    addBefore('Listener', 'AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    }),
    set('Group.SecurityGroupIngress', [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: att('BalancerGroup', 'GroupId') }]),
    set('Task.ContainerDefinitions.0.PortMappings', [{ ContainerPort: 8080 }]),
    set('Service.LoadBalancers', [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: ref('Targets') }]),
  );
}

/** A task with a file system. */
export function filed(): Template {
  return changed(publicFargate,
    add('Files', 'AWS::EFS::FileSystem'),
    add('FilesGroup', 'AWS::EC2::SecurityGroup', {
      GroupDescription: 'files',
      VpcId: ref('Vpc'),
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, SourceSecurityGroupId: att('Group', 'GroupId') }],
    }),
    ...['A', 'B'].map((zone) => addBefore(`Target${zone}`, 'AWS::EFS::MountTarget', {
      FileSystemId: ref('Files'), SubnetId: ref(`Subnet${zone}`), SecurityGroups: [att('FilesGroup', 'GroupId')],
    })),
    push('Group.SecurityGroupEgress', { IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, CidrIp: '10.0.0.0/16' }),
    set('Task.Volumes', [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: ref('Files') } }]),
    set('Task.ContainerDefinitions.0.MountPoints', [{ SourceVolume: 'data', ContainerPath: '/data' }]),
  );
}

/** A task that is given a secret. */
export function secretive(make: () => Template = publicFargate): Template {
  return changed(make,
    set('Task.ContainerDefinitions.0.Secrets', [{ Name: 'PASSWORD', ValueFrom: SECRETS }]),
    push('ExecutionRole.Policies.0.PolicyDocument.Statement', allow('secretsmanager:GetSecretValue', SECRETS)),
  );
}

/** A task that is given an environment file. */
export function withFile(): Template {
  return changed(publicFargate,
    set('Task.ContainerDefinitions.0.EnvironmentFiles', [{ Type: 's3', Value: 'arn:aws:s3:::settings/app.env' }]),
    push('ExecutionRole.Policies.0.PolicyDocument.Statement', allow('s3:GetObject', 'arn:aws:s3:::settings/app.env')),
  );
}

/** A task with an image of a private repository, behind an internet gateway. */
export function privateImage(): Template {
  return changed(publicFargate,
    set('Task.ContainerDefinitions.0.Image', '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1'),
    push('ExecutionRole.Policies.0.PolicyDocument.Statement', allow('ecr:GetAuthorizationToken'), allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], REPOSITORY)),
  );
}

const BUCKET = ['arn:aws:s3:::sessions', 'arn:aws:s3:::sessions/*'];

/** Sessions that are recorded in a bucket. */
export function bucketLog(): Template {
  return changed(publicFargate, drop('SessionLog'),
    add('Bucket', 'AWS::S3::Bucket', { BucketName: 'sessions' }),
    addBefore('BucketPolicy', 'AWS::S3::BucketPolicy', {
      Bucket: ref('Bucket'), PolicyDocument: policy({ ...deny('s3:*', BUCKET, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), Principal: '*' }),
    }),
    set('Cluster.Configuration.ExecuteCommandConfiguration.LogConfiguration', { S3BucketName: ref('Bucket'), S3EncryptionEnabled: true }),
    set('TaskRole.Policies.0.PolicyDocument.Statement.1', allow('s3:GetEncryptionConfiguration', BUCKET[0])),
    set('TaskRole.Policies.0.PolicyDocument.Statement.2', allow('s3:PutObject', BUCKET[1])),
  );
}

/** The same with a key for the bucket. */
export function keyedBucketLog(): Template {
  return changed(bucketLog,
    add('BucketKey', 'AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: policy(
        { ...allow('kms:*'), Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') } },
      ),
    }),
    set('Bucket.BucketEncryption', {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('BucketKey', 'Arn') } },
      ],
    }),
    push('TaskRole.Policies.0.PolicyDocument.Statement', allow('kms:GenerateDataKey', att('BucketKey', 'Arn'))),
  );
}

/** A role for people who may open sessions. */
export function operated(): Template {
  return changed(publicFargate, add('Operator', 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: PEOPLE, Policies: [inline('exec', allow(EXEC, BOTH), ...REST)],
  }));
}

/** The task role of another template. */
export function sharedRole(): readonly Template[] {
  const { Resources: { TaskRole, ...rest } } = publicFargate();
  const statements = TaskRole.Properties.Policies[0].PolicyDocument.Statement;
  statements.splice(1, 3, allow(['logs:DescribeLogGroups', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents', 'kms:Decrypt']));
  rest.Task.Properties.TaskRoleArn = { 'Fn::ImportValue': 'task-role' };
  return [
    { Resources: { TaskRole }, Outputs: { Role: { Value: att('TaskRole', 'Arn'), Export: { Name: 'task-role' } } } },
    { Resources: rest },
  ];
}

/** Everything that rows begin with. */
export const BASES: Readonly<Record<string, () => Template | readonly Template[]>> = {
  publicFargate,
  isolatedFargate,
  publicInstances,
  natFargate,
  awsvpcInstances,
  managedInstances,
  windowsFargate,
  windowsInstances,
  launchType,
  daemonService,
  spotFargate,
  ruleFargate,
  ruleInstances,
  companion,
  balanced,
  filed,
  secretive,
  withFile,
  privateImage,
  bucketLog,
  keyedBucketLog,
  operated,
  sharedRole,
};
