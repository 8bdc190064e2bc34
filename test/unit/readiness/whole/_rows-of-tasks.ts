import { awsvpcInstances, companion, secretive, windowsFargate, windowsInstances } from './_bases';
import { BY_CONFIGURATION, settings } from './_forms';
import { add, attribute, lists, push, set, undecided, type Table } from './_table';
import { att, isolatedFargate, publicFargate, publicInstances, ref } from '../rules/_ready';

const APP = 'Task.ContainerDefinitions.0';
const OTHER = 'Task.ContainerDefinitions.1';
const LAUNCH = 'Launch.LaunchTemplateData';
const NETWORK = 'Service.NetworkConfiguration.AwsvpcConfiguration';
const otherVpc = add('Other', 'AWS::EC2::VPC', { CidrBlock: '10.1.0.0/16' });
const variable = (Name: string, Value: unknown) => push(`${APP}.Environment`, { Name, Value });
const EXEMPT = '169.254.169.254,169.254.170.2';
const FOLDERS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];
const scratch = (...folders: string[]) => [
  set('Task.Volumes', [{ Name: 'scratch' }]), set(`${APP}.MountPoints`, folders.map((ContainerPath) => ({ SourceVolume: 'scratch', ContainerPath }))),
];

export const CONTAINERS: Table = {
  WindowsServerImage: {
    broken: {
      'on Fargate': [windowsFargate, `error ${APP}.Image`, set(`${APP}.Image`, 'mcr.microsoft.com/windows/nanoserver:ltsc2022')],
      'on instances': [windowsInstances, `error ${APP}.Image`, set(`${APP}.Image`, 'mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022')],
    },
    sound: { 'another image': [windowsFargate, set(`${APP}.Image`, 'public.ecr.aws/docker/library/banano-server:1')] },
  },
  WindowsVersion: {
    broken: {
      'on Fargate': [windowsFargate, `error ${APP}.Image`, set(`${APP}.Image`, 'mcr.microsoft.com/windows/servercore:ltsc2025')],
      'an older image': [windowsFargate, `unknown ${APP}.Image`, set(`${APP}.Image`, 'mcr.microsoft.com/windows/servercore:ltsc2019')],
      'on instances': [windowsInstances, `error ${APP}.Image`, set(`${APP}.Image`, 'mcr.microsoft.com/dotnet/aspnet:8.0-windowsservercore-ltsc2025')],
    },
    sound: { 'one of the same year': [windowsFargate, set(`${APP}.Image`, 'mcr.microsoft.com/dotnet/aspnet:8.0-windowsservercore-ltsc2022')] },
  },
  InitProcess: {
    broken: {
      'it is left out': [publicFargate, `warning ${APP}.LinuxParameters.InitProcessEnabled`, set(`${APP}.LinuxParameters`, undefined)],
      'it is false, in a second container': [companion, `warning ${OTHER}.LinuxParameters.InitProcessEnabled`, set(`${OTHER}.LinuxParameters.InitProcessEnabled`, false)],
    },
    sound: { 'there is none on Windows': [windowsFargate] },
  },
  WritableRoot: {
    broken: {
      'a container': [publicFargate, `error ${APP}.ReadonlyRootFilesystem`, set(`${APP}.ReadonlyRootFilesystem`, true)],
      'a second container': [companion, `error ${OTHER}.ReadonlyRootFilesystem`, set(`${OTHER}.ReadonlyRootFilesystem`, 'true')],
      'a folder is not mounted': [publicFargate, `error ${APP}.ReadonlyRootFilesystem`, set(`${APP}.ReadonlyRootFilesystem`, true), ...scratch(...FOLDERS.slice(1))],
      'a mount where instances have their own': [publicInstances, `error ${APP}.MountPoints.2.ContainerPath`, ...scratch(...FOLDERS)],
      'a mount above it on instances': [publicInstances, `info ${APP}.ReadonlyRootFilesystem`, set(`${APP}.ReadonlyRootFilesystem`, true),
        ...scratch(...FOLDERS.slice(0, 2), '/var/log/amazon')],
      'all folders are mounted': [publicFargate, `info ${APP}.ReadonlyRootFilesystem`, set(`${APP}.ReadonlyRootFilesystem`, true), ...scratch(...FOLDERS)],
      'a read-only mount over a folder': [publicFargate, `error ${APP}.MountPoints.0`, ...scratch('/var/lib'), set(`${APP}.MountPoints.0.ReadOnly`, true)],
      'a read-only mount above the one of instances': [publicInstances, `unknown ${APP}.MountPoints.0`, ...scratch('/var/log'), set(`${APP}.MountPoints.0.ReadOnly`, true)],
      'volumes of a second container': [companion, `error ${APP}.VolumesFrom.0`, set('Task.Volumes', [{ Name: 'scratch' }]),
        set(`${OTHER}.MountPoints`, [{ SourceVolume: 'scratch', ContainerPath: '/var' }]), set(`${APP}.VolumesFrom`, [{ SourceContainer: 'other', ReadOnly: true }])],
      'a parameter': [publicFargate, `unknown ${APP}.ReadonlyRootFilesystem`, undecided('P'), set(`${APP}.ReadonlyRootFilesystem`, ref('P'))],
    },
    sound: {
      'it is writable': [isolatedFargate, set(`${APP}.ReadonlyRootFilesystem`, false)],
      'a mount above that of instances': [publicInstances, ...scratch('/var/log/amazon')],
      'a read-only mount elsewhere': [publicFargate, ...scratch('/var/www'), set(`${APP}.MountPoints.0.ReadOnly`, true)],
    },
  },
  CredentialRoute: {
    broken: { 'nothing adds it': [windowsInstances, `unknown ${APP}.Command`, set(`${APP}.Command`, undefined)] },
    sound: { 'an entry point adds it': [windowsInstances, set(`${APP}.Command`, undefined), set(`${APP}.EntryPoint`, ['powershell', 'route.ps1 169.254.170.2'])] },
  },
  PidNamespace: {
    broken: { 'it is shared': [companion, 'warning Task.PidMode', set('Task.PidMode', 'task')] },
    sound: { 'there is one container': [publicFargate, set('Task.PidMode', 'task')] },
  },
  ContainerMemory: {
    broken: { 'too little': [publicFargate, `warning ${APP}.Memory`, set(`${APP}.Memory`, 5)] },
    sound: { 'just enough': [publicFargate, set(`${APP}.Memory`, 6)] },
  },
  ProxyExemption: {
    broken: {
      'nothing is exempt': [publicFargate, `error ${APP}.Environment.0`, variable('HTTP_PROXY', 'http://proxy.example.com:3128')],
      'something else is': [publicInstances, `error ${APP}.Environment.1`, variable('HTTP_PROXY', 'http://proxy.example.com:3128'), variable('NO_PROXY', 'localhost')],
      'one of the two addresses is': [publicFargate, `warning ${APP}.Environment.1`, variable('HTTP_PROXY', 'http://proxy.example.com:3128'), variable('NO_PROXY', '169.254.170.2')],
    },
    sound: { 'both addresses are': [publicFargate, variable('HTTP_PROXY', 'http://proxy.example.com:3128'), variable('NO_PROXY', EXEMPT)] },
  },
  InstanceMetadataClosed: {
    broken: {
      'a launch template': [publicInstances, `warning ${LAUNCH}.MetadataOptions`, set(`${LAUNCH}.MetadataOptions.HttpPutResponseHopLimit`, 2)],
      'a launch configuration': [publicInstances, 'warning Launch.MetadataOptions', BY_CONFIGURATION, set('Launch.MetadataOptions.HttpTokens', 'optional')],
      'tasks with interfaces of their own': [awsvpcInstances, `warning ${LAUNCH}.UserData`, settings('ECS_AWSVPC_BLOCK_IMDS=false')],
    },
    sound: { 'the hops that are usual': [publicInstances, set(`${LAUNCH}.MetadataOptions`, { HttpEndpoint: 'enabled', HttpTokens: 'required' })] },
  },
  StaticCredentials: {
    broken: {
      'a variable': [publicFargate, `warning ${APP}.Environment.0`, variable('AWS_ACCESS_KEY_ID', 'AKIA')],
      'a secret': [secretive, `warning ${APP}.Secrets.0`, set(`${APP}.Secrets.0.Name`, 'AWS_SECRET_ACCESS_KEY')],
    },
    sound: { 'another variable': [publicFargate, variable('AWS_REGION', 'eu-west-1')] },
  },
  ShellInImage: {
    broken: { 'a distroless image': [publicFargate, `warning ${APP}.Image`, set(`${APP}.Image`, 'gcr.io/distroless/base-debian12:1')] },
    sound: { 'its debug variant': [publicFargate, set(`${APP}.Image`, 'gcr.io/distroless/base-debian12:debug')] },
  },
  HostIsolation: {
    broken: {
      'a privileged container': [publicInstances, `warning ${APP}.Privileged`, set(`${APP}.Privileged`, true)],
      'the processes of the host': [publicInstances, 'warning Task.PidMode', set('Task.PidMode', 'host')],
      'the socket of the runtime': [publicInstances, 'warning Task.Volumes.0.Host.SourcePath', set('Task.Volumes', [{ Name: 'docker', Host: { SourcePath: '/var/run/docker.sock' } }]),
        set(`${APP}.MountPoints`, [{ SourceVolume: 'docker', ContainerPath: '/var/run/docker.sock' }])],
    },
    sound: {
      'another folder': [publicInstances, set('Task.Volumes', [{ Name: 'data', Host: { SourcePath: '/data' } }]),
        set(`${APP}.MountPoints`, [{ SourceVolume: 'data', ContainerPath: '/data' }])],
    },
  },
};

