import { awsvpcInstances, balanced, companion, daemonService, filed, launchType, privateImage, ruleFargate, ruleInstances, secretive, spotFargate, windowsFargate, windowsInstances } from './_bases';
import { add, addBefore, all, attribute, drop, push, set, undecided, type Change, type Table } from './_table';
import { allow, att, policy, publicFargate, publicInstances, ref, sub, type Template } from '../rules/_ready';

const APP = 'Task.ContainerDefinitions.0';
const OTHER = 'Task.ContainerDefinitions.1';
const NETWORK = 'Service.NetworkConfiguration.AwsvpcConfiguration';
const STRATEGY = 'Service.CapacityProviderStrategy';
const ROLE = 'ExecutionRole.Policies.0.PolicyDocument.Statement';
const OFFER = 'Service.ServiceConnectConfiguration.Services.0';
const CONNECTED = set('Service.ServiceConnectConfiguration.Enabled', true);
const STARTER = 'Starter.Policies.0.PolicyDocument.Statement';
const waiting = (ContainerName: string, Condition: string) => set(`${APP}.DependsOn`, [{ ContainerName, Condition }]);
const mounts = (SourceVolume: unknown) => set(`${APP}.MountPoints`, [{ SourceVolume, ContainerPath: '/data' }]);
const image = (text: unknown) => set(`${APP}.Image`, text);
const efs = (key: string) => `Task.Volumes.0.EFSVolumeConfiguration.${key}`;
const GENERATED = { GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'password' } };
const fresh = (rest: string, properties: object) => all(add('Secret', 'AWS::SecretsManager::Secret', properties),
  set(`${APP}.Secrets`, [{ Name: 'PASSWORD', ValueFrom: sub(`\${Secret}:${rest}`) }]), push(ROLE, allow('secretsmanager:GetSecretValue', ref('Secret'))));
const accessPoint = all(add('Point', 'AWS::EFS::AccessPoint', { FileSystemId: ref('Files') }),
  set(efs('AuthorizationConfig'), { AccessPointId: ref('Point') }), set(efs('TransitEncryption'), 'ENABLED'));
const MOUNT = { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'] };
const many = (count: number, make: (index: number) => unknown) => Array.from({ length: count }, (_, index) => make(index));

/** A service with a volume that ECS makes. */
function volumed(): Template {
  const template = publicFargate();
  set('Task.Volumes', [{ Name: 'data', ConfiguredAtLaunch: true }])(template.Resources, template);
  mounts('data')(template.Resources, template);
  set('Service.VolumeConfigurations', [{ Name: 'data', ManagedEBSVolume: { RoleArn: att('Volumes', 'Arn'), SizeInGiB: 10 } }])(template.Resources, template);
  add('Volumes', 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.amazonaws.com' } }),
    ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes')],
  })(template.Resources, template);
  return template;
}

