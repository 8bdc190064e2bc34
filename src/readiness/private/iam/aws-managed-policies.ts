/** One statement of a policy that AWS manages; actions and resources are separated by blanks. */
export interface ManagedStatement {
  readonly effect?: 'Deny';
  readonly actions?: string;
  /** Every action but these. */
  readonly allBut?: string;
  /** What they are allowed on. */
  readonly on?: string;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Some of the actions, on something; more is not kept here. */
  readonly partly?: true;
}

/** When the table was last compared with what AWS documents. AWS adds to these policies now and then, and takes nothing away. */
export const MANAGED_POLICIES_AS_OF = '2026-11-25';

const CHANNELS = 'ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel';
const MESSAGES = 'ec2messages:AcknowledgeMessage ec2messages:DeleteMessage ec2messages:FailMessage ec2messages:GetEndpoint'
  + ' ec2messages:GetMessages ec2messages:SendReply';
const INSTANCE = 'ssm:DescribeAssociation ssm:GetDeployablePatchSnapshotForInstance ssm:GetDocument ssm:DescribeDocument ssm:GetManifest'
  + ' ssm:ListAssociations ssm:ListInstanceAssociations ssm:PutInventory ssm:PutComplianceItems ssm:PutConfigurePackageResult'
  + ' ssm:UpdateAssociationStatus ssm:UpdateInstanceAssociationStatus ssm:UpdateInstanceInformation';
const PULL = 'ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage';
const PLACES = 'arn:*:ec2:*:*:subnet/* arn:*:ec2:*:*:security-group/* arn:*:ec2:*::image/*';
const MADE = 'arn:*:ec2:*:*:instance/* arn:*:ec2:*:*:network-interface/* arn:*:ec2:*:*:volume/*';
const LAUNCH_TEMPLATES = 'arn:*:ec2:*:*:launch-template/*';
const FLEETS = 'arn:*:ec2:*:*:fleet/*';
const TAGGED = { StringEquals: { 'aws:RequestTag/AmazonECSManaged': ['true'] } };
const VOLUMES = 'arn:*:ec2:*:*:volume/*';
const TASKS = 'arn:*:ecs:*:*:task/*';
const TRACES = 'xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets xray:GetSamplingStatisticSummaries';

