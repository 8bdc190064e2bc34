import type { Allowed, Place } from './allowed';

/** Why something is as wide as it is, and what must narrow it all the same. */
export interface Reason {
  readonly why: string;
  /** The page of AWS that leaves nothing narrower, or that asks for it. */
  readonly page: string;
  /** Conditions that must be there, as `operator key`. */
  readonly under?: string;
}

const SERVICE_AUTHORIZATION = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';
const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

function each(actions: string, reason: Reason): Record<string, Reason> {
  return Object.fromEntries(actions.split(' ').map((action) => [action, reason]));
}

/** Actions that policies of roles allow on `*`: AWS lists no type of resource for them, or none that is there when they are called. */
export const ON_EVERYTHING: Readonly<Record<string, Reason>> = {
  ...each('ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel', {
    why: 'channels of sessions are no resources', page: `${SERVICE_AUTHORIZATION}list_amazonsessionmanagermessagegatewayservice.html`,
  }),
  ...each('logs:DescribeLogGroups', { why: 'a search of all groups', page: `${SERVICE_AUTHORIZATION}list_amazoncloudwatchlogs.html` }),
  ...each('ecr:GetAuthorizationToken', { why: 'a login is no resource', page: `${SERVICE_AUTHORIZATION}list_amazonelasticcontainerregistry.html` }),
  ...each('ecs:DescribeTaskDefinition ecs:DiscoverPollEndpoint', { why: 'AWS lists no type of resource', page: `${SERVICE_AUTHORIZATION}list_amazonelasticcontainerservice.html` }),
  ...each('ecs:ListTasks', {
    why: 'the type of resource is that of instances, which tasks may have none of', page: `${SERVICE_AUTHORIZATION}list_amazonelasticcontainerservice.html`, under: 'ArnEquals ecs:cluster',
  }),
  ...each('ssm:DescribeSessions', { why: 'AWS lists no type of resource', page: `${SERVICE_AUTHORIZATION}list_awssystemsmanager.html` }),
  ...each('ec2:DescribeAvailabilityZones ec2:DescribeInstanceTypeOfferings ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeLaunchTemplates '
    + 'ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs', {
    why: 'AWS lists no type of resource', page: `${SERVICE_AUTHORIZATION}list_amazonec2.html`,
  }),
};

/** Patterns in the resources of policies of roles, with the actions that are allowed on them. What AWS makes up cannot be named beforehand. */
export const PATTERNS: readonly (Reason & { readonly resource: RegExp; readonly actions: string })[] = [
  {
    resource: /^arn:\{\}:ecs:\{\}:\{\}:task\/\{\}\/\*$/,
    actions: 'ecs:DescribeTasks ecs:ExecuteCommand ecs:StopTask',
    why: 'AWS makes the ids of tasks up; the cluster is named',
    page: `${SERVICE_AUTHORIZATION}list_amazonelasticcontainerservice.html`,
  },
  {
    resource: /^arn:\{\}:ecs:\{\}:\{\}:task\/\{\}\/\*$/,
    actions: 'ecs:TagResource',
    why: 'a task that is started has its tags from the start',
    page: `${GUIDE}supported-iam-actions-tagging.html`,
    under: 'StringEquals ecs:CreateAction',
  },
  {
    resource: /^arn:\{\}:ecs:\{\}:\{\}:task\/\*\/\*$/,
    actions: 'ecs:DescribeTasks ecs:StopTask',
    why: 'an audit of all clusters was asked for by leaving them out',
    page: `${SERVICE_AUTHORIZATION}list_amazonelasticcontainerservice.html`,
  },
  {
    resource: /^arn:\{\}:ecs:\{\}:\{\}:task-definition\/[\w-]+:\*$/,
    actions: 'ecs:RegisterTaskDefinition',
    why: 'the number of the next revision is not known; the family is named',
    page: `${SERVICE_AUTHORIZATION}list_amazonelasticcontainerservice.html`,
  },
  {
    resource: /^arn:\{\}:ecs:\{\}:\{\}:task-definition\/[\w-]+:\*$/,
    actions: 'ecs:TagResource',
    why: 'a revision that is registered has its tags from the start',
    page: `${GUIDE}supported-iam-actions-tagging.html`,
    under: 'StringEquals ecs:CreateAction',
  },
  {
    resource: /^arn:\{\}:ecs:\{\}:\{\}:container-instance\/\{\}\/\*$/,
    actions: 'ecs:Poll ecs:PutSystemLogEvents ecs:StartTelemetrySession ecs:UpdateContainerInstancesState',
    why: 'AWS makes the ids of instances up; the cluster is named',
    page: `${SERVICE_AUTHORIZATION}list_amazonelasticcontainerservice.html`,
  },
  {
    resource: /^arn:\{\}:logs:\{\}:\{\}:log-group:\{\}:\*$/,
    actions: 'logs:CreateLogStream logs:DescribeLogStreams logs:FilterLogEvents logs:GetLogEvents logs:PutLogEvents',
    why: 'agents name the streams of a group; the group is named',
    page: `${SERVICE_AUTHORIZATION}list_amazoncloudwatchlogs.html`,
  },
  {
    resource: /^\{\}\/([\w-]+\/)*\*$/,
    actions: 's3:GetObject s3:GetObjectVersion s3:PutObject',
    why: 'the agent names the logs of sessions; the bucket is named, and the prefix where there is one',
    page: `${SERVICE_AUTHORIZATION}list_amazons3.html`,
  },
  {
    resource: /^arn:\{\}:secretsmanager:\{\}:\{\}:secret:[\w/-]+-\?{6}$/,
    actions: 'secretsmanager:DescribeSecret secretsmanager:GetSecretValue',
    why: 'AWS adds six characters to the name of a secret, which is all that the app knows of it',
    page: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen',
  },
  {
    resource: /^arn:\{\}:ec2:\{\}:\{\}:(fleet|instance|launch-template|network-interface|volume)\/\*$/,
    actions: 'ec2:CreateFleet ec2:CreateLaunchTemplate ec2:RunInstances',
    why: 'what Amazon ECS is about to make has no id yet; it is made with the tag of Amazon ECS',
    page: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForManagedInstances.html',
    under: 'StringEquals aws:RequestTag/AmazonECSManaged',
  },
  {
    resource: /^arn:\{\}:ec2:\{\}:\{\}:launch-template\/\*$/,
    actions: 'ec2:RunInstances',
    why: 'Amazon ECS starts instances from what it has made itself',
    page: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForManagedInstances.html',
    under: 'StringEquals ec2:ResourceTag/AmazonECSManaged',
  },
  {
    resource: /^arn:\{\}:ec2:\{\}:\{\}:launch-template\/\*$/,
    actions: 'ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate',
    why: 'Amazon ECS changes what it has made itself',
    page: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForManagedInstances.html',
    under: 'StringEquals ec2:ManagedResourceOperator',
  },
  {
    resource: /^arn:\{\}:ec2:\{\}:\{\}:(fleet|instance|launch-template|network-interface|volume)\/\*$/,
    actions: 'ec2:CreateTags',
    why: 'what is made has its tags from the start',
    page: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForManagedInstances.html',
    under: 'StringEquals ec2:CreateAction',
  },
  {
    resource: /^arn:\{\}:ec2:\{\}::image\/\*$/,
    actions: 'ec2:CreateFleet ec2:RunInstances',
    why: 'Amazon ECS chooses the image',
    page: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForManagedInstances.html',
  },
];

