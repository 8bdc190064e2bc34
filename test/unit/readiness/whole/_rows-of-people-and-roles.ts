import { companion, operated, ruleFargate, ruleInstances, sharedRole, starting, windowsFargate, windowsInstances } from './_bases';
import { apart, also, bounded, BY_CONFIGURATION, BY_PERMISSION_SET, BY_USER, FOR_ANYONE, perhaps, settings } from './_forms';
import { add, all, attribute, drop, push, set, undecided, type Change, type Table } from './_table';
import { BOTH, CLUSTER, EXEC, TASKS } from '../rules/_operators';
import { allow, att, deny, inline, isolatedFargate, publicFargate, publicInstances, ref, sub, trust } from '../rules/_ready';

const OPERATOR = 'Operator.Policies.0.PolicyDocument.Statement';
const first = (...statement: Parameters<typeof allow>) => set(`${OPERATOR}.0`, allow(...statement));
const more = (...statements: unknown[]) => push(OPERATOR, ...statements);
const only = (condition: object, Resource: unknown = BOTH) => first(EXEC, Resource, { Condition: condition });
const command = (words: string): Change => (_, template) => {
  template.Outputs = { Open: { Value: sub(`aws ecs execute-command --cluster \${Cluster} --task x --interactive --command sh${words}`) } };
};
const tagged = (Resource: unknown = TASKS) => allow(EXEC, Resource, { Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev' } } });
const tags = all(set('Service.Tags', [{ Key: 'env', Value: 'dev' }]), set('Cluster.Tags', [{ Key: 'env', Value: 'dev' }]));
const vpcEndpoint = add('Ecs', 'AWS::EC2::VPCEndpoint', {
  VpcEndpointType: 'Interface', VpcId: ref('Vpc'), ServiceName: sub('com.amazonaws.${AWS::Region}.ecs'), PrivateDnsEnabled: true, SubnetIds: [ref('SubnetA')],
});

export const OPERATORS: Table = {
  CommandNamesContainer: {
    broken: {
      'several containers': [companion, 'info Open', command('')],
      'Service Connect': [publicFargate, 'info Open', command(''), set('Service.ServiceConnectConfiguration', { Enabled: true })],
    },
    sound: {
      'the container is named': [companion, command(' --container app')],
      'there is one container': [publicFargate, command('')],
    },
  },
  OperatorSessionKey: {
    broken: {
      'the role': [operated, `error ${OPERATOR}.0`, set(`${OPERATOR}.3`, undefined)],
      'the role, for the key of something else': [operated, `error ${OPERATOR}.0`, set(`${OPERATOR}.3.Resource`, 'arn:aws:kms:eu-west-1:111111111111:key/other')],
      'a user': [operated, `error ${OPERATOR}.0`, BY_USER, set(`${OPERATOR}.3`, undefined)],
      'a policy apart': [operated, 'error Own.PolicyDocument.Statement.0', set(`${OPERATOR}.3`, undefined), apart('Operator', 'AWS::IAM::Policy')],
      'a Deny': [operated, `error ${OPERATOR}.0`, more(deny('kms:GenerateDataKey'))],
    },
    sound: {
      'another statement allows it': [operated, set(`${OPERATOR}.3`, allow('kms:Generate*'))],
      'sessions have the key of another template': [operated, set(`${OPERATOR}.3.Resource`, ['arn:aws:kms:eu-west-1:111111111111:key/other', att('Key', 'Arn')])],
    },
  },
  OperatorScope: {
    broken: {
      'everything': [operated, `warning ${OPERATOR}.0.Resource`, first(EXEC)],
      'everything, in a managed policy': [operated, 'warning Own.PolicyDocument.Statement.0.Resource', first(EXEC), apart('Operator', 'AWS::IAM::ManagedPolicy')],
      'everything, for anyone': [operated, 'warning Operator.PolicyDocument.Statement.0.Resource', first(EXEC), FOR_ANYONE],
    },
    sound: {
      'under a condition': [operated, first(EXEC, '*', { Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } } })],
    },
  },
  OperatorResources: {
    broken: {
      'the cluster only': [operated, `error ${OPERATOR}.0.Resource`, first(EXEC, CLUSTER)],
      'the tasks only': [operated, `error ${OPERATOR}.0.Resource`, first(EXEC, TASKS)],
      'a user': [operated, `error ${OPERATOR}.0.Resource`, first(EXEC, TASKS), BY_USER],
      'a permission set': [operated, 'error Operator.InlinePolicy.Statement.0.Resource', first(EXEC, TASKS), BY_PERMISSION_SET],
      'a managed policy': [operated, 'error Own.PolicyDocument.Statement.0.Resource', first(EXEC, TASKS), apart('Operator', 'AWS::IAM::ManagedPolicy')],
      'a policy of roles': [operated, 'error Own.PolicyDocument.Statement.0.Resource', first(EXEC, TASKS), apart('Operator', 'AWS::IAM::RolePolicy')],
      'a policy for anyone': [operated, 'warning Operator.PolicyDocument.Statement.0.Resource', first(EXEC, TASKS), FOR_ANYONE],
    },
    sound: {
      'two statements': [operated, first(EXEC, TASKS), more(allow(EXEC, CLUSTER))],
      'two policies': [operated, first(EXEC, TASKS), also('Operator', allow('ecs:Execute*', CLUSTER))],
    },
  },
  OperatorDescribesTasks: {
    broken: {
      'the role': [operated, `error ${OPERATOR}.0`, set(`${OPERATOR}.1`, undefined)],
      'the role, for other tasks': [operated, `error ${OPERATOR}.0`, set(`${OPERATOR}.1.Resource`, 'arn:aws:ecs:*:*:task/other/*')],
      'a user': [operated, `error ${OPERATOR}.0`, set(`${OPERATOR}.1`, undefined), BY_USER],
      'a permission set': [operated, 'error Operator.InlinePolicy.Statement.0', set(`${OPERATOR}.1`, undefined), BY_PERMISSION_SET],
      'tasks are not found': [operated, `info ${OPERATOR}.0`, set(`${OPERATOR}.2`, undefined)],
    },
    sound: {
      'a policy apart allows it': [operated, set(`${OPERATOR}.1`, undefined), also('Operator', allow('ecs:Describe*'))],
    },
  },
  NoDirectSession: {
    broken: {
      'everywhere': [operated, `warning ${OPERATOR}.4`, more(allow('ssm:StartSession'))],
      'the tasks': [operated, `warning ${OPERATOR}.4`, more(allow('ssm:StartSession', TASKS))],
      'a policy apart': [operated, 'warning More.PolicyDocument.Statement.0', also('Operator', allow('ssm:*'))],
    },
    sound: {
      'instances': [operated, more(allow('ssm:StartSession', 'arn:aws:ec2:*:*:instance/*'))],
      'it is denied for tasks': [operated, more(allow('ssm:StartSession'), deny('ssm:StartSession', 'arn:aws:ecs:*:*:task/*'))],
    },
  },
  AuditSafe: {
    broken: {
      'the cluster': [operated, `warning ${OPERATOR}.4`, more(allow('ecs:UpdateCluster', CLUSTER))],
      'the log': [operated, `warning ${OPERATOR}.4`, more(allow('logs:DeleteLogStream', att('SessionLog', 'Arn')))],
      'the key': [operated, `warning ${OPERATOR}.4`, more(allow('kms:ScheduleKeyDeletion', att('Key', 'Arn')))],
      'a policy apart': [operated, 'warning More.PolicyDocument.Statement.0', also('Operator', allow('logs:DeleteLog*'))],
    },
    sound: {
      'another log': [operated, more(allow('logs:DeleteLogStream', att('AppLog', 'Arn')))],
    },
  },
  LocationCondition: {
    broken: {
      'a VPC without an endpoint': [operated, `error ${OPERATOR}.0.Condition`, only({ StringEquals: { 'aws:SourceVpc': ref('Vpc') } })],
      'an endpoint of something else': [operated, `error ${OPERATOR}.0.Condition`, vpcEndpoint, set('Ecs.ServiceName', sub('com.amazonaws.${AWS::Region}.sqs')),
        only({ StringEquals: { 'aws:SourceVpce': ref('Ecs') } })],
      'a Deny': [operated, `error ${OPERATOR}.4.Condition`, more(deny(EXEC, BOTH, { Condition: { StringNotEquals: { 'aws:SourceVpc': ref('Vpc') } } }))],
      'an operator that also holds elsewhere': [operated, `warning ${OPERATOR}.0.Condition`, vpcEndpoint, only({ StringEqualsIfExists: { 'aws:SourceVpc': ref('Vpc') } })],
    },
    sound: {
      'there is an endpoint': [operated, vpcEndpoint, only({ StringEquals: { 'aws:SourceVpc': ref('Vpc') } })],
    },
  },
  TagGates: {
    broken: {
      'the tasks lack the tag': [operated, `error ${OPERATOR}.4.Condition`, tags, first(EXEC, CLUSTER), more(tagged())],
      'a Deny': [operated, `error ${OPERATOR}.4.Condition`, tags, more(deny(EXEC, TASKS, { Condition: { StringNotEquals: { 'aws:ResourceTag/env': 'dev' } } }))],
      'whoever may set it': [operated, `warning ${OPERATOR}.5`, tags, set('Service.PropagateTags', 'SERVICE'), first(EXEC, CLUSTER), more(tagged(), allow('ecs:TagResource'))],
    },
    sound: {
      'the tasks have the tag': [operated, tags, set('Service.PropagateTags', 'SERVICE'), first(EXEC, CLUSTER), more(tagged())],
    },
  },
  ContainerNameDeny: {
    broken: {
      'the role': [operated, `warning ${OPERATOR}.4.Condition`, more(deny(EXEC, BOTH, { Condition: { StringEquals: { 'ecs:container-name': 'admin' } } }))],
      'a policy apart': [operated, 'warning More.PolicyDocument.Statement.0.Condition',
        also('Operator', deny(EXEC, BOTH, { Condition: { StringEquals: { 'ecs:container-name': 'admin' } } }))],
    },
    sound: {
      'an Allow by name': [companion, add('Operator', 'AWS::IAM::Group', {
        Policies: [inline('exec', allow(EXEC, CLUSTER),
          allow(EXEC, TASKS, { Condition: { StringEquals: { 'ecs:container-name': 'app' } } }),
          allow(['ecs:DescribeTasks', 'ecs:ListTasks']), allow('kms:GenerateDataKey', att('Key', 'Arn')))],
      })],
    },
  },
  SwitchCondition: {
    broken: {
      'an Allow': [operated, `error ${OPERATOR}.0.Condition`, only({ Bool: { 'ecs:enable-execute-command': 'true' } })],
      'an Allow of a user': [operated, `error ${OPERATOR}.0.Condition`, only({ Bool: { 'ecs:enable-execute-command': 'true' } }), BY_USER],
      'a Deny': [operated, `warning ${OPERATOR}.4.Condition`, more(deny(EXEC, '*', { Condition: { Bool: { 'ecs:enable-execute-command': 'false' } } }))],
    },
    sound: {
      'what starts services': [operated, more(allow('ecs:UpdateService', '*', { Condition: { Bool: { 'ecs:enable-execute-command': 'true' } } }))],
    },
  },
};

