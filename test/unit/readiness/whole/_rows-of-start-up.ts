import { awsvpcInstances, launchType, managedInstances, privateImage, secretive, windowsInstances, withFile } from './_bases';
import { also, apart, bounded, BY_CONFIGURATION, lines, settings } from './_forms';
import { add, addBefore, all, drop, push, set, undecided, type Table } from './_table';
import { allow, att, deny, inline, isolatedFargate, policy, publicFargate, publicInstances, ref, REPOSITORY, sub, trust } from '../rules/_ready';

const APP = 'Task.ContainerDefinitions.0';
const ROLE = 'ExecutionRole.Policies.0.PolicyDocument.Statement';
const LAUNCH = 'Launch.LaunchTemplateData';
const EARLY = ['#!/bin/bash', 'echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config', 'exit 0', 'echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config'].join('\n');
const NETWORK = 'Service.NetworkConfiguration.AwsvpcConfiguration';
const KEY = add('SecretKey', 'AWS::KMS::Key', {
  EnableKeyRotation: true,
  KeyPolicy: policy(
    { ...allow('kms:*'), Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') } },
  ),
});
const secret = (Properties: Record<string, unknown> = {}) => all(
  add('Secret', 'AWS::SecretsManager::Secret', { GenerateSecretString: {}, ...Properties }), set(`${APP}.Secrets`, [{ Name: 'PASSWORD', ValueFrom: ref('Secret') }]),
);

export const EXECUTION_ROLES: Table = {
  ExecutionRoleTrust: {
    broken: {
      'another service': [publicFargate, 'error ExecutionRole.AssumeRolePolicyDocument', set('ExecutionRole.AssumeRolePolicyDocument', trust('ec2.amazonaws.com'))],
      'another account': [isolatedFargate, 'error ExecutionRole.AssumeRolePolicyDocument',
        set('ExecutionRole.AssumeRolePolicyDocument.Statement.0.Condition.StringEquals', { 'aws:SourceAccount': '222222222222' })],
    },
    sound: { 'any account: nobody opens sessions with it': [publicFargate, set('ExecutionRole.AssumeRolePolicyDocument.Statement.0.Condition', undefined)] },
  },
  ExecutionRolePresent: {
    broken: {
      'for a log': [publicFargate, 'error Task.ExecutionRoleArn', set('Task.ExecutionRoleArn', undefined)],
      'for an image': [isolatedFargate, 'error Task.ExecutionRoleArn', set('Task.ExecutionRoleArn', undefined)],
      'for a secret on instances': [() => secretive(publicInstances), 'error Task.ExecutionRoleArn', set('Task.ExecutionRoleArn', undefined),
        push('InstanceRole.ManagedPolicyArns', 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy')],
    },
    sound: { 'nothing needs it': [publicFargate, set('Task.ExecutionRoleArn', undefined), set(`${APP}.LogConfiguration`, undefined)] },
  },
  ExecutionRoleSeen: {
    broken: {
      'it is elsewhere': [publicFargate, 'unknown Task.ExecutionRoleArn', set('Task.ExecutionRoleArn', 'arn:aws:iam::111111111111:role/start')],
      'its ARN leaves out its path': [publicFargate, 'error Task.ExecutionRoleArn', set('ExecutionRole.Path', '/apps/'),
        set('Task.ExecutionRoleArn', sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${ExecutionRole}'))],
      'it is a parameter': [isolatedFargate, 'unknown Task.ExecutionRoleArn', undecided('P'), set('Task.ExecutionRoleArn', ref('P'))],
    },
    sound: { 'it has nothing to do': [publicFargate, set('Task.ExecutionRoleArn', 'arn:aws:iam::111111111111:role/start'), set(`${APP}.LogConfiguration`, undefined)] },
  },
  ImagePullAllowed: {
    broken: {
      'the login': [privateImage, 'error ExecutionRole', set(`${ROLE}.1`, undefined)],
      'the pull': [isolatedFargate, 'error ExecutionRole', set(`${ROLE}.2`, undefined)],
      'another repository': [privateImage, `error ${ROLE}.2.Resource`, set(`${ROLE}.2.Resource`, `${REPOSITORY}2`)],
      'a policy apart': [privateImage, 'error ExecutionRole', set(`${ROLE}.2.Action`, ['ecr:BatchGetImage']), apart('ExecutionRole', 'AWS::IAM::Policy')],
      'a managed policy': [privateImage, 'error ExecutionRole', set(`${ROLE}.2.Action`, ['ecr:BatchGetImage']), apart('ExecutionRole', 'AWS::IAM::ManagedPolicy')],
      'a Deny': [privateImage, `error ${ROLE}.3`, push(ROLE, deny('ecr:BatchGetImage'))],
      'a Deny apart': [privateImage, 'error More.PolicyDocument.Statement.0', also('ExecutionRole', deny('ecr:GetAuthorizationToken'))],
      'a boundary': [privateImage, 'error Boundary.PolicyDocument', bounded('ExecutionRole', allow(['logs:*', 'ecr:GetAuthorizationToken']))],
      'a condition': [privateImage, `error ${ROLE}.1.Condition`, set(`${ROLE}.1.Condition`, { StringEquals: { 'aws:SourceVpc': ref('Vpc') } })],
    },
    sound: {
      'the policy of AWS': [privateImage, set('ExecutionRole.Policies', undefined), set('ExecutionRole.ManagedPolicyArns', ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'])],
      'an image of the public registry': [publicFargate, set(`${APP}.Image`, 'public.ecr.aws/111111111111/app:v1')],
    },
  },
  EnvironmentFilesReadable: {
    broken: {
      'the role': [withFile, 'error ExecutionRole', set(`${ROLE}.1`, undefined)],
      'another file': [withFile, `error ${ROLE}.1.Resource`, set(`${ROLE}.1.Resource`, 'arn:aws:s3:::settings/other.env')],
      'a Deny': [withFile, `error ${ROLE}.2`, push(ROLE, deny('s3:*'))],
      'a boundary': [withFile, 'error Boundary.PolicyDocument', bounded('ExecutionRole', allow('logs:*'))],
    },
    sound: { 'the whole bucket': [withFile, set(`${ROLE}.1.Resource`, 'arn:aws:s3:::settings/*')] },
  },
  SecretsReadable: {
    broken: {
      'the role': [secretive, 'error ExecutionRole', set(`${ROLE}.1`, undefined)],
      'another secret': [secretive, `error ${ROLE}.1.Resource`, set(`${ROLE}.1.Resource`, 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:other-AbCdEf')],
      'a Deny': [secretive, `error ${ROLE}.2`, push(ROLE, deny('secretsmanager:*'))],
      'a boundary': [secretive, 'error Boundary.PolicyDocument', bounded('ExecutionRole', allow('logs:*'))],
      'a parameter': [publicFargate, 'error ExecutionRole', set(`${APP}.Secrets`, [{ Name: 'PASSWORD', ValueFrom: '/db/password' }])],
      'a log driver': [publicFargate, 'error ExecutionRole',
        set(`${APP}.LogConfiguration`, { LogDriver: 'splunk', SecretOptions: [{ Name: 'splunk-token', ValueFrom: '/splunk' }] })],
      'a registry': [publicFargate, 'error ExecutionRole', set(`${APP}.Image`, 'registry.gitlab.com/team/app:1'),
        set(`${APP}.RepositoryCredentials`, { CredentialsParameter: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:login-AbCdEf' })],
      'the key of a secret': [publicFargate, 'error ExecutionRole', KEY, secret({ KmsKeyId: ref('SecretKey') }), push(ROLE, allow('secretsmanager:GetSecretValue', ref('Secret')))],
    },
    sound: {
      'its key, too': [publicFargate, KEY, secret({ KmsKeyId: ref('SecretKey') }),
        push(ROLE, allow('secretsmanager:GetSecretValue', ref('Secret')), allow('kms:Decrypt', att('SecretKey', 'Arn')))],
    },
  },
  ContainerLogAllowed: {
    broken: {
      'the stream': [publicFargate, 'error ExecutionRole', set(`${ROLE}.0.Action`, 'logs:PutLogEvents')],
      'the events': [publicFargate, 'warning ExecutionRole', set(`${ROLE}.0.Action`, 'logs:CreateLogStream')],
      'both': [publicFargate, 'error ExecutionRole', set('ExecutionRole.Policies', undefined)],
      'another group': [isolatedFargate, `error ${ROLE}.0.Resource`, set(`${ROLE}.0.Resource`, att('SessionLog', 'Arn'))],
      'a policy apart': [publicFargate, 'error ExecutionRole', set(`${ROLE}.0.Action`, 'logs:PutLogEvents'), apart('ExecutionRole', 'AWS::IAM::RolePolicy')],
      'a Deny': [publicFargate, `error ${ROLE}.1`, push(ROLE, deny('logs:CreateLogStream'))],
      'a boundary': [publicFargate, 'error Boundary.PolicyDocument', bounded('ExecutionRole', allow('ecr:*'))],
    },
    sound: { 'all groups': [publicFargate, set(`${ROLE}.0.Resource`, '*')] },
  },
  DestinationsKnown: {
    broken: {
      'a secret of somewhere': [() => secretive(isolatedFargate), `unknown ${APP}.Secrets.0.ValueFrom`, undecided('P'), set(`${APP}.Secrets.0.ValueFrom`, sub('arn:aws:secretsmanager:${P}:111111111111:secret:db-AbCdEf')),
        set(`${ROLE}.3.Resource`, '*'),
        (resources, template) => addBefore('Secrets', 'AWS::EC2::VPCEndpoint', { ...resources.Kms.Properties, ServiceName: sub('com.amazonaws.${AWS::Region}.secretsmanager') })(resources, template)],
    },
    sound: {
      'it may be anywhere': [publicFargate, undecided('P'), push(ROLE, allow('secretsmanager:GetSecretValue')),
        set(`${APP}.Secrets`, [{ Name: 'PASSWORD', ValueFrom: sub('arn:aws:secretsmanager:${P}:111111111111:secret:db-AbCdEf') }])],
    },
  },
};

const GPU = [{ Type: 'GPU', Value: '1' }];
const IMAGE = (path: string) => `{{resolve:ssm:/aws/service/${path}/image_id}}`;

export const INSTANCES: Table = {
  CapacityProviderAssociated: {
    broken: {
      'another one is': [publicInstances, 'error Service.CapacityProviderStrategy.0.CapacityProvider', set('Providers.CapacityProviders', ['FARGATE']), set('Providers.DefaultCapacityProviderStrategy', [])],
    },
    sound: { 'the provider names the cluster': [managedInstances] },
  },
  InstancesStart: {
    broken: {
      'nothing starts one': [publicInstances, 'error Instances.MinSize', set('Instances.MinSize', '0'), set('Provider.AutoScalingGroupProvider.ManagedScaling.Status', 'DISABLED')],
      'by launch type': [launchType, 'error Instances.MinSize', set('Instances.MinSize', '0')],
    },
    sound: { 'the capacity provider starts them': [publicInstances, set('Instances.MinSize', '0')] },
  },
  AgentPermissions: {
    broken: {
      'there is no role': [publicInstances, `error ${LAUNCH}.IamInstanceProfile`, set(`${LAUNCH}.IamInstanceProfile`, undefined)],
      'there is no role in a launch configuration': [publicInstances, 'error Launch.IamInstanceProfile', BY_CONFIGURATION, set('Launch.IamInstanceProfile', undefined)],
      'the role has no policy': [publicInstances, 'error InstanceRole', set('InstanceRole.ManagedPolicyArns', [])],
      'the role trusts others': [publicInstances, 'error InstanceRole.AssumeRolePolicyDocument', set('InstanceRole.AssumeRolePolicyDocument', trust())],
      'a Deny': [publicInstances, 'error InstanceRole.Policies.0.PolicyDocument.Statement.0', set('InstanceRole.Policies', [inline('no', deny('ecs:Poll'))])],
      'no metadata': [publicInstances, `error ${LAUNCH}.MetadataOptions.HttpEndpoint`, set(`${LAUNCH}.MetadataOptions`, { HttpEndpoint: 'disabled' })],
      'no metadata in a launch configuration': [publicInstances, 'error Launch.MetadataOptions.HttpEndpoint', BY_CONFIGURATION, set('Launch.MetadataOptions.HttpEndpoint', 'disabled')],
      'no metadata on Windows': [windowsInstances, `error ${LAUNCH}.MetadataOptions.HttpEndpoint`, set(`${LAUNCH}.MetadataOptions.HttpEndpoint`, 'disabled')],
      'no metadata, and keys': [publicInstances, `unknown ${LAUNCH}.MetadataOptions.HttpEndpoint`, set(`${LAUNCH}.MetadataOptions.HttpEndpoint`, 'disabled'), settings('AWS_ACCESS_KEY_ID=x')],
      'the role is elsewhere': [publicInstances, `unknown ${LAUNCH}.IamInstanceProfile`, drop('Profile', 'InstanceRole'), set(`${LAUNCH}.IamInstanceProfile`, { Name: 'elsewhere' })],
    },
    sound: { 'a policy of its own': [publicInstances, set('InstanceRole.ManagedPolicyArns', undefined), set('InstanceRole.Policies', [inline('agent', allow('ecs:*'))])] },
  },
  ManagedInstancesRole: {
    broken: {
      'another name': [managedInstances, 'error InstanceRole.RoleName', set('InstanceRole.RoleName', 'app')],
      'nobody knows the name': [managedInstances, 'unknown InstanceRole.RoleName', set('InstanceRole.RoleName', undefined)],
    },
    sound: {
      'it is allowed': [managedInstances, set('InstanceRole.RoleName', 'app'),
        set('Infrastructure.Policies', [inline('pass', allow('iam:PassRole', att('InstanceRole', 'Arn')))])],
    },
  },
  InstanceRoleForTasks: {
    broken: {
      'a log': [publicInstances, 'error InstanceRole', set('Task.ExecutionRoleArn', undefined), set('InstanceRole.ManagedPolicyArns', undefined), set('InstanceRole.Policies', [inline('agent', allow('ecs:*'))])],
      'an image': [publicInstances, 'error InstanceRole', set('Task.ExecutionRoleArn', undefined), set(`${APP}.Image`, '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1'),
        set('InstanceRole.ManagedPolicyArns', undefined), set('InstanceRole.Policies', [inline('agent', allow(['ecs:*', 'logs:*']))])],
    },
    sound: { 'the policy of AWS allows both': [publicInstances, set('Task.ExecutionRoleArn', undefined), set(`${APP}.Image`, '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1')] },
  },
  InstancesJoinCluster: {
    broken: {
      'nothing is said': [publicInstances, `error ${LAUNCH}.UserData`, set(`${LAUNCH}.UserData`, { 'Fn::Base64': '#!/bin/bash\necho ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config' })],
      'another cluster': [publicInstances, `error ${LAUNCH}.UserData`, settings('ECS_CLUSTER=other')],
      'another cluster, in a launch configuration': [publicInstances, 'error Launch.UserData', BY_CONFIGURATION, settings('ECS_CLUSTER=other')],
      'it is said after the end': [publicInstances, `error ${LAUNCH}.UserData`, set(`${LAUNCH}.UserData`, { 'Fn::Base64': { 'Fn::Sub': EARLY } })],
      'the agent is stopped': [publicInstances, `unknown ${LAUNCH}.UserData`, lines('systemctl stop ecs')],
      'a parameter': [publicInstances, `unknown ${LAUNCH}.UserData`, undecided('P'), settings('ECS_CLUSTER=${P}')],
    },
    sound: {
      'it is said again': [publicInstances, settings('ECS_CLUSTER=${Cluster}')],
      'the agent is restarted': [publicInstances, lines('systemctl stop ecs', 'yum install -y jq || exit 1', 'systemctl start ecs', 'exit 0')],
    },
  },
  InstanceFeatures: {
    broken: {
      'a log driver': [publicInstances, `error ${APP}.LogConfiguration.LogDriver`, set(`${APP}.LogConfiguration`, { LogDriver: 'gelf' })],
      'GPUs': [publicInstances, `error ${APP}.ResourceRequirements.0`, set(`${APP}.ResourceRequirements`, GPU)],
      'interfaces': [awsvpcInstances, `error ${NETWORK}`, settings('ECS_ENABLE_TASK_ENI=false')],
      'the execution role of a log': [windowsInstances, `error ${APP}.LogConfiguration.LogDriver`, set(`${LAUNCH}.UserData`, {
        'Fn::Base64': sub(
          '<powershell>\nInitialize-ECSAgent -Cluster ${Cluster} -EnableTaskIAMRole -LoggingDrivers \'["json-file","awslogs"]\'\n</powershell>',
        ),
      })],
    },
    sound: { 'the driver is offered': [publicInstances, set(`${APP}.LogConfiguration`, { LogDriver: 'gelf' }), settings('\'ECS_AVAILABLE_LOGGING_DRIVERS=["gelf"]\'')] },
  },
  InstanceZones: {
    broken: {
      'they have none in common': [awsvpcInstances, `error ${NETWORK}.Subnets`,
        ...['C', 'D'].flatMap((zone, index) => [
          add(`Subnet${zone}`, 'AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: `10.0.2${index}.0/24`, AvailabilityZone: { 'Fn::Select': [index + 2, { 'Fn::GetAZs': '' }] } }),
          addBefore(`Routes${zone}`, 'AWS::EC2::SubnetRouteTableAssociation', { SubnetId: ref(`Subnet${zone}`), RouteTableId: ref('Routes') }),
        ]), set(`${NETWORK}.Subnets`, [ref('SubnetC'), ref('SubnetD')])],
    },
    sound: { 'they have one in common': [awsvpcInstances, set('Instances.VPCZoneIdentifier', [ref('SubnetA')])] },
  },
  InstanceSize: {
    broken: {
      'memory': [publicInstances, 'error Task.Memory', set('Task.Memory', '8192')],
      'CPU': [publicInstances, 'error Task.Cpu', set('Task.Cpu', '4096')],
      'memory that the agent keeps back': [publicInstances, 'error Task.Memory', set('Task.Memory', '512'), settings('ECS_RESERVED_MEMORY=7900')],
      'memory of a launch configuration': [publicInstances, 'error Task.Memory', BY_CONFIGURATION, set('Launch.InstanceType', 't3.nano')],
    },
    sound: { 'it just fits': [publicInstances, set('Task.Cpu', '2048'), set('Task.Memory', '7168')] },
  },
  InstanceArchitecture: {
    broken: {
      'another type': [publicInstances, `error ${LAUNCH}.InstanceType`, set(`${LAUNCH}.InstanceType`, 'm7g.large')],
      'another type in a launch configuration': [publicInstances, 'error Launch.InstanceType', BY_CONFIGURATION, set('Launch.InstanceType', 'm7g.large')],
    },
    sound: { both: [publicInstances, set(`${LAUNCH}.InstanceType`, 'm7g.large'), set(`${LAUNCH}.ImageId`, IMAGE('ecs/optimized-ami/amazon-linux-2023/arm64/recommended'))] },
  },
  TaskArchitecture: {
    broken: { 'a task for Graviton': [publicInstances, 'error Task.RuntimePlatform.CpuArchitecture', set('Task.RuntimePlatform', { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' })] },
    sound: { 'one for what there is': [publicInstances, set('Task.RuntimePlatform', { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' })] },
  },
  TerminationProtection: {
    broken: {
      'a group without': [publicInstances, 'error Provider.AutoScalingGroupProvider.ManagedTerminationProtection', set('Instances.NewInstancesProtectedFromScaleIn', undefined)],
    },
    sound: { 'neither has it': [publicInstances, set('Instances.NewInstancesProtectedFromScaleIn', undefined), set('Provider.AutoScalingGroupProvider.ManagedTerminationProtection', 'DISABLED')] },
  },
  PlacementConstraints: {
    broken: {
      'of the service': [publicInstances, 'error Service.PlacementConstraints.0.Expression', set('Service.PlacementConstraints', [{ Type: 'memberOf', Expression: 'attribute:ecs.os-type == windows' }])],
      'of the task definition': [publicInstances, 'error Task.PlacementConstraints.0.Expression',
        set('Task.PlacementConstraints', [{ Type: 'memberOf', Expression: 'attribute:ecs.cpu-architecture == arm64' }])],
      'of an attribute that anyone may give': [publicInstances, 'unknown Service.PlacementConstraints.0.Expression',
        set('Service.PlacementConstraints', [{ Type: 'memberOf', Expression: 'attribute:stack == prod' }])],
    },
    sound: { 'what the instances have': [publicInstances, set('Service.PlacementConstraints', [{ Type: 'memberOf', Expression: 'attribute:ecs.os-type == linux' }])] },
  },
  InstanceInterfaces: {
    broken: { 'more tasks than interfaces': [awsvpcInstances, 'warning Service.DesiredCount', set(`${LAUNCH}.InstanceType`, 't3.small'), set('Service.DesiredCount', 7)] },
    sound: { 'just as many': [awsvpcInstances, set(`${LAUNCH}.InstanceType`, 't3.small'), set('Service.DesiredCount', 6)] },
  },
  InstanceUpkeep: {
    broken: {
      'a small disk': [publicInstances, `warning ${LAUNCH}.BlockDeviceMappings.0.Ebs.VolumeSize`, set(`${LAUNCH}.BlockDeviceMappings`, [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 10 } }])],
      'a small disk in a launch configuration': [publicInstances, 'warning Launch.BlockDeviceMappings.0.Ebs.VolumeSize', BY_CONFIGURATION,
        set('Launch.BlockDeviceMappings', [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 10 } }])],
      'no cleaning': [publicInstances, `warning ${LAUNCH}.UserData`, settings('ECS_DISABLE_IMAGE_CLEANUP=true')],
      'few processes': [publicInstances, `warning ${LAUNCH}.UserData`, settings('ECS_TASK_PIDS_LIMIT=20')],
      'a log without end': [publicInstances, `warning ${APP}.LogConfiguration.LogDriver`, set(`${APP}.LogConfiguration`, { LogDriver: 'json-file' })],
    },
    sound: { 'a larger disk': [publicInstances, set(`${LAUNCH}.BlockDeviceMappings`, [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50 } }])] },
  },
};