/** What is no policy of a role: in whose hands a resource is, and what it may be. */
export const ELSEWHERE: Readonly<Record<Exclude<Place, 'identity' | 'trust'>, readonly (Reason & { readonly is: (one: Allowed) => boolean })[]>> = {
  key: [
    {
      is: ({ action, principals }) => action === 'kms:*' && principals.every((principal) => /^arn:\{\}:iam::\{\}:root$/.test(principal)),
      why: 'the policies of its account decide on the key',
      page: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    },
    {
      is: ({ action, principals }) => /^kms:(Encrypt|Decrypt|ReEncrypt\*|GenerateDataKey\*|DescribeKey)$/.test(action) && principals.every((principal) => /^logs\.\{\}\.\{\}$/.test(principal)),
      why: 'CloudWatch Logs uses the key for one group',
      page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
      under: 'ArnEquals kms:EncryptionContext:aws:logs:arn',
    },
    {
      is: ({ action, principals }) => action === 'kms:GenerateDataKey*' && principals.join() === 'cloudtrail.amazonaws.com',
      why: 'CloudTrail uses the key for the trails of the account',
      page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
      under: 'StringLike kms:EncryptionContext:aws:cloudtrail:arn',
    },
    {
      is: ({ action, principals }) => action === 'kms:DescribeKey' && principals.join() === 'cloudtrail.amazonaws.com',
      why: 'CloudTrail asks what kind of key it is',
      page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
      under: 'ArnLike aws:SourceArn',
    },
  ],
  bucket: [
    {
      is: ({ action, resource, principals }) => action === 's3:PutObject' && /^\{\}\/AWSLogs\/\{\}\/\*$/.test(resource!) && principals.join() === 'cloudtrail.amazonaws.com',
      why: 'CloudTrail names what it records',
      page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
      under: 'StringEquals s3:x-amz-acl',
    },
  ],
  endpoint: [
    {
      is: ({ action, principals }) => !action.includes('*') && principals.join() === '*',
      why: 'an endpoint lets through what the account may, and the policies of roles say what that is',
      page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
      under: 'StringEquals aws:PrincipalAccount',
    },
    {
      is: ({ action, resource }) => action === 's3:GetObject' && /^arn:\{\}:s3:::prod-\{\}-starport-layer-bucket\/\*$/.test(resource!),
      why: 'the layers of images are got by signed addresses',
      page: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms',
    },
  ],
  resource: [],
};

/** Statements of constructs of the CDK that an example uses, and this library has no hand in. */
export const OF_THE_CDK: Readonly<Record<string, Reason>> = each('ec2messages:* ssm:UpdateInstanceInformation ssmmessages:*', {
  why: 'ec2.BastionHostLinux', page: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.BastionHostLinux.html',
});

/** Policies of AWS that roles have. */
export const MANAGED: Readonly<Record<string, Reason>> = {
  'AmazonSSMManagedInstanceCore': { why: 'machines elsewhere register by Systems Manager, which asks for it', page: `${GUIDE}iam-role-ecsanywhere.html` },
  'service-role/AmazonECSInfrastructureRolePolicyForVolumes': { why: 'ecs.ServiceManagedVolume, where it is given no role', page: `${GUIDE}infrastructure_IAM_role.html` },
};