const TARGET = 'Service.Targets.0.EcsParameters';
const LAUNCH = 'Launch.LaunchTemplateData';
const IMAGE = (path: string) => `{{resolve:ssm:/aws/service/${path}/image_id}}`;

export const SERVICES: Table = {
  ExecSwitchedOn: {
    broken: {
      'it is left out': [publicFargate, 'error Service.EnableExecuteCommand', set('Service.EnableExecuteCommand', undefined)],
      'it is false': [publicInstances, 'error Service.EnableExecuteCommand', set('Service.EnableExecuteCommand', false)],
      'a rule': [ruleFargate, `error ${TARGET}.EnableExecuteCommand`, set(`${TARGET}.EnableExecuteCommand`, undefined)],
      'a parameter': [publicFargate, 'unknown Service.EnableExecuteCommand', undecided('P'), set('Service.EnableExecuteCommand', ref('P'))],
    },
    sound: { 'a text': [publicFargate, set('Service.EnableExecuteCommand', 'true')] },
  },
  PlatformVersion: {
    broken: {
      'a service': [publicFargate, 'error Service.PlatformVersion', set('Service.PlatformVersion', '1.3.0')],
      'a rule': [ruleFargate, `error ${TARGET}.PlatformVersion`, set(`${TARGET}.PlatformVersion`, '1.3.0')],
      'one of Linux for Windows': [windowsFargate, 'error Service.PlatformVersion', set('Service.PlatformVersion', '1.4.0')],
      'a parameter': [publicFargate, 'unknown Service.PlatformVersion', undecided('P'), set('Service.PlatformVersion', ref('P'))],
    },
    sound: { 'the first one that has it': [publicFargate, set('Service.PlatformVersion', '1.4.0')], 'that of Windows': [windowsFargate, set('Service.PlatformVersion', '1.0.0')] },
  },
  AgentVersion: {
    broken: {
      'an old image in a launch template': [publicInstances, `error ${LAUNCH}.ImageId`,
        set(`${LAUNCH}.ImageId`, IMAGE('ecs/optimized-ami/amazon-linux-2/amzn2-ami-ecs-hvm-2.0.20210115-x86_64-ebs'))],
      'an old image in a launch configuration': [publicInstances, 'error Launch.ImageId', BY_CONFIGURATION,
        set('Launch.ImageId', IMAGE('ecs/optimized-ami/amazon-linux-2/amzn2-ami-ecs-hvm-2.0.20210115-x86_64-ebs'))],
      'Windows Server 2016': [windowsInstances, `error ${LAUNCH}.ImageId`, set(`${LAUNCH}.ImageId`, IMAGE('ami-windows-latest/Windows_Server-2016-English-Full-ECS_Optimized'))],
    },
    sound: { 'an image of Amazon Linux 2': [publicInstances, set(`${LAUNCH}.ImageId`, IMAGE('ecs/optimized-ami/amazon-linux-2/recommended'))] },
  },
  TaskDefinitionSeen: {
    broken: {
      'it is elsewhere': [publicFargate, 'unknown Service.TaskDefinition', set('Service.TaskDefinition', 'app:1')],
      'it is a parameter': [ruleFargate, `unknown ${TARGET}.TaskDefinitionArn`, undecided('P'), set(`${TARGET}.TaskDefinitionArn`, ref('P'))],
      'there is none': [publicFargate, 'error Service.TaskDefinition', set('Service.TaskDefinition', undefined)],
      'its containers are not all known': [publicFargate, 'unknown Task.ContainerDefinitions', undecided('P'),
        set('Task.ContainerDefinitions', { 'Fn::If': ['Perhaps', publicFargate().Resources.Task.Properties.ContainerDefinitions, ref('P')] })],
      'CodeDeploy brings others': [publicFargate, 'info Service.DeploymentController.Type', set('Service.DeploymentController', { Type: 'CODE_DEPLOY' })],
    },
    sound: { 'its family': [publicFargate, set('Task.Family', 'app'), set('Service.TaskDefinition', 'app'), attribute('Service', { DependsOn: ['Task', 'Default', 'RoutesA', 'RoutesB'] })] },
  },
  SynchronousPlacement: {
    broken: {
      'a rule': [ruleInstances, 'warning Provider.AutoScalingGroupProvider.ManagedScaling.Status', set(`${TARGET}.LaunchType`, undefined),
        set(`${TARGET}.CapacityProviderStrategy`, [{ CapacityProvider: ref('Provider'), Weight: 1 }]),
        (resources) => {
          const { Provider, Providers } = publicInstances().Resources;
          Object.assign(resources, { Provider, Providers });
        }],
    },
    sound: { 'a launch type': [ruleInstances] },
  },
  InstancesSeen: {
    broken: {
      'the group is elsewhere': [publicInstances, 'unknown Service.CapacityProviderStrategy', drop('Instances', 'Launch'), set('Provider.AutoScalingGroupProvider.AutoScalingGroupArn', 'others')],
    },
    sound: { 'the group by its name': [publicInstances, set('Instances.AutoScalingGroupName', 'mine'), set('Provider.AutoScalingGroupProvider.AutoScalingGroupArn', 'mine')] },
  },
  AgentProxy: {
    broken: {
      'a launch template': [publicInstances, `error ${LAUNCH}.UserData`, settings('HTTP_PROXY=10.0.0.131:3128')],
      'a launch configuration': [publicInstances, 'error Launch.UserData', BY_CONFIGURATION, settings('HTTP_PROXY=10.0.0.131:3128')],
    },
    sound: { 'the address is exempt': [publicInstances, settings('HTTP_PROXY=10.0.0.131:3128', 'NO_PROXY=169.254.169.254,169.254.170.2,/var/run/docker.sock')] },
  },
  AgentAccess: {
    broken: {
      'a launch template': [publicInstances, `warning ${LAUNCH}.UserData`, settings('ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS=true')],
      'a launch configuration': [publicInstances, 'warning Launch.UserData', BY_CONFIGURATION, settings('ECS_SKIP_LOCALHOST_TRAFFIC_FILTER=true')],
    },
    sound: { 'it is switched off': [publicInstances, settings('ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS=false')] },
  },
  SubjectCreated: {
    broken: {
      'nobody knows': [publicFargate, 'info Service', undecided('P'), perhaps('Service')],
      'it is not': [publicFargate, 'unknown Service', (_, template) => {
        template.Conditions = { Perhaps: { 'Fn::Equals': ['a', 'b'] } };
      }, perhaps('Service')],
    },
    sound: {
      'it is': [publicFargate, (_, template) => {
        template.Conditions = { Perhaps: { 'Fn::Equals': ['a', 'a'] } };
      }, perhaps('Service')],
    },
  },
};