/**
 * The AWS managed policies met on the roles of tasks, instances and operators, by path and name.
 *
 * Each is documented under its name, without the path.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const MANAGED_POLICIES: ReadonlyMap<string, readonly ManagedStatement[]> = new Map<string, readonly ManagedStatement[]>([
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
  ['AdministratorAccess', [{ actions: '*' }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
  ['PowerUserAccess', [
    { allBut: 'iam:* organizations:* account:*' },
    { actions: 'iam:* organizations:* account:*', partly: true },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
  ['ReadOnlyAccess', [
    { allBut: 'ssmmessages:* kms:Decrypt kms:GenerateDataKey* logs:CreateLogStream logs:PutLogEvents s3:PutObject ecs:ExecuteCommand', partly: true },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html
  ['AWSDenyAll', [{ effect: 'Deny', actions: '*' }]],

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
  ['AmazonSSMManagedInstanceCore', [{ actions: `${INSTANCE} ssm:GetParameter ssm:GetParameters ${CHANNELS} ${MESSAGES}` }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedEC2InstanceDefaultPolicy.html
  ['AmazonSSMManagedEC2InstanceDefaultPolicy', [{ actions: `${INSTANCE} ${CHANNELS} ${MESSAGES}` }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2RoleforSSM.html
  ['service-role/AmazonEC2RoleforSSM', [
    { actions: `${INSTANCE} ssm:GetParameters ${CHANNELS} ${MESSAGES}` },
    { actions: 'cloudwatch:PutMetricData ec2:DescribeInstanceStatus ds:CreateComputer ds:DescribeDirectories' },
    { actions: 'logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups logs:DescribeLogStreams logs:PutLogEvents' },
    {
      actions: 's3:GetBucketLocation s3:PutObject s3:GetObject s3:GetEncryptionConfiguration s3:AbortMultipartUpload'
        + ' s3:ListMultipartUploadParts s3:ListBucket s3:ListBucketMultipartUploads',
    },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMFullAccess.html
  ['AmazonSSMFullAccess', [
    { actions: `cloudwatch:PutMetricData ds:CreateComputer ds:DescribeDirectories ec2:DescribeInstanceStatus logs:* ssm:* ec2messages:* ${CHANNELS}` },
    { actions: 'iam:*', partly: true },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMReadOnlyAccess.html
  ['AmazonSSMReadOnlyAccess', [{ actions: 'ssm:Describe* ssm:Get* ssm:List*' }]],

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html
  ['service-role/AmazonECSTaskExecutionRolePolicy', [{ actions: `${PULL} logs:CreateLogStream logs:PutLogEvents` }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html
  ['service-role/AmazonEC2ContainerServiceforEC2Role', [
    {
      actions: 'ec2:DescribeTags ecs:CreateCluster ecs:DeregisterContainerInstance ecs:DiscoverPollEndpoint ecs:Poll'
        + ' ecs:RegisterContainerInstance ecs:StartTelemetrySession ecs:UpdateContainerInstancesState ecs:Submit*'
        + ` ${PULL} logs:CreateLogStream logs:PutLogEvents`,
    },
    { actions: 'ecs:TagResource', condition: { StringEquals: { 'ecs:CreateAction': ['CreateCluster', 'RegisterContainerInstance'] } } },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInstanceRolePolicyForManagedInstances.html
  ['AmazonECSInstanceRolePolicyForManagedInstances', [
    { actions: 'ecs:DiscoverPollEndpoint' },
    { actions: 'ecs:RegisterContainerInstance ecs:SubmitAttachmentStateChanges ecs:SubmitTaskStateChange', on: 'arn:*:ecs:*:*:cluster/*' },
    { actions: 'ecs:Poll ecs:StartTelemetrySession ecs:PutSystemLogEvents', on: 'arn:*:ecs:*:*:container-instance/*' },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForManagedInstances.html
  ['AmazonECSInfrastructureRolePolicyForManagedInstances', [
    { actions: 'ec2:CreateLaunchTemplate', on: LAUNCH_TEMPLATES, condition: TAGGED },
    {
      actions: 'ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate',
      on: LAUNCH_TEMPLATES,
      condition: { StringEquals: { 'ec2:ManagedResourceOperator': ['ecs.amazonaws.com'] } },
    },
    { actions: 'ec2:CreateFleet', on: `${FLEETS} ${MADE} ${LAUNCH_TEMPLATES}`, condition: TAGGED },
    { actions: 'ec2:RunInstances', on: MADE, condition: TAGGED },
    { actions: 'ec2:RunInstances', on: LAUNCH_TEMPLATES, condition: { StringEquals: { 'ec2:ResourceTag/AmazonECSManaged': ['true'] } } },
    { actions: 'ec2:CreateFleet', on: PLACES },
    { actions: 'ec2:RunInstances', on: `${PLACES} arn:*:resource-groups:*:*:group/*` },
    {
      actions: 'ec2:CreateTags',
      on: `${FLEETS} ${LAUNCH_TEMPLATES} ${MADE}`,
      condition: { StringEquals: { 'ec2:CreateAction': ['CreateFleet', 'CreateLaunchTemplate', 'RunInstances'] } },
    },
    { actions: 'iam:PassRole', on: 'arn:*:iam::*:role/ecsInstanceRole*', condition: { StringLike: { 'iam:PassedToService': ['ec2.*'] } } },
    { actions: 'iam:CreateServiceLinkedRole', on: 'arn:*:iam::*:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot' },
    {
      actions: 'ec2:DescribeInstances ec2:DescribeInstanceTypes ec2:DescribeLaunchTemplates ec2:DescribeNetworkInterfaces ec2:DescribeInstanceTypeOfferings'
        + ' ec2:DescribeAvailabilityZones ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ec2:DescribeCapacityReservations',
    },
    { actions: 'resource-groups:ListGroupResources cloudformation:DescribeStacks cloudformation:ListStackResources tag:GetResources' },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceEventsRole.html
  ['service-role/AmazonEC2ContainerServiceEventsRole', [
    { actions: 'ecs:RunTask' },
    { actions: 'iam:PassRole', condition: { StringLike: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com'] } } },
    { actions: 'ecs:TagResource', condition: { StringEquals: { 'ecs:CreateAction': ['RunTask'] } } },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForVolumes.html
  ['service-role/AmazonECSInfrastructureRolePolicyForVolumes', [
    { actions: 'ec2:CreateVolume', on: VOLUMES, condition: { ArnLike: { 'aws:RequestTag/AmazonECSCreated': [TASKS] }, ...TAGGED } },
    { actions: 'ec2:CreateVolume', on: 'arn:*:ec2:*:*:snapshot/*' },
    {
      actions: 'ec2:CreateTags',
      on: VOLUMES,
      condition: {
        ArnLike: { 'aws:RequestTag/AmazonECSCreated': [TASKS] },
        StringEquals: { 'ec2:CreateAction': ['CreateVolume'], ...TAGGED.StringEquals },
      },
    },
    { actions: 'ec2:DescribeVolumes ec2:DescribeAvailabilityZones ec2:DescribeInstances' },
    { actions: 'ec2:AttachVolume ec2:DetachVolume', on: VOLUMES, condition: { StringEquals: { 'aws:ResourceTag/AmazonECSManaged': ['true'] } } },
    { actions: 'ec2:AttachVolume ec2:DetachVolume', on: 'arn:*:ec2:*:*:instance/*' },
    {
      actions: 'ec2:DeleteVolume',
      on: VOLUMES,
      condition: { ArnLike: { 'aws:ResourceTag/AmazonECSCreated': [TASKS] }, StringEquals: { 'aws:ResourceTag/AmazonECSManaged': ['true'] } },
    },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECS_FullAccess.html
  ['AmazonECS_FullAccess', [
    { actions: 'ecs:* logs:CreateLogGroup logs:DescribeLogGroups logs:FilterLogEvents' },
    { allBut: 'ssmmessages:* kms:* s3:* secretsmanager:*', partly: true },
  ]],

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerRegistryPullOnly.html
  ['AmazonEC2ContainerRegistryPullOnly', [
    { actions: 'ecr:GetAuthorizationToken ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchImportUpstreamImage' },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerRegistryReadOnly.html
  ['AmazonEC2ContainerRegistryReadOnly', [
    {
      actions: `${PULL} ecr:GetRepositoryPolicy ecr:DescribeRepositories ecr:ListImages ecr:DescribeImages ecr:GetLifecyclePolicy`
        + ' ecr:GetLifecyclePolicyPreview ecr:ListTagsForResource ecr:DescribeImageScanFindings',
    },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerRegistryFullAccess.html
  ['AmazonEC2ContainerRegistryFullAccess', [
    { actions: 'ecr:* cloudtrail:LookupEvents' },
    { actions: 'iam:CreateServiceLinkedRole', condition: { StringEquals: { 'iam:AWSServiceName': ['replication.ecr.amazonaws.com'] } } },
  ]],

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchLogsFullAccess.html
  ['CloudWatchLogsFullAccess', [{ actions: 'logs:* cloudwatch:GenerateQuery cloudwatch:GenerateQueryResultsSummary' }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html
  ['CloudWatchAgentServerPolicy', [
    {
      actions: 'cloudwatch:PutMetricData ec2:DescribeVolumes ec2:DescribeTags logs:PutLogEvents logs:PutRetentionPolicy logs:DescribeLogStreams'
        + ` logs:DescribeLogGroups logs:CreateLogStream logs:CreateLogGroup ${TRACES}`,
    },
    { actions: 'ssm:GetParameter', on: 'arn:*:ssm:*:*:parameter/AmazonCloudWatch-*' },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
  ['service-role/AWSLambdaBasicExecutionRole', [{ actions: 'logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents' }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html
  ['AWSXRayDaemonWriteAccess', [{ actions: TRACES }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSAppMeshEnvoyAccess.html
  ['AWSAppMeshEnvoyAccess', [{ actions: 'appmesh:StreamAggregatedResources' }]],

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3ReadOnlyAccess.html
  ['AmazonS3ReadOnlyAccess', [{ actions: 's3:Get* s3:List* s3:Describe* s3-object-lambda:Get* s3-object-lambda:List*' }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3FullAccess.html
  ['AmazonS3FullAccess', [{ actions: 's3:* s3-object-lambda:*' }]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecretsManagerReadWrite.html
  ['SecretsManagerReadWrite', [
    { actions: 'secretsmanager:* kms:DescribeKey kms:ListAliases kms:ListKeys' },
    { allBut: 'ssmmessages:* logs:* kms:* ecr:* ecs:*', partly: true },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonDynamoDBFullAccess.html
  ['AmazonDynamoDBFullAccess', [
    { actions: 'dynamodb:* dax:* kms:DescribeKey kms:ListAliases' },
    { allBut: 'ssmmessages:* logs:* kms:* s3:* ecr:* ecs:* secretsmanager:*', partly: true },
  ]],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSQSFullAccess.html
  ['AmazonSQSFullAccess', [{ actions: 'sqs:*' }]],
]);
