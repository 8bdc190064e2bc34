/** The AWS facts that the constructs build from and the checker proves with. One table, so that the two cannot drift apart. */

/** What the agent in the container calls to open a session. AWS offers no narrower resource than `*` for them. */
export const CHANNEL_ACTIONS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
] as const;

/** What the agent calls on the log group of the session. */
export const SESSION_LOG_ACTIONS = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'] as const;

/** What the agent calls to learn that the log group is encrypted. AWS offers no narrower resource than `*` for it. */
export const FIND_LOG_GROUP_ACTION = 'logs:DescribeLogGroups';

/** What the agent calls on the session key, and what the operator calls on it. */
export const TASK_KEY_ACTION = 'kms:Decrypt';
export const OPERATOR_KEY_ACTION = 'kms:GenerateDataKey';

/** What CloudWatch Logs does with the key of a log group. */
export const LOGS_KEY_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'] as const;

/** The encryption context by which a key policy names one log group. */
export const LOGS_ENCRYPTION_CONTEXT = 'kms:EncryptionContext:aws:logs:arn';

/** The encryption context by which Amazon S3 tells a key what it is used for. */
export const BUCKET_ENCRYPTION_CONTEXT = 'kms:EncryptionContext:aws:s3:arn';

/** What the names of the log groups begin with that this library makes for sessions. */
export const SESSION_LOG_FOLDER = '/aws/ecs/exec';

/** The principal that tasks run as. */
export const TASKS_PRINCIPAL = 'ecs-tasks.amazonaws.com';

/** The tag that ECS puts on the tasks of a service. Its prefix is reserved, so no operator can change it. */
export const SERVICE_NAME_TAG = 'aws:ecs:serviceName';

/** The first Fargate platform version of Linux with ECS Exec; every version of Windows has it. */
export const MINIMUM_PLATFORM_VERSION = '1.4.0';

