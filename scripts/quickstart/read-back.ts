import type { Deployment } from './deployment';
import { logicalId, resourcesOf } from './template';
import { endpointsOf } from './what-and-why';

/** A setting as it should be, and as AWS gave it back. */
export interface Setting {
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Reads every setting on the exec path back from AWS. */
export async function readBack(deployment: Deployment): Promise<Setting[]> {
  const readers = [cluster, service, taskDefinition, taskRole, executionRole, operator, endpoints, endpointGroup, sessionLog, sessionKey];
  const settings: Setting[] = [];
  for (const read of readers) {
    settings.push(...await read(deployment));
  }
  return settings;
}

async function cluster(deployment: Deployment): Promise<Setting[]> {
  const { clusters: [{ configuration }] } = await deployment.aws<{ clusters: { configuration: unknown }[] }>(
    'ecs', 'describe-clusters', '--clusters', deployment.output('OrdersClusterName'), '--include', 'CONFIGURATIONS');
  return [{
    what: 'cluster: sessions are encrypted with the session key and logged to the encrypted log group',
    actual: configuration,
    expected: {
      executeCommandConfiguration: {
        kmsKeyId: await keyArn(deployment),
        logging: 'OVERRIDE',
        logConfiguration: { cloudWatchLogGroupName: logGroupName(deployment), cloudWatchEncryptionEnabled: true },
      },
    },
  }];
}

interface Service {
  readonly enableExecuteCommand: boolean;
  readonly launchType: string;
  readonly platformVersion: string;
  readonly propagateTags: string;
  readonly enableECSManagedTags: boolean;
  readonly deploymentConfiguration: { readonly deploymentCircuitBreaker: unknown };
  readonly networkConfiguration: unknown;
}

async function service(deployment: Deployment): Promise<Setting[]> {
  const { services: [actual] } = await deployment.aws<{ services: Service[] }>(
    'ecs', 'describe-services', '--cluster', deployment.output('OrdersClusterName'), '--services', deployment.output('OrdersServiceName'));
  return [
    { what: 'service: exec is on', actual: actual.enableExecuteCommand, expected: true },
    { what: 'service: Fargate', actual: actual.launchType, expected: 'FARGATE' },
    { what: 'service: platform version with exec', actual: actual.platformVersion, expected: 'LATEST' },
    { what: 'service: tasks take the tags of the service', actual: [actual.propagateTags, actual.enableECSManagedTags], expected: ['SERVICE', true] },
    {
      what: 'service: a failing deployment is rolled back',
      actual: actual.deploymentConfiguration.deploymentCircuitBreaker,
      expected: { enable: true, rollback: true },
    },
    {
      what: 'service: isolated subnets, its own security group, no public address',
      actual: actual.networkConfiguration,
      expected: {
        awsvpcConfiguration: {
          subnets: subnets(deployment),
          securityGroups: [deployment.physicalId(logicalId(deployment.template, 'AWS::EC2::SecurityGroup', 'OrdersServiceSecurityGroup'))],
          assignPublicIp: 'DISABLED',
        },
      },
    },
  ];
}

interface Container {
  readonly name: string;
  readonly readonlyRootFilesystem?: boolean;
  readonly linuxParameters?: unknown;
  readonly secrets?: { readonly name: string }[];
}

interface TaskDefinition {
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  readonly networkMode: string;
  readonly containerDefinitions: Container[];
}

async function taskDefinition(deployment: Deployment): Promise<Setting[]> {
  const { taskDefinition: actual } = await deployment.aws<{ taskDefinition: TaskDefinition }>(
    'ecs', 'describe-task-definition', '--task-definition', deployment.physicalId(logicalId(deployment.template, 'AWS::ECS::TaskDefinition')));
  const [app, proxy] = actual.containerDefinitions;
  return [
    { what: 'task definition: its task role', actual: actual.taskRoleArn, expected: await roleArn(deployment, 'OrdersTaskRole') },
    { what: 'task definition: a separate execution role', actual: actual.executionRoleArn, expected: await roleArn(deployment, 'OrdersExecutionRole') },
    { what: 'task definition: awsvpc', actual: actual.networkMode, expected: 'awsvpc' },
    { what: 'container app: an init process reaps what sessions leave', actual: app.linuxParameters, expected: { initProcessEnabled: true } },
    { what: 'container app: its root is writable for the agent', actual: app.readonlyRootFilesystem ?? false, expected: false },
    { what: 'container app: its secret', actual: app.secrets?.map(({ name }) => name), expected: ['DATABASE_PASSWORD'] },
    { what: 'container proxy: read-only, and no exec target', actual: [proxy.name, proxy.readonlyRootFilesystem], expected: ['proxy', true] },
  ];
}

/** The four channel actions, Decrypt, and the one log group; nothing else. */
async function taskRole(deployment: Deployment): Promise<Setting[]> {
  const account = await accountOf(deployment);
  const partition = (await keyArn(deployment)).split(':')[1];
  const logGroup = `arn:${partition}:logs:${deployment.region}:${account}:log-group:${logGroupName(deployment)}`;
  const { Role: { AssumeRolePolicyDocument: trust } } = await deployment.aws<{ Role: { AssumeRolePolicyDocument: { Statement: unknown } } }>(
    'iam', 'get-role', '--role-name', roleName(deployment, 'OrdersTaskRole'));
  return [
    {
      what: 'task role: only tasks of this account and region can have it',
      actual: trust.Statement,
      expected: [{
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${deployment.region}:${account}:*` },
        },
      }],
    },
    {
      what: 'task role: the four channels, the session key, the session log, and no more',
      actual: await statements(deployment, 'OrdersTaskRole'),
      expected: [
        {
          Action: ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
          Effect: 'Allow',
          Resource: '*',
        },
        { Action: 'kms:Decrypt', Effect: 'Allow', Resource: await keyArn(deployment) },
        { Action: 'logs:DescribeLogGroups', Effect: 'Allow', Resource: '*' },
        { Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], Effect: 'Allow', Resource: `${logGroup}:*` },
      ],
    },
  ];
}

async function executionRole(deployment: Deployment): Promise<Setting[]> {
  const actual = (await statements(deployment, 'OrdersExecutionRole')).flatMap(({ Action }) => Action).sort();
  return [{
    what: 'execution role: pulls the images, reads the secret, writes the log',
    actual,
    expected: [
      'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer',
      'logs:CreateLogStream', 'logs:PutLogEvents', 'secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue',
    ],
  }];
}

async function operator(deployment: Deployment): Promise<Setting[]> {
  const { clusters: [{ clusterArn }] } = await deployment.aws<{ clusters: { clusterArn: string }[] }>(
    'ecs', 'describe-clusters', '--clusters', deployment.output('OrdersClusterName'));
  return [{
    what: 'people on call: exec on this cluster and the tasks of this service, listing, and the session key',
    actual: await statements(deployment, 'OnCall'),
    expected: [
      { Action: 'ecs:ExecuteCommand', Effect: 'Allow', Resource: clusterArn },
      {
        Action: ['ecs:DescribeTasks', 'ecs:ExecuteCommand'],
        Effect: 'Allow',
        Resource: `${clusterArn.replace(':cluster/', ':task/')}/*`,
        Condition: { StringEquals: { 'aws:ResourceTag/aws:ecs:serviceName': deployment.output('OrdersServiceName') } },
      },
      { Action: 'ecs:ListTasks', Effect: 'Allow', Resource: '*', Condition: { ArnEquals: { 'ecs:cluster': clusterArn } } },
      { Action: 'kms:GenerateDataKey', Effect: 'Allow', Resource: await keyArn(deployment) },
    ],
  }];
}

interface Endpoint {
  readonly ServiceName: string;
  readonly VpcEndpointType: string;
  readonly PrivateDnsEnabled: boolean;
  readonly SubnetIds: string[];
  readonly RouteTableIds: string[];
  readonly Groups: { readonly GroupId: string }[];
}

async function endpoints(deployment: Deployment): Promise<Setting[]> {
  const vpc = deployment.physicalId(logicalId(deployment.template, 'AWS::EC2::VPC'));
  const { VpcEndpoints: all } = await deployment.aws<{ VpcEndpoints: Endpoint[] }>(
    'ec2', 'describe-vpc-endpoints', '--filters', `Name=vpc-id,Values=${vpc}`);
  const interfaces = all.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');
  const gateways = all.filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
  const groups = interfaces.map(({ Groups }) => Groups.map(({ GroupId }) => GroupId));
  return [
    {
      what: 'endpoints: exactly those that the service uses',
      actual: all.map(({ ServiceName }) => ServiceName.split(`.${deployment.region}.`)[1]).sort(),
      expected: endpointsOf(deployment.template).map(({ service: name }) => name).sort(),
    },
    { what: 'endpoints: private DNS on', actual: interfaces.every(({ PrivateDnsEnabled }) => PrivateDnsEnabled), expected: true },
    {
      what: 'endpoints: in the subnets of the tasks',
      actual: interfaces.map(({ SubnetIds }) => [...SubnetIds].sort()),
      expected: interfaces.map(() => [...subnets(deployment)].sort()),
    },
    { what: 'endpoints: behind the endpoint security group', actual: groups, expected: interfaces.map(() => [groupId(deployment)]) },
    {
      what: 'gateway endpoint: in every route table of the tasks',
      actual: gateways.flatMap(({ RouteTableIds }) => RouteTableIds).sort(),
      expected: resourcesOf(deployment.template, 'AWS::EC2::RouteTable').map(([id]) => deployment.physicalId(id)).sort(),
    },
  ];
}

interface Permission {
  readonly FromPort: number;
  readonly ToPort: number;
  readonly IpProtocol: string;
  readonly IpRanges: unknown[];
  readonly UserIdGroupPairs: { readonly GroupId: string }[];
}

async function endpointGroup(deployment: Deployment): Promise<Setting[]> {
  const { SecurityGroups: [{ IpPermissions }] } = await deployment.aws<{ SecurityGroups: { IpPermissions: Permission[] }[] }>(
    'ec2', 'describe-security-groups', '--group-ids', groupId(deployment));
  return [{
    what: 'endpoint security group: 443 from the group of the service, nobody else',
    actual: IpPermissions.map(({ IpProtocol, FromPort, ToPort, IpRanges, UserIdGroupPairs }) => (
      { IpProtocol, FromPort, ToPort, IpRanges, from: UserIdGroupPairs.map(({ GroupId }) => GroupId) })),
    expected: [{
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      IpRanges: [],
      from: [deployment.physicalId(logicalId(deployment.template, 'AWS::EC2::SecurityGroup', 'OrdersServiceSecurityGroup'))],
    }],
  }];
}

async function sessionLog(deployment: Deployment): Promise<Setting[]> {
  const { logGroups: [actual] } = await deployment.aws<{ logGroups: { kmsKeyId: string; retentionInDays: number }[] }>(
    'logs', 'describe-log-groups', '--log-group-name-prefix', logGroupName(deployment));
  return [
    { what: 'session log: encrypted with the session key', actual: actual.kmsKeyId, expected: await keyArn(deployment) },
    { what: 'session log: kept for a year', actual: actual.retentionInDays, expected: 365 },
  ];
}

async function sessionKey(deployment: Deployment): Promise<Setting[]> {
  const arn = await keyArn(deployment);
  const { KeyRotationEnabled } = await deployment.aws<{ KeyRotationEnabled: boolean }>('kms', 'get-key-rotation-status', '--key-id', arn);
  const { Policy } = await deployment.aws<{ Policy: string }>('kms', 'get-key-policy', '--key-id', arn, '--policy-name', 'default');
  const [, forLogs] = (JSON.parse(Policy) as { Statement: { Principal: unknown; Condition: unknown }[] }).Statement;
  const [, partition, , region, account] = arn.split(':');
  return [
    { what: 'session key: rotated', actual: KeyRotationEnabled, expected: true },
    {
      what: 'session key: CloudWatch Logs may use it for the session log, and for no other group',
      actual: [forLogs.Principal, forLogs.Condition],
      expected: [
        { Service: `logs.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}` },
        { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName(deployment)}` } },
      ],
    },
  ];
}

interface GrantedStatement {
  readonly Action: string | string[];
}

async function statements(deployment: Deployment, role: string): Promise<GrantedStatement[]> {
  const name = roleName(deployment, role);
  const { PolicyNames: [policy] } = await deployment.aws<{ PolicyNames: string[] }>('iam', 'list-role-policies', '--role-name', name);
  const { PolicyDocument } = await deployment.aws<{ PolicyDocument: { Statement: GrantedStatement[] } }>(
    'iam', 'get-role-policy', '--role-name', name, '--policy-name', policy);
  return PolicyDocument.Statement;
}

function roleName(deployment: Deployment, role: string): string {
  return deployment.physicalId(logicalId(deployment.template, 'AWS::IAM::Role', role));
}

async function roleArn(deployment: Deployment, role: string): Promise<string> {
  const { Role: { Arn } } = await deployment.aws<{ Role: { Arn: string } }>('iam', 'get-role', '--role-name', roleName(deployment, role));
  return Arn;
}

async function keyArn(deployment: Deployment): Promise<string> {
  const { KeyMetadata: { Arn } } = await deployment.aws<{ KeyMetadata: { Arn: string } }>(
    'kms', 'describe-key', '--key-id', deployment.physicalId(logicalId(deployment.template, 'AWS::KMS::Key')));
  return Arn;
}

async function accountOf(deployment: Deployment): Promise<string> {
  return (await deployment.aws<{ Account: string }>('sts', 'get-caller-identity')).Account;
}

function logGroupName(deployment: Deployment): string {
  return deployment.physicalId(logicalId(deployment.template, 'AWS::Logs::LogGroup', 'OrdersClusterSession'));
}

function groupId(deployment: Deployment): string {
  return deployment.physicalId(logicalId(deployment.template, 'AWS::EC2::SecurityGroup', 'OrdersVpcExecEndpoints'));
}

function subnets(deployment: Deployment): string[] {
  return resourcesOf(deployment.template, 'AWS::EC2::Subnet').map(([id]) => deployment.physicalId(id));
}