export const COMPUTE: Table = {
  CapacityStrategy: {
    broken: {
      'no weight': [spotFargate, `error ${STRATEGY}`, set(`${STRATEGY}.0.Weight`, 0), set(`${STRATEGY}.1.Weight`, 0)],
      'no weight, by default': [spotFargate, 'error Cluster.DefaultCapacityProviderStrategy', set(STRATEGY, undefined),
        set('Cluster.DefaultCapacityProviderStrategy', [{ CapacityProvider: 'FARGATE', Weight: 0 }])],
      'two bases': [spotFargate, `error ${STRATEGY}.1.Base`, set(`${STRATEGY}.1.Base`, 1)],
    },
    sound: { 'one of them has a weight': [spotFargate, set(`${STRATEGY}.1.Weight`, 0)] },
  },
  Compatibilities: {
    broken: { 'other instances': [publicFargate, 'unknown Task.RequiresCompatibilities', set('Task.RequiresCompatibilities', ['EC2'])] },
    sound: { 'nothing is said': [publicFargate, set('Task.RequiresCompatibilities', undefined)], 'both': [publicFargate, set('Task.RequiresCompatibilities', ['EC2', 'FARGATE'])] },
  },
  ComputeOptions: {
    broken: {
      'a rule for placement': [publicFargate, 'error Service.PlacementConstraints', set('Service.PlacementConstraints', [{ Type: 'distinctInstance' }])],
      'a daemon': [publicFargate, 'error Service.SchedulingStrategy', set('Service.SchedulingStrategy', 'DAEMON')],
      'a platform version on instances': [launchType, 'error Service.PlatformVersion', set('Service.PlatformVersion', 'LATEST')],
      'a public address on instances': [awsvpcInstances, `error ${NETWORK}.AssignPublicIp`, set(`${NETWORK}.AssignPublicIp`, 'ENABLED')],
      'Fargate Spot for Windows': [windowsFargate, `error ${STRATEGY}.1.CapacityProvider`, set('Cluster.CapacityProviders', ['FARGATE', 'FARGATE_SPOT']),
        set('Service.LaunchType', undefined),
        set(STRATEGY, [{ CapacityProvider: 'FARGATE', Weight: 1, Base: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }])],
    },
    sound: { 'a rule for placement on instances': [publicInstances, set('Service.PlacementConstraints', [{ Type: 'distinctInstance' }])] },
  },
  DaemonOptions: {
    broken: {
      'a strategy': [publicInstances, `error ${STRATEGY}`, set('Service.SchedulingStrategy', 'DAEMON'), set('Service.DesiredCount', undefined)],
      'the default of the cluster': [publicInstances, 'error Service.LaunchType', set('Service.SchedulingStrategy', 'DAEMON'), set('Service.DesiredCount', undefined),
        set(STRATEGY, undefined)],
      'a desired count': [daemonService, 'error Service.DesiredCount', set('Service.DesiredCount', 2)],
      'a placement strategy': [daemonService, 'error Service.PlacementStrategies', set('Service.PlacementStrategies', [{ Type: 'spread', Field: 'host' }])],
      'a maximum': [daemonService, 'error Service.DeploymentConfiguration.MaximumPercent', set('Service.DeploymentConfiguration', { MaximumPercent: 200 })],
      'a parameter': [launchType, 'unknown Service.DesiredCount', undecided('P'), set('Service.SchedulingStrategy', ref('P'))],
    },
    sound: { 'a rule for placement': [daemonService, set('Service.PlacementConstraints', [{ Type: 'memberOf', Expression: 'attribute:ecs.os-type == linux' }])] },
  },
  FargateParameters: {
    broken: {
      'a container': [publicFargate, `error ${APP}.Privileged`, set(`${APP}.Privileged`, true)],
      'a container without a network': [publicFargate, `error ${APP}.DisableNetworking`, set(`${APP}.DisableNetworking`, true)],
      'a second container': [companion, `error ${OTHER}.LinuxParameters.SharedMemorySize`, set(`${OTHER}.LinuxParameters.SharedMemorySize`, 64)],
      'a log driver': [publicFargate, `error ${APP}.LogConfiguration.LogDriver`, set(`${APP}.LogConfiguration`, { LogDriver: 'gelf' })],
      'GPUs': [publicFargate, `error ${APP}.ResourceRequirements.0.Type`, set(`${APP}.ResourceRequirements`, [{ Type: 'GPU', Value: '1' }])],
      'the task': [publicFargate, 'error Task.PidMode', set('Task.PidMode', 'host')],
      'a folder of the host': [publicFargate, 'error Task.Volumes.0.Host.SourcePath', set('Task.Volumes', [{ Name: 'data', Host: { SourcePath: '/data' } }]), mounts('data')],
      'a log driver for Windows': [windowsFargate, `error ${APP}.LogConfiguration.LogDriver`, set(`${APP}.LogConfiguration`, { LogDriver: 'splunk' })],
      'limits for Windows': [windowsFargate, `error ${APP}.Ulimits`, set(`${APP}.Ulimits`, [{ Name: 'nofile', SoftLimit: 1, HardLimit: 1 }])],
      'a file for Windows': [windowsFargate, `error ${APP}.EnvironmentFiles`, set(`${APP}.EnvironmentFiles`, [{ Type: 's3', Value: 'arn:aws:s3:::settings/app.env' }]),
        push(ROLE, allow('s3:GetObject', 'arn:aws:s3:::settings/app.env'))],
      'a parameter': [publicFargate, `unknown ${APP}.Privileged`, undecided('P'), set(`${APP}.Privileged`, ref('P'))],
    },
    sound: { 'what there is on Fargate': [publicFargate, set(`${APP}.LinuxParameters.Capabilities`, { Add: ['SYS_PTRACE'] })] },
  },
  FargateProviders: {
    broken: {
      'one is missing': [spotFargate, `error ${STRATEGY}.1.CapacityProvider`, set('Cluster.CapacityProviders', ['FARGATE'])],
      'both are missing in an association': [spotFargate, `error ${STRATEGY}.1.CapacityProvider`, set('Cluster.CapacityProviders', undefined),
        addBefore('Providers', 'AWS::ECS::ClusterCapacityProviderAssociations', { Cluster: ref('Cluster'), CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [] })],
    },
    sound: {
      'an association names them': [spotFargate, set('Cluster.CapacityProviders', undefined), addBefore('Providers', 'AWS::ECS::ClusterCapacityProviderAssociations',
        { Cluster: ref('Cluster'), CapacityProviders: ['FARGATE', 'FARGATE_SPOT'], DefaultCapacityProviderStrategy: [] })],
    },
  },
  LaunchTypeOrStrategy: {
    broken: {
      'both': [spotFargate, `error ${STRATEGY}`, set('Service.LaunchType', 'FARGATE')],
      'one that does not exist': [publicFargate, 'error Service.LaunchType', set('Service.LaunchType', 'FARGATE_SPOT')],
      'one that does not exist, on instances': [launchType, 'error Service.LaunchType', set('Service.LaunchType', 'ec2')],
    },
    sound: { 'an empty strategy': [publicFargate, set(STRATEGY, [])] },
  },
  NetworkConfiguration: {
    broken: {
      'none': [publicFargate, `error ${NETWORK}`, set('Service.NetworkConfiguration', undefined)],
      'no subnets': [publicFargate, `error ${NETWORK}.Subnets`, set(`${NETWORK}.Subnets`, undefined)],
      'an empty list of subnets': [publicFargate, `error ${NETWORK}.Subnets`, set(`${NETWORK}.Subnets`, [])],
      'one for a bridge': [publicInstances, `error ${NETWORK}`, set(NETWORK, { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')] })],
    },
    sound: { 'no security group: that of the VPC does': [publicFargate, set(`${NETWORK}.SecurityGroups`, undefined)] },
  },
  NetworkModeFits: {
    broken: {
      'a bridge': [publicFargate, 'error Task.NetworkMode', set('Task.NetworkMode', 'bridge')],
      'nothing is said': [publicFargate, 'error Task.NetworkMode', set('Task.NetworkMode', undefined)],
      'a parameter': [publicFargate, 'unknown Task.NetworkMode', undecided('P'), set('Task.NetworkMode', ref('P'))],
    },
    sound: { 'a bridge on instances': [publicInstances, set('Task.NetworkMode', undefined)] },
  },
  SpreadCapacity: {
    broken: {
      'spot alone': [spotFargate, `warning ${STRATEGY}`, set(`${STRATEGY}.0`, undefined)],
      'one zone': [publicFargate, `warning ${NETWORK}.Subnets`, set(`${NETWORK}.Subnets`, [ref('SubnetA')]), drop('RoutesB')],
    },
    sound: { 'spot beside': [spotFargate, set(`${STRATEGY}.1.Weight`, 9)] },
  },
};

export const DEFINITIONS: Table = {
  ServiceOptions: {
    broken: { 'a role for the load balancer': [balanced, 'error Service.Role', set('Service.Role', 'arn:aws:iam::111111111111:role/balancer')] },
    sound: { 'another service of the name in another cluster': [publicFargate, set('Service.ServiceName', 'app')] },
  },
  ContainerNames: {
    broken: { 'two of one name': [companion, `error ${OTHER}.Name`, set(`${OTHER}.Name`, 'app')] },
    sound: { 'another letter': [companion, set(`${OTHER}.Name`, 'App')] },
  },
  LinuxParameters: {
    broken: {
      'an init process on Windows': [windowsInstances, `unknown ${APP}.LinuxParameters.InitProcessEnabled`, set(`${APP}.LinuxParameters`, { InitProcessEnabled: true })],
      'an init process on Fargate with Windows': [windowsFargate, `error ${APP}.LinuxParameters`, set(`${APP}.LinuxParameters`, { InitProcessEnabled: true })],
    },
    sound: { none: [windowsInstances, set(`${APP}.LinuxParameters`, { InitProcessEnabled: false })] },
  },
  ContainerSizes: {
    broken: {
      'more memory than the task': [publicFargate, `error ${APP}.Memory`, set(`${APP}.Memory`, 1024)],
      'more reserved than allowed': [publicFargate, `error ${APP}.MemoryReservation`, set(`${APP}.Memory`, 128), set(`${APP}.MemoryReservation`, 256)],
      'more CPU than the task': [companion, 'error Task.Cpu', set(`${APP}.Cpu`, 128), set(`${OTHER}.Cpu`, 256)],
      'no memory': [publicInstances, `error ${APP}`, set('Task.Memory', undefined)],
    },
    sound: { 'as much as the task': [publicFargate, set(`${APP}.Memory`, 512), set(`${APP}.Cpu`, 256)] },
  },
  FargateSize: {
    broken: {
      'a pair that there is not': [publicFargate, 'error Task.Memory', set('Task.Memory', '4096')],
      'a CPU that there is not': [publicFargate, 'error Task.Cpu', set('Task.Cpu', '300')],
      'no memory': [publicFargate, 'error Task.Memory', set('Task.Memory', undefined)],
      'a parameter that has none of them': [publicFargate, 'error Task.Cpu', undecided('P'), set('Task.Cpu', ref('P')), (_, template) => { template.Parameters!.P.AllowedValues = ['1', '2']; }],
    },
    sound: { 'a parameter': [publicFargate, undecided('P'), set('Task.Cpu', ref('P'))], 'in words': [publicFargate, set('Task.Cpu', '1 vCPU'), set('Task.Memory', '2 GB')] },
  },
  HostPorts: {
    broken: {
      'a port for several tasks': [publicInstances, `warning ${APP}.PortMappings.0`, set(`${APP}.PortMappings`, [{ ContainerPort: 80, HostPort: 80 }])],
      'a port of the agent': [publicInstances, `warning ${APP}.PortMappings.0`, set(`${APP}.PortMappings`, [{ ContainerPort: 80, HostPort: 51678 }]), set('Service.DesiredCount', 1)],
    },
    sound: { 'any port': [publicInstances, set(`${APP}.PortMappings`, [{ ContainerPort: 80, HostPort: 0 }])] },
  },
  PortMappings: {
    broken: {
      'another port of the host': [publicFargate, `error ${APP}.PortMappings.0`, set(`${APP}.PortMappings`, [{ ContainerPort: 80, HostPort: 8080 }])],
      'one port twice': [companion, `error ${OTHER}.PortMappings.0`, set(`${APP}.PortMappings`, [{ ContainerPort: 80 }]), set(`${OTHER}.PortMappings`, [{ ContainerPort: 80 }])],
      'no port': [publicInstances, `error ${APP}.PortMappings.0`, set(`${APP}.PortMappings`, [{ ContainerPort: 70000 }])],
    },
    sound: { 'one port by two protocols': [companion, set(`${APP}.PortMappings`, [{ ContainerPort: 80 }]), set(`${OTHER}.PortMappings`, [{ ContainerPort: 80, Protocol: 'udp' }])] },
  },
  ContainerLogGroup: {
    broken: {
      'no group': [publicFargate, `error ${APP}.LogConfiguration.Options.awslogs-group`, set(`${APP}.LogConfiguration.Options.awslogs-group`, undefined)],
      'no Region': [publicInstances, `error ${APP}.LogConfiguration.Options.awslogs-region`, set(`${APP}.LogConfiguration.Options.awslogs-region`, undefined)],
      'another Region': [publicFargate, `error ${APP}.LogConfiguration.Options.awslogs-region`, set(`${APP}.LogConfiguration.Options.awslogs-region`, 'us-east-1')],
      'no prefix on Fargate': [publicFargate, `unknown ${APP}.LogConfiguration.Options.awslogs-stream-prefix`, set(`${APP}.LogConfiguration.Options.awslogs-stream-prefix`, undefined)],
      'a group that is elsewhere': [publicFargate, `unknown ${APP}.LogConfiguration.Options.awslogs-group`, drop('AppLog'),
        set(`${APP}.LogConfiguration.Options.awslogs-group`, '/app'), set(`${ROLE}.0.Resource`, '*')],
    },
    sound: {
      'it is to be made': [publicFargate, drop('AppLog'), set(`${APP}.LogConfiguration.Options.awslogs-group`, '/app'),
        set(`${APP}.LogConfiguration.Options.awslogs-create-group`, 'true'), set(`${ROLE}.0`, allow('logs:*'))],
    },
  },
  RegistryCredentials: {
    broken: {
      'none where everybody has to log in': [publicFargate, `error ${APP}.Image`, image('registry.redhat.io/ubi9/ubi:9.4')],
      'no secret': [publicFargate, `error ${APP}.RepositoryCredentials.CredentialsParameter`, set(`${APP}.RepositoryCredentials`, {})],
      'a parameter of Systems Manager': [publicFargate, `error ${APP}.RepositoryCredentials.CredentialsParameter`,
        set(`${APP}.RepositoryCredentials`, { CredentialsParameter: 'arn:aws:ssm:eu-west-1:111111111111:parameter/login' })],
      'a registry that may be open': [publicFargate, `unknown ${APP}.Image`, image('registry.example.com/app:1')],
    },
    sound: { 'an open registry': [publicFargate, image('quay.io/prometheus/prometheus:v3')] },
  },
  DockerHubLimits: {
    broken: { 'an image of Docker Hub': [publicFargate, `warning ${APP}.Image`, image('nginx:1.27')] },
    sound: { 'on instances': [publicInstances, image('nginx:1.27')] },
  },
  ImageAddress: {
    broken: {
      'a web address': [publicFargate, `error ${APP}.Image`, image('https://public.ecr.aws/nginx/nginx:1.27')],
      'capitals': [publicFargate, `error ${APP}.Image`, image('public.ecr.aws/Nginx/nginx:1.27')],
      'the name of a repository': [publicFargate, `error ${APP}.Image`, add('Repository', 'AWS::ECR::Repository'), image(ref('Repository'))],
      'the latest': [publicFargate, `info ${APP}.Image`, image('public.ecr.aws/nginx/nginx')],
      'another Region': [privateImage, `info ${APP}.Image`, image('111111111111.dkr.ecr.us-east-1.amazonaws.com/app:v1'), set(`${ROLE}.2.Resource`, '*')],
    },
    sound: { 'a digest': [publicFargate, image(`public.ecr.aws/nginx/nginx@sha256:${'0'.repeat(64)}`)] },
  },
  SecretReferences: {
    broken: {
      'something else': [publicFargate, `error ${APP}.Secrets.0.ValueFrom`, set(`${APP}.Secrets`, [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:s3:::bucket/key' }])],
      'a key without stage and version': [secretive, `error ${APP}.Secrets.0.ValueFrom`, set(`${APP}.Secrets.0.ValueFrom`, 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf:password')],
      'no value': [publicFargate, `error ${APP}.Secrets.0.ValueFrom`, set(`${APP}.Secrets`, [{ Name: 'PASSWORD' }])],
      'of a log driver': [publicFargate, `error ${APP}.LogConfiguration.SecretOptions.0.Name`, set(`${APP}.LogConfiguration`, { LogDriver: 'splunk', SecretOptions: [{ ValueFrom: '/splunk' }] }),
        push(ROLE, allow('ssm:GetParameters'))],
      'a new secret without a value': [publicFargate, `error ${APP}.Secrets.0.ValueFrom`, fresh('::', {})],
      'a new secret without the key': [publicFargate, `error ${APP}.Secrets.0.ValueFrom`, fresh('pasword::', GENERATED)],
      'a new secret in an old version': [publicFargate, `error ${APP}.Secrets.0.ValueFrom`, fresh('password:AWSPREVIOUS:', GENERATED)],
      'another partition': [secretive, `error ${APP}.Secrets.0.ValueFrom`, set(`${APP}.Secrets.0.ValueFrom`, 'arn:aws-cn:secretsmanager:cn-north-1:111111111111:secret:db-AbCdEf')],
    },
    sound: {
      'a key of a new secret': [publicFargate, fresh('password::', GENERATED)],
      'key, stage and version': [secretive, set(`${APP}.Secrets.0.ValueFrom`, 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf:password::')],
    },
  },
  UniqueVariables: {
    broken: { 'a variable and a secret': [secretive, `error ${APP}.Secrets.0.Name`, set(`${APP}.Environment`, [{ Name: 'PASSWORD', Value: 'x' }])] },
    sound: { 'another letter': [secretive, set(`${APP}.Environment`, [{ Name: 'Password', Value: 'x' }])] },
  },
  DeclaredVolumes: {
    broken: { 'no volume': [publicFargate, `error ${APP}.MountPoints.0.SourceVolume`, mounts('data')] },
    sound: { 'the volume': [publicFargate, set('Task.Volumes', [{ Name: 'data' }]), mounts('data')] },
  },
  EfsReachable: {
    broken: {
      'no mount target': [filed, `error ${efs('FilesystemId')}`, drop('TargetA', 'TargetB')],
      'nothing is let in': [filed, `error ${efs('FilesystemId')}`, set('FilesGroup.SecurityGroupIngress', [])],
      'nothing is let out': [filed, `error ${NETWORK}.SecurityGroups`, set('Group.SecurityGroupEgress.1', undefined)],
    },
    sound: { 'one mount target lets in': [filed, add('Shut', 'AWS::EC2::SecurityGroup', { GroupDescription: 'shut', VpcId: ref('Vpc') }), set('TargetB.SecurityGroups', [ref('Shut')])] },
  },
  EfsAllowed: {
    broken: {
      'only a role may mount it': [filed, 'error Files.FileSystemPolicy', set('Files.FileSystemPolicy', policy({ ...MOUNT, Principal: { AWS: att('TaskRole', 'Arn') } }))],
      'only with encryption': [filed, 'error Files.FileSystemPolicy',
        set('Files.FileSystemPolicy', policy(MOUNT, { Effect: 'Deny', Principal: { AWS: '*' }, Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }))],
      'only from somewhere': [filed, 'unknown Files.FileSystemPolicy',
        set('Files.FileSystemPolicy', policy({ ...MOUNT, Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }))],
    },
    sound: {
      'everybody may': [filed, set('Files.FileSystemPolicy', policy({ ...MOUNT, Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } } }))],
      'the role may': [filed, set('Files.FileSystemPolicy', policy({ ...MOUNT, Principal: { AWS: att('TaskRole', 'Arn') } })),
        set(efs('AuthorizationConfig'), { IAM: 'ENABLED' }), set(efs('TransitEncryption'), 'ENABLED')],
    },
  },
  EfsVolumes: {
    broken: {
      'no file system': [filed, `error ${efs('FilesystemId')}`, set(efs('FilesystemId'), undefined)],
      'an access point without encryption': [filed, `error ${efs('TransitEncryption')}`, accessPoint, set(efs('TransitEncryption'), 'DISABLED')],
      'a folder beside an access point': [filed, `error ${efs('RootDirectory')}`, accessPoint, set(efs('RootDirectory'), '/data')],
      'an access point of another': [filed, `error ${efs('AuthorizationConfig.AccessPointId')}`, accessPoint, add('Others', 'AWS::EFS::FileSystem'), set('Point.FileSystemId', ref('Others'))],
      'IAM without encryption': [filed, `error ${efs('TransitEncryption')}`, set(efs('AuthorizationConfig'), { IAM: 'ENABLED' })],
    },
    sound: { 'an access point': [filed, accessPoint] },
  },
  ManagedVolumes: {
    broken: {
      'it is not configured': [volumed, 'error Service.VolumeConfigurations', set('Service.VolumeConfigurations', undefined)],
      'another one is': [volumed, 'error Service.VolumeConfigurations.0.Name', set('Service.VolumeConfigurations.0.Name', 'other')],
      'it is not to be': [volumed, 'error Task.Volumes.0.ConfiguredAtLaunch', set('Task.Volumes.0.ConfiguredAtLaunch', undefined)],
      'no role': [volumed, 'error Service.VolumeConfigurations.0.ManagedEBSVolume.RoleArn', set('Service.VolumeConfigurations.0.ManagedEBSVolume.RoleArn', undefined)],
      'a role of tasks': [volumed, 'error Volumes.AssumeRolePolicyDocument', set('Volumes.AssumeRolePolicyDocument.Statement.0.Principal.Service', 'ecs-tasks.amazonaws.com')],
      'a role that allows nothing': [volumed, 'error Volumes', set('Volumes.ManagedPolicyArns', undefined)],
      'a role that is elsewhere': [volumed, 'unknown Service.VolumeConfigurations.0.ManagedEBSVolume.RoleArn', drop('Volumes'),
        set('Service.VolumeConfigurations.0.ManagedEBSVolume.RoleArn', 'arn:aws:iam::111111111111:role/volumes')],
    },
    sound: { 'a snapshot': [volumed, set('Service.VolumeConfigurations.0.ManagedEBSVolume', { RoleArn: att('Volumes', 'Arn'), SnapshotId: 'snap-1' })] },
  },
  DeploymentPercentages: {
    broken: { 'neither less nor more': [publicFargate, 'warning Service.DeploymentConfiguration', set('Service.DeploymentConfiguration', { MinimumHealthyPercent: 100, MaximumPercent: 100 })] },
    sound: { 'one more': [publicFargate, set('Service.DeploymentConfiguration', { MinimumHealthyPercent: 100, MaximumPercent: 150 })] },
  },
  HealthChecksAdmitted: {
    broken: { 'another port': [balanced, `error ${NETWORK}.SecurityGroups`, set('Group.SecurityGroupIngress.0.FromPort', 80), set('Group.SecurityGroupIngress.0.ToPort', 80)] },
    sound: {
      'a rule apart': [balanced, set('Group.SecurityGroupIngress', undefined), addBefore('In', 'AWS::EC2::SecurityGroupIngress',
        { GroupId: att('Group', 'GroupId'), IpProtocol: 'tcp', FromPort: 8000, ToPort: 9000, CidrIp: '10.0.0.0/16' })],
    },
  },
  LoadBalancerTargets: {
    broken: {
      'another container': [balanced, 'error Service.LoadBalancers.0.ContainerName', set('Service.LoadBalancers.0.ContainerName', 'web')],
      'another port': [balanced, 'error Service.LoadBalancers.0.ContainerPort', set(`${APP}.PortMappings.0.ContainerPort`, 80)],
      'targets of another type': [balanced, 'error Targets.TargetType', set('Targets.TargetType', 'instance')],
      'no listener': [balanced, 'error Service.LoadBalancers.0.TargetGroupArn', drop('Listener')],
    },
    sound: {
      'a target group that is elsewhere': [balanced, drop('Targets', 'Listener', 'Balancer'),
        set('Service.LoadBalancers.0.TargetGroupArn', 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/t/1')],
    },
  },
  Quotas: {
    broken: {
      'containers': [publicFargate, 'error Task.ContainerDefinitions', push('Task.ContainerDefinitions', ...many(10, (index) => (
        { Name: `c${index}`, Image: 'public.ecr.aws/nginx/nginx:1.27', LinuxParameters: { InitProcessEnabled: true } })))],
      'security groups': [publicFargate, `error ${NETWORK}.SecurityGroups`, ...many(5, (index) => add(`G${index}`, 'AWS::EC2::SecurityGroup', { GroupDescription: 'g', VpcId: ref('Vpc') })) as Change[],
        push(`${NETWORK}.SecurityGroups`, ...many(5, (index) => ref(`G${index}`)))],
      'tags': [publicFargate, 'error Service.Tags', set('Service.Tags', many(51, (index) => ({ Key: `k${index}`, Value: 'v' })))],
      'bytes': [publicFargate, 'error Task', set(`${APP}.Environment`, [{ Name: 'LONG', Value: 'x'.repeat(65_536) }])],
    },
    sound: { 'as many as there may be': [publicFargate, set('Service.Tags', many(50, (index) => ({ Key: `k${index}`, Value: 'v' })))] },
  },
  CredentialSpecs: {
    broken: {
      'an account of the domain on Fargate': [publicFargate, `error ${APP}.CredentialSpecs.0`, set(`${APP}.CredentialSpecs`, ['credentialspec:arn:aws:s3:::specs/app.json']), push(ROLE, allow('s3:GetObject'))],
      'Windows on Fargate': [windowsFargate, `error ${APP}.CredentialSpecs.0`, set(`${APP}.CredentialSpecs`, ['credentialspecdomainless:arn:aws:s3:::specs/app.json']), push(ROLE, allow('s3:GetObject'))],
      'instances that do not hand it out': [publicInstances, `error ${APP}.CredentialSpecs.0`, set(`${APP}.CredentialSpecs`, ['credentialspecdomainless:arn:aws:s3:::specs/app.json']), push(ROLE, allow('s3:GetObject'))],
      'it may not be read': [publicFargate, 'error ExecutionRole', set(`${APP}.CredentialSpecs`, ['credentialspecdomainless:arn:aws:s3:::specs/app.json'])],
    },
    sound: { 'one without a domain': [publicFargate, set(`${APP}.CredentialSpecs`, ['credentialspecdomainless:arn:aws:s3:::specs/app.json']), push(ROLE, allow('s3:GetObject'))] },
  },
  DefinitionComplete: {
    broken: {
      'no name': [publicFargate, `error ${APP}.Name`, set(`${APP}.Name`, undefined)],
      'no image': [publicFargate, `error ${APP}.Image`, set(`${APP}.Image`, undefined)],
      'no container': [publicFargate, 'error Task.ContainerDefinitions', set('Task.ContainerDefinitions', [])],
      'nothing essential': [publicFargate, 'error Task.ContainerDefinitions', set(`${APP}.Essential`, false)],
      'no log driver': [publicFargate, `error ${APP}.LogConfiguration.LogDriver`, set(`${APP}.LogConfiguration`, {})],
    },
    sound: { 'one of two is essential': [companion, set(`${OTHER}.Essential`, false)] },
  },
  ImageInNewRepository: {
    broken: {
      'a repository of the template': [publicFargate, `error ${APP}.Image`, add('Repository', 'AWS::ECR::Repository'), image(sub('${Repository.RepositoryUri}:v1')),
        push(ROLE, allow(['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']))],
      'nobody knows whether there are tasks': [publicFargate, `unknown ${APP}.Image`, undecided('P'), add('Repository', 'AWS::ECR::Repository'), image(sub('${Repository.RepositoryUri}:v1')),
        set('Service.DesiredCount', ref('P')), push(ROLE, allow(['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']))],
    },
    sound: { 'a repository that is there': [privateImage] },
  },
  SomeTaskRuns: {
    broken: { 'none is wanted': [publicFargate, 'warning Service.DesiredCount', set('Service.DesiredCount', 0)] },
    sound: { 'nothing is said': [publicFargate, set('Service.DesiredCount', undefined)] },
  },
  ContainerDependencies: {
    broken: {
      'health that nobody checks': [companion, `error ${APP}.DependsOn.0.Condition`, waiting('other', 'HEALTHY')],
      'the end of an essential container': [companion, `error ${APP}.DependsOn.0.Condition`, waiting('other', 'SUCCESS')],
      'a container that is not there': [companion, `error ${APP}.DependsOn.0.ContainerName`, waiting('another', 'START')],
      'a circle': [companion, `error ${APP}.DependsOn.0.ContainerName`, waiting('other', 'START'), set(`${OTHER}.DependsOn`, [{ ContainerName: 'app', Condition: 'START' }])],
      'the volumes of a container that is not there': [companion, `error ${APP}.VolumesFrom.0.SourceContainer`, set(`${APP}.VolumesFrom`, [{ SourceContainer: 'another' }])],
    },
    sound: {
      'health': [companion, waiting('other', 'HEALTHY'), set(`${OTHER}.HealthCheck`, { Command: ['CMD-SHELL', 'true'] })],
      'the end of another container': [companion, waiting('other', 'COMPLETE'), set(`${OTHER}.Essential`, false)],
    },
  },
  ServiceConnectPorts: {
    broken: { 'a name that no port has': [publicFargate, `error ${OFFER}.PortName`, set(`${APP}.PortMappings`, [{ Name: 'web', ContainerPort: 80 }]), set(OFFER, { PortName: 'api' }), CONNECTED] },
    sound: { 'the name of a port': [publicFargate, set(`${APP}.PortMappings`, [{ Name: 'api', ContainerPort: 80 }]), set(OFFER, { PortName: 'api' }), CONNECTED] },
  },
  StarterPermissions: {
    broken: {
      'no role': [ruleFargate, 'error Service.Targets.0.RoleArn', set('Service.Targets.0.RoleArn', undefined)],
      'a role of another service': [ruleFargate, 'error Starter.AssumeRolePolicyDocument',
        set('Starter.AssumeRolePolicyDocument.Statement.0.Principal.Service', 'scheduler.amazonaws.com')],
      'it may run nothing': [ruleFargate, 'error Starter', set(`${STARTER}.0`, undefined)],
      'it may run another task': [ruleInstances, `error ${STARTER}.0.Resource`,
        set(`${STARTER}.0.Resource`, 'arn:aws:ecs:eu-west-1:111111111111:task-definition/other:*')],
      'it may run the task in another cluster': [ruleFargate, `error ${STARTER}.0.Condition`,
        set(`${STARTER}.0.Condition`, { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:111111111111:cluster/other' } })],
      'it may pass no role': [ruleFargate, 'error Starter', set(`${STARTER}.1`, undefined)],
      'it may pass one of the roles': [ruleInstances, `error ${STARTER}.1.Resource`, set(`${STARTER}.1.Resource`, [att('TaskRole', 'Arn')])],
      'it may pass roles to another service': [ruleFargate, `error ${STARTER}.1.Condition`,
        set(`${STARTER}.1.Condition`, { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } })],
      'it is elsewhere': [ruleFargate, 'unknown Service.Targets.0.RoleArn', set('Service.Targets.0.RoleArn', 'arn:aws:iam::111111111111:role/starter')],
    },
    sound: {
      'no more than it takes': [ruleFargate, set(`${STARTER}.0.Resource`, ref('Task')), set(`${STARTER}.0.Condition`, { ArnEquals: { 'ecs:cluster': att('Cluster', 'Arn') } }),
        set(`${STARTER}.1.Resource`, [att('TaskRole', 'Arn'), att('ExecutionRole', 'Arn')])],
      'the policy of AWS': [ruleInstances, set('Starter.Policies', undefined),
        set('Starter.ManagedPolicyArns', ['arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole'])],
    },
  },
  TemplateDeploys: {
    broken: {
      'a reference to nothing': [publicFargate, 'error AppLog.Tags.0.Value', set('AppLog.Tags', [{ Key: 'a', Value: ref('Nothing') }])],
      'an order after nothing': [publicFargate, 'error Service', attribute('AppLog', { DependsOn: 'Nothing' })],
      'a circle': [publicFargate, 'error Service', attribute('Vpc', { DependsOn: 'SubnetA' })],
    },
    sound: { 'an output of something': [publicFargate, (_, template) => { template.Outputs = { Name: { Value: att('Service', 'Name') } }; }] },
  },
};
