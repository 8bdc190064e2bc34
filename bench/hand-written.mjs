// The same resources written by hand with L2s, by somebody who knows every one of them is needed.
import { require } from './given.mjs';

const HTTPS = 443;

/** There is nothing to load but CDK. */
export function load() {}

export function makeShared(stack) {
  const ec2 = require('aws-cdk-lib/aws-ec2');
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    restrictDefaultSecurityGroup: false,
  });
  const session = makeSession(stack);
  return { vpc, session, cluster: makeCluster(stack, vpc, session), ...makeEndpoints(stack, vpc) };
}

function makeSession(stack) {
  const { ArnFormat, Fn, RemovalPolicy } = require('aws-cdk-lib');
  const iam = require('aws-cdk-lib/aws-iam');
  const kms = require('aws-cdk-lib/aws-kms');
  const logs = require('aws-cdk-lib/aws-logs');
  const logGroupName = `/aws/ecs/exec/${stack.stackName}-${Fn.select(2, Fn.split('/', stack.stackId))}`;
  const key = new kms.Key(stack, 'SessionKey', {
    description: 'Sessions of ECS Exec',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
    conditions: {
      ArnEquals: {
        'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
          service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  }));
  const log = new logs.LogGroup(stack, 'SessionLog', {
    logGroupName,
    encryptionKey: key,
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  return { key, log };
}

function makeCluster(stack, vpc, { key, log }) {
  const ecs = require('aws-cdk-lib/aws-ecs');
  return new ecs.Cluster(stack, 'Cluster', {
    vpc,
    executeCommandConfiguration: {
      kmsKey: key,
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: { cloudWatchLogGroup: log, cloudWatchEncryptionEnabled: true },
    },
  });
}

function makeEndpoints(stack, vpc) {
  const ec2 = require('aws-cdk-lib/aws-ec2');
  const endpointGroup = new ec2.SecurityGroup(stack, 'EndpointGroup', { vpc, description: 'VPC endpoints', allowAllOutbound: false });
  const s3 = vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  const interfaces = Object.entries({
    SsmMessages: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES,
    EcrApi: ec2.InterfaceVpcEndpointAwsService.ECR,
    EcrDocker: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
    Logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    Kms: ec2.InterfaceVpcEndpointAwsService.KMS,
    SecretsManager: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  }).map(([id, service]) => vpc.addInterfaceEndpoint(id, { service, securityGroups: [endpointGroup], privateDnsEnabled: true, open: false }));
  return { endpointGroup, endpoints: [s3, ...interfaces] };
}

export function makeService(stack, id, given) {
  const { Construct } = require('constructs');
  const scope = new Construct(stack, id);
  const roles = makeRoles(scope, given);
  const taskDefinition = makeTaskDefinition(scope, given, roles);
  const service = makeFargateService(scope, given, taskDefinition);
  const rule = admitToEndpoints(scope, given, service);
  orderAfter(service, given, roles, rule);
  grantOperators(stack, given, service);
  makeOutputs(scope, service);
}

function makeRoles(scope, { session }) {
  const { ArnFormat, Stack } = require('aws-cdk-lib');
  const iam = require('aws-cdk-lib/aws-iam');
  const stack = Stack.of(scope);
  const taskRole = new iam.Role(scope, 'TaskRole', {
    assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ecs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
      },
    }),
  });
  const executionRole = new iam.Role(scope, 'ExecutionRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  const streams = stack.formatArn({
    service: 'logs', resource: 'log-group', resourceName: `${session.log.logGroupName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  allow(taskRole, ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], '*');
  allow(taskRole, ['kms:Decrypt'], session.key.keyArn);
  allow(taskRole, ['logs:DescribeLogGroups'], '*');
  allow(taskRole, ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], streams);
  return { taskRole, executionRole };
}

function makeTaskDefinition(scope, { repository, secret }, { taskRole, executionRole }) {
  const { RemovalPolicy } = require('aws-cdk-lib');
  const ecs = require('aws-cdk-lib/aws-ecs');
  const logs = require('aws-cdk-lib/aws-logs');
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDefinition', { taskRole, executionRole });
  const logGroup = new logs.LogGroup(scope, 'Log', {
    retention: logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  taskDefinition.addContainer('App', {
    containerName: 'app',
    image: ecs.ContainerImage.fromEcrRepository(repository, 'v1'),
    portMappings: [{ containerPort: 8080 }],
    secrets: { TOKEN: ecs.Secret.fromSecretsManager(secret) },
    logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 'app' }),
    linuxParameters: new ecs.LinuxParameters(scope, 'LinuxParameters', { initProcessEnabled: true }),
  });
  return taskDefinition;
}

function makeFargateService(scope, { vpc, cluster }, taskDefinition) {
  const ecs = require('aws-cdk-lib/aws-ecs');
  const service = new ecs.FargateService(scope, 'Service', {
    cluster,
    taskDefinition,
    vpcSubnets: { subnets: vpc.isolatedSubnets },
    assignPublicIp: false,
    platformVersion: ecs.FargatePlatformVersion.LATEST,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    enableECSManagedTags: true,
    minHealthyPercent: 100,
    circuitBreaker: { enable: true, rollback: true },
  });
  // at the L1: the L2 would add looser statements to the task role
  service.node.defaultChild.enableExecuteCommand = true;
  return service;
}

function admitToEndpoints(scope, { endpointGroup }, service) {
  const ec2 = require('aws-cdk-lib/aws-ec2');
  return new ec2.CfnSecurityGroupIngress(scope, 'HttpsToEndpoints', {
    groupId: endpointGroup.securityGroupId,
    sourceSecurityGroupId: service.connections.securityGroups[0].securityGroupId,
    ipProtocol: 'tcp',
    fromPort: HTTPS,
    toPort: HTTPS,
    description: 'HTTPS from an exec-ready service',
  });
}

function orderAfter(service, { vpc, session, endpoints }, { taskRole, executionRole }, rule) {
  const needed = [
    ...resourcesOf(taskRole), ...resourcesOf(executionRole), ...resourcesOf(session.key), ...resourcesOf(session.log),
    ...endpoints.flatMap(resourcesOf), ...vpc.isolatedSubnets.map(({ node }) => node.findChild('RouteTableAssociation')), rule,
  ];
  needed.forEach((resource) => service.node.defaultChild.addResourceDependency(resource));
}

function resourcesOf(construct) {
  const { CfnResource } = require('aws-cdk-lib');
  return construct.node.findAll().filter((node) => CfnResource.isCfnResource(node));
}

function grantOperators(stack, { cluster, session, operators }, service) {
  const tasks = stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${cluster.clusterName}/*` });
  allow(operators, ['ecs:ExecuteCommand'], cluster.clusterArn);
  allow(operators, ['ecs:DescribeTasks', 'ecs:ExecuteCommand'], tasks, {
    StringEquals: { 'aws:ResourceTag/aws:ecs:serviceName': service.serviceName },
  });
  allow(operators, ['ecs:ListTasks'], '*', { ArnEquals: { 'ecs:cluster': cluster.clusterArn } });
  session.key.grant(operators, 'kms:GenerateDataKey');
}

function makeOutputs(scope, service) {
  const { CfnOutput, Fn, Stack } = require('aws-cdk-lib');
  const clusterName = Fn.select(1, Fn.split('/', service.serviceArn));
  const where = `--region ${Stack.of(scope).region} --cluster ${clusterName}`;
  const task = `$(aws ecs list-tasks ${where} --service-name ${service.serviceName} --desired-status RUNNING --query 'taskArns[0]' --output text)`;
  new CfnOutput(scope, 'ClusterName', { value: clusterName });
  new CfnOutput(scope, 'ServiceName', { value: service.serviceName });
  new CfnOutput(scope, 'ExecCommand', {
    description: 'Opens a session in a running task',
    value: `aws ecs execute-command ${where} --task "${task}" --container app --interactive --command /bin/sh`,
  });
}

function allow(role, actions, resource, conditions) {
  const { PolicyStatement } = require('aws-cdk-lib/aws-iam');
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource], conditions }));
}