export const TASK_NETWORKS: Table = {
  TaskNetworking: {
    broken: {
      'the task': [publicInstances, 'error Task.NetworkMode', set('Task.NetworkMode', 'none')],
      'a container': [windowsInstances, `error ${APP}.DisableNetworking`, set(`${APP}.DisableNetworking`, true)],
      'a container in awsvpc': [awsvpcInstances, `error ${APP}.DisableNetworking`, set(`${APP}.DisableNetworking`, true)],
    },
    sound: { 'that of the host': [publicInstances, set('Task.NetworkMode', 'host')] },
  },
  SubnetsSeen: {
    broken: {
      'of tasks': [publicFargate, `unknown ${NETWORK}.Subnets`, set(`${NETWORK}.Subnets`, ['subnet-1', 'subnet-2'])],
      'of tasks, by a parameter': [isolatedFargate, `unknown ${NETWORK}.Subnets`, lists('P'), set(`${NETWORK}.Subnets`, ref('P'))],
      'of instances': [publicInstances, 'unknown Instances', set('Instances.VPCZoneIdentifier', ['subnet-1', 'subnet-2'])],
    },
    sound: { 'one of two is enough': [publicFargate, attribute('SubnetB', { Condition: undefined })] },
  },
  TaskEgress: {
    broken: {
      'another port': [publicFargate, 'error Group.SecurityGroupEgress', set('Group.SecurityGroupEgress.0.FromPort', 80), set('Group.SecurityGroupEgress.0.ToPort', 80)],
      'nothing': [isolatedFargate, 'error Group.SecurityGroupEgress', set('Group.SecurityGroupEgress', [{ IpProtocol: 'icmp', FromPort: -1, ToPort: -1, CidrIp: '255.255.255.255/32' }])],
      'a rule apart': [publicFargate, 'error Group.SecurityGroupEgress', set('Group.SecurityGroupEgress', [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, CidrIp: '0.0.0.0/0' }]),
        (resources) => { resources.Out = { Type: 'AWS::EC2::SecurityGroupEgress', Properties: { GroupId: ref('Group'), IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' } }; },
        attribute('Service', { DependsOn: ['Default', 'RoutesA', 'RoutesB', 'Out'] })],
      'instances': [publicInstances, 'error Group.SecurityGroupEgress', set('Group.SecurityGroupEgress.0.CidrIp', '10.0.0.0/8')],
      'a parameter': [publicFargate, 'unknown Group.SecurityGroupEgress', undecided('P'), set('Group.SecurityGroupEgress.0.CidrIp', ref('P'))],
    },
    sound: {
      'every protocol': [publicFargate, set('Group.SecurityGroupEgress', [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }])],
      'nothing is said': [publicFargate, set('Group.SecurityGroupEgress', undefined)],
    },
  },
  SameVpc: {
    broken: {
      'the group of the tasks': [publicFargate, `error ${NETWORK}.SecurityGroups`, otherVpc, set('Group.VpcId', ref('Other'))],
      'the group of the instances': [publicInstances, `error ${LAUNCH}`, otherVpc, set('Group.VpcId', ref('Other'))],
      'the group of an endpoint': [isolatedFargate, 'error Kms.SecurityGroupIds', otherVpc, set('Kms.SecurityGroupIds', [att('Group', 'GroupId')]), set('Kms.SecurityGroupIds', [ref('Far')]),
        add('Far', 'AWS::EC2::SecurityGroup', { GroupDescription: 'far', VpcId: ref('Other'), SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/8' }] })],
    },
    sound: { 'another VPC': [publicFargate, otherVpc] },
  },
  SubnetRoom: {
    broken: { 'many tasks': [publicFargate, 'warning Service.DesiredCount', set('SubnetA.CidrBlock', '10.0.0.0/28'), set('SubnetB.CidrBlock', '10.0.0.16/28'), set('Service.DesiredCount', 23)] },
    sound: { 'just as many as there is room for': [publicFargate, set('SubnetA.CidrBlock', '10.0.0.0/28'), set('SubnetB.CidrBlock', '10.0.0.16/28'), set('Service.DesiredCount', 22)] },
  },
};