const never: Change = (_, template) => {
  template.Conditions = { Perhaps: { 'Fn::Equals': ['a', 'b'] } };
};
const ROLE = 'TaskRole.Policies.0.PolicyDocument.Statement';
const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((action) => `ssmmessages:${action}`);
const three = set(`${ROLE}.0.Action`, CHANNELS.slice(1));

export const TASK_ROLES: Table = {
  TaskRolePresent: {
    broken: {
      'the task definition': [publicFargate, 'error Task.TaskRoleArn', set('Task.TaskRoleArn', undefined)],
      'the task definition, on instances': [publicInstances, 'error Task.TaskRoleArn', set('Task.TaskRoleArn', undefined)],
    },
    sound: {
      'what starts the task brings it': [ruleFargate, set('Task.TaskRoleArn', undefined),
        set('Service.Targets.0.Input', sub('{"taskRoleArn":"${TaskRole.Arn}"}'))],
    },
  },
  TaskRoleTrust: {
    broken: {
      'another service': [publicFargate, 'error TaskRole.AssumeRolePolicyDocument', set('TaskRole.AssumeRolePolicyDocument', trust('ec2.amazonaws.com'))],
      'another account': [publicFargate, 'error TaskRole.AssumeRolePolicyDocument',
        set('TaskRole.AssumeRolePolicyDocument.Statement.0.Condition.StringEquals', { 'aws:SourceAccount': '222222222222' })],
      'any account': [publicFargate, 'warning TaskRole.AssumeRolePolicyDocument', set('TaskRole.AssumeRolePolicyDocument.Statement.0.Condition', undefined)],
      'a role that is imported': [sharedRole, 'error TaskRole.AssumeRolePolicyDocument', set('TaskRole.AssumeRolePolicyDocument', trust('ec2.amazonaws.com'))],
    },
    sound: {
      'another service beside': [publicFargate, push('TaskRole.AssumeRolePolicyDocument.Statement',
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } })],
    },
  },
  TaskRoleChannels: {
    broken: {
      'an action is left out': [publicFargate, 'error TaskRole', three],
      'an action is left out, on instances': [publicInstances, 'error TaskRole', three],
      'an action is left out of a policy apart': [publicFargate, 'error TaskRole', three, apart('TaskRole', 'AWS::IAM::Policy')],
      'an action is left out of a policy of roles': [publicFargate, 'error TaskRole', three, apart('TaskRole', 'AWS::IAM::RolePolicy')],
      'an action is left out of a managed policy': [publicFargate, 'error TaskRole', three, apart('TaskRole', 'AWS::IAM::ManagedPolicy')],
      'an action is left out of a role that is imported': [sharedRole, 'error TaskRole', three],
      'an action is left out of the role that a rule brings': [ruleFargate, 'error Service.Targets.0.Input.TaskRoleArn',
        (resources) => { resources.Other = structuredClone(resources.TaskRole); }, set('Other.Policies.0.PolicyDocument.Statement.0.Action', CHANNELS.slice(1)),
        set('Service.Targets.0.Input', sub('{"taskRoleArn":"${Other.Arn}"}'))],
      'a resource': [publicFargate, `error ${ROLE}.0.Resource`, set(`${ROLE}.0.Resource`, CLUSTER)],
      'a condition': [publicFargate, `error ${ROLE}.0.Condition`, set(`${ROLE}.0.Condition`, { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } })],
      'a Deny': [publicFargate, `error ${ROLE}.4`, push(ROLE, deny('ssmmessages:*'))],
      'a Deny in a policy apart': [publicFargate, 'error More.PolicyDocument.Statement.0', also('TaskRole', deny('ssmmessages:OpenDataChannel'))],
      'a boundary': [publicFargate, 'error Boundary.PolicyDocument', bounded('TaskRole', allow(['logs:*', 'kms:*', 'ssm:*']))],
      'a Deny in a boundary': [publicFargate, 'error Boundary.PolicyDocument.Statement.1', bounded('TaskRole', allow('*'), deny('ssmmessages:*'))],
      'a policy that is not created': [publicFargate, 'error More', set(`${ROLE}.0`, allow('ssm:GetParameter')), also('TaskRole', allow(CHANNELS)), never, perhaps('More')],
      'a policy that may not be created': [publicFargate, 'unknown More.PolicyDocument.Statement.0', undecided('P'), set(`${ROLE}.0`, allow('ssm:GetParameter')), also('TaskRole', allow(CHANNELS)), perhaps('More')],
    },
    sound: {
      'a pattern': [publicFargate, set(`${ROLE}.0.Action`, 'ssmmessages:*Channel')],
      'a Deny of something else': [publicFargate, push(ROLE, deny('ssm:StartSession'))],
      'a Deny elsewhere': [publicFargate, push(ROLE, deny('ssmmessages:*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))],
      'a boundary that allows it': [publicFargate, bounded('TaskRole', allow(['logs:*', 'kms:*', 'ssmmessages:*']))],
      'a policy apart': [publicFargate, apart('TaskRole', 'AWS::IAM::Policy')],
      'a policy of roles': [publicFargate, apart('TaskRole', 'AWS::IAM::RolePolicy')],
      'a managed policy': [publicFargate, apart('TaskRole', 'AWS::IAM::ManagedPolicy')],
    },
  },
  SeparateRoles: {
    broken: {
      'one role for both': [publicFargate, 'warning Task.ExecutionRoleArn', set('Task.ExecutionRoleArn', att('TaskRole', 'Arn')), drop('ExecutionRole'),
        push(ROLE, allow(['logs:CreateLogStream', 'logs:PutLogEvents'], att('AppLog', 'Arn')))],
      'the role of the instances': [publicInstances, 'warning Task.TaskRoleArn', drop('InstanceRole'), set('Profile.Roles', [ref('TaskRole')]),
        set('TaskRole.ManagedPolicyArns', [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role')]),
        push('TaskRole.AssumeRolePolicyDocument.Statement', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } })],
    },
    sound: { 'roles that are alike': [publicFargate, set('ExecutionRole.Policies', [inline('all', allow(['logs:*']))])] },
  },
  TaskRoleSeen: {
    broken: {
      'it is elsewhere': [publicFargate, 'unknown Task.TaskRoleArn', set('Task.TaskRoleArn', 'arn:aws:iam::111111111111:role/app')],
      'its ARN leaves out its path': [publicFargate, 'error Task.TaskRoleArn', set('TaskRole.Path', '/apps/'),
        set('Task.TaskRoleArn', sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${TaskRole}'))],
      'its name leaves out its path': [publicFargate, 'unknown Task.TaskRoleArn', set('TaskRole.Path', '/apps/'), set('Task.TaskRoleArn', ref('TaskRole'))],
      'it is a parameter': [isolatedFargate, 'unknown Task.TaskRoleArn', undecided('P'), set('Task.TaskRoleArn', ref('P'))],
      'it is imported from elsewhere': [sharedRole, 'unknown Task.TaskRoleArn', (resources) => { resources.TaskRole.Type = 'Custom::Role'; }],
      'a rule brings it': [ruleFargate, 'unknown Service.Targets.0.Input.TaskRoleArn', set('Service.Targets.0.Input', '{"taskRoleArn":"arn:aws:iam::111111111111:role/app"}')],
    },
    sound: {
      'it is imported': [sharedRole],
      'its ARN has its path': [publicFargate, set('TaskRole.Path', '/apps/'), set('Task.TaskRoleArn', sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/apps/${TaskRole}'))],
    },
  },
  TaskRoleOnInstances: {
    broken: {
      'a launch template': [publicInstances, `error ${LAUNCH}.UserData`, settings('ECS_ENABLE_TASK_IAM_ROLE=false')],
      'a launch configuration': [publicInstances, 'error Launch.UserData', BY_CONFIGURATION, settings('ECS_ENABLE_TASK_IAM_ROLE=false')],
      'the network of the host': [publicInstances, `error ${LAUNCH}.UserData`, set('Task.NetworkMode', 'host'), settings('ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false')],
      'Windows': [windowsInstances, `error ${LAUNCH}.UserData`, starting()],
    },
    sound: { 'the switch of another network mode': [publicInstances, settings('ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false')] },
  },
  NarrowTaskRole: {
    broken: {
      'a statement': [publicFargate, `warning ${ROLE}.4`, push(ROLE, allow('*'))],
      'a statement of a policy apart': [publicFargate, 'warning More.PolicyDocument.Statement.0', also('TaskRole', allow('*'))],
      'a policy of AWS': [publicFargate, 'warning TaskRole.ManagedPolicyArns.0', set('TaskRole.ManagedPolicyArns', ['arn:aws:iam::aws:policy/AdministratorAccess'])],
      'a policy of AWS that was replaced': [publicFargate, 'warning TaskRole.ManagedPolicyArns.0',
        set('TaskRole.ManagedPolicyArns', [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2RoleforSSM')])],
    },
    sound: { 'all of one service': [publicFargate, push(ROLE, allow('sqs:*'))] },
  },
};