/** Environment variables that the agent takes for its own credentials, before the task role. */
export const STATIC_CREDENTIALS = ['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;

/** Metadata of a task definition: the names of the containers that nobody is to open a session in. */
export const NOT_EXEC_TARGETS = 'cdk-ecs-exec-ready:notExecTargets';

/** Metadata of a task definition: the names of the containers whose image brings an init process of its own. */
export const OWN_INIT_PROCESS = 'cdk-ecs-exec-ready:ownInitProcess';

/** Where the agent in a Linux container writes. AWS does not document it; users of read-only root file systems found it out. */
export const AGENT_FOLDERS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'] as const;

/** In the name of an image that is made from Windows Nano Server, where ECS Exec does not work. */
export const NANO_SERVER = /(?<![a-z])nano-?server(?![a-z])/i;

/** Tasks on Fargate: CPU units, and the memory in MiB that may go with them. */
export interface FargateSizes {
  readonly cpu: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly windows: boolean;
}

const GIB = 1024;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
export const FARGATE_SIZES: readonly FargateSizes[] = [
  { cpu: 256, least: 512, most: 512, step: 1, windows: false },
  { cpu: 256, least: GIB, most: 2 * GIB, step: GIB, windows: false },
  { cpu: 512, least: GIB, most: 4 * GIB, step: GIB, windows: false },
  { cpu: 1024, least: 2 * GIB, most: 8 * GIB, step: GIB, windows: true },
  { cpu: 2048, least: 4 * GIB, most: 16 * GIB, step: GIB, windows: true },
  { cpu: 4096, least: 8 * GIB, most: 30 * GIB, step: GIB, windows: true },
  { cpu: 8192, least: 16 * GIB, most: 60 * GIB, step: 4 * GIB, windows: false },
  { cpu: 16_384, least: 32 * GIB, most: 120 * GIB, step: 8 * GIB, windows: false },
];

/** The address of an image in a private repository of Amazon ECR, in any partition, with the parts that a policy names. */
export const PRIVATE_ECR
  = /^(?<account>\d{12})\.dkr[.-]ecr(-fips)?\.(?<region>[a-z0-9-]+)\.(amazonaws\.com(\.cn)?|on\.(aws|amazonwebservices\.com\.cn))\/(?<repository>[^:@]+)/;

/** Registries with no way to them but the internet. Where others are cannot be told from their names. */
const PUBLIC_REGISTRIES: readonly string[] = [
  'docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com', 'public.ecr.aws', 'ecr-public.aws.com', 'ghcr.io', 'quay.io', 'gcr.io',
  'registry.k8s.io', 'k8s.gcr.io', 'mcr.microsoft.com', 'registry.gitlab.com', 'docker.elastic.co', 'nvcr.io', 'registry.access.redhat.com',
  'registry.redhat.io', 'lscr.io', 'cgr.dev',
];

export function isPublicRegistry(host: string): boolean {
  return PUBLIC_REGISTRIES.includes(host) || /\.(?:gcr\.io|pkg\.dev)$/.test(host);
}

/** Parameters that AWS keeps in each region, with addresses of its log router in Amazon ECR of that region. */
export const FLUENT_BIT_PARAMETERS = '/aws/service/aws-for-fluent-bit/';

/** Inbound rules of one security group that AWS allows without a quota increase. */
export const SECURITY_GROUP_RULES = 60;

/**
 * The AWS services that a task or its host may need a path to, by the last part of their endpoint's name, in the order in which endpoints are made.
 *
 * The last three are for the container agents of instances: Fargate needs none of them, in whatever region. Volumes of Amazon EFS
 * are mounted at addresses of the VPC; `elasticfilesystem` is the API alone.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/efs/latest/ug/efs-vpc-endpoints.html
 */
export const ENDPOINT_SERVICES = [
  'ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs', 'kms', 'secretsmanager', 'ssm', 'kinesis-firehose', 'kinesis-streams', 'elasticfilesystem', 'xray',
  'monitoring', 'sts', 'ecs', 'ecs-agent', 'ecs-telemetry',
] as const;

export type EndpointService = typeof ENDPOINT_SERVICES[number];

/** What the container agent on an instance calls for itself. AWS wants an endpoint for all of them, or for none. */
export const AGENT_ENDPOINT_SERVICES = ['ecs', 'ecs-agent', 'ecs-telemetry'] as const satisfies readonly EndpointService[];

/** Why the roles of a service hold each action, for whoever reads a template. */
export const ACTION_REASONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(CHANNEL_ACTIONS.map((action) => [action, 'the agent in the container opens the session; AWS offers no narrower resource'])),
  ...Object.fromEntries(SESSION_LOG_ACTIONS.map((action) => [action, 'sessions and the application are written to their own log group'])),
  [FIND_LOG_GROUP_ACTION]: 'the agent asks whether the session log is encrypted before it writes; AWS offers no narrower resource',
  [TASK_KEY_ACTION]: 'the agent decrypts the session with the session key',
  'ecr:BatchCheckLayerAvailability': 'the image is pulled from this repository',
  'ecr:BatchGetImage': 'the image is pulled from this repository',
  'ecr:GetDownloadUrlForLayer': 'the image is pulled from this repository',
  'ecr:GetAuthorizationToken': 'log in to Amazon ECR; AWS offers no narrower resource',
  [OPERATOR_KEY_ACTION]: 'the client of the operator makes the key of the session from the session key; the agent writes with it to an encrypted bucket',
  'ecs:ExecuteCommand': 'AWS evaluates it on the cluster and on the task, so both are named',
  'ecs:DescribeTasks': 'the aws command looks the container up before it opens a session',
  'ecs:ListTasks': 'to find a running task; AWS narrows it by the cluster and by nothing else',
  'ecs:RunTask': 'the task may be run in its cluster, and no other task',
  'ecs:TagResource': 'a task that is run has the tag of its task definition, by which policies know it',
  'iam:PassRole': 'a task that is run is given its two roles, and no other principal than Amazon ECS can have them',
  's3:GetEncryptionConfiguration': 'the agent asks whether the bucket of the session log is encrypted before it writes',
  's3:GetBucketLocation': 'a container is given an environment file of this bucket',
  's3:GetObject': 'a container is given this environment file',
  's3:PutObject': 'sessions are written below this prefix of the bucket',
  'ssm:DescribeParameters': 'a container is given this parameter',
  'ssm:GetParameter': 'a container is given this parameter',
  'ssm:GetParameterHistory': 'a container is given this parameter',
  'ssm:GetParameters': 'a container is given this parameter',
  'secretsmanager:DescribeSecret': 'a container is given this secret',
  'secretsmanager:GetSecretValue': 'a container is given this secret',
};
