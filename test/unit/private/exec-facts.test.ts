import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as facts from '../../../src/private/exec-facts';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { actionsOf } from '../_helpers/templates';

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/** Typed by hand, each from the page beside it. */
const DOCUMENTED: [keyof typeof facts, unknown, string][] = [
  ['CHANNEL_ACTIONS', [
    'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
  ], `${GUIDE}/task-iam-roles.html#ecs-exec-required-iam-permissions`],
  ['SESSION_LOG_ACTIONS', ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], `${GUIDE}/ecs-exec.html#ecs-exec-logging`],
  ['FIND_LOG_GROUP_ACTION', 'logs:DescribeLogGroups', `${GUIDE}/ecs-exec.html#ecs-exec-logging`],
  ['TASK_KEY_ACTION', 'kms:Decrypt', `${GUIDE}/ecs-exec.html#ecs-exec-logging`],
  ['OPERATOR_KEY_ACTION', 'kms:GenerateDataKey', `${GUIDE}/ecs-exec.html#ecs-exec-logging`],
  ['LOGS_KEY_ACTIONS', [
    'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey',
  ], 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html'],
  ['LOGS_ENCRYPTION_CONTEXT', 'kms:EncryptionContext:aws:logs:arn', 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html'],
  ['TASKS_PRINCIPAL', 'ecs-tasks.amazonaws.com', `${GUIDE}/task-iam-roles.html`],
  ['SERVICE_NAME_TAG', 'aws:ecs:serviceName', `${GUIDE}/ecs-using-tags.html`],
  ['MINIMUM_PLATFORM_VERSION', '1.4.0', `${GUIDE}/ecs-exec.html#ecs-exec-considerations`],
  ['STATIC_CREDENTIALS', [
    'AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY',
  ], 'https://github.com/aws-containers/amazon-ecs-exec-checker#checks'],
  ['FLUENT_BIT_PARAMETERS', '/aws/service/aws-for-fluent-bit/', `${GUIDE}/firelens-using-fluentbit.html`],
  ['SECURITY_GROUP_RULES', 60, 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups'],
];

/** Typed by hand: the last part of each endpoint's name, and the page that asks for it. */
const ENDPOINTS: [string, string][] = [
  ['ssmmessages', `${GUIDE}/ecs-exec.html#ecs-exec-considerations`],
  ['ecr.api', 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html'],
  ['ecr.dkr', 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html'],
  ['s3', 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway'],
  ['logs', 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-and-interface-VPC.html'],
  ['kms', 'https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html'],
  ['secretsmanager', 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/vpc-endpoint-overview.html'],
  ['ssm', 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html'],
  ['kinesis-firehose', 'https://docs.aws.amazon.com/firehose/latest/dev/vpc.html'],
  ['kinesis-streams', 'https://docs.aws.amazon.com/streams/latest/dev/vpc.html'],
  ['elasticfilesystem', 'https://docs.aws.amazon.com/efs/latest/ug/efs-vpc-endpoints.html'],
  ['xray', 'https://docs.aws.amazon.com/xray/latest/devguide/xray-security-vpc-endpoint.html'],
  ['monitoring', 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-interface-VPC.html'],
  ['sts', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_interface_vpc_endpoints.html'],
  ['ecs', `${GUIDE}/vpc-endpoints.html`],
  ['ecs-agent', `${GUIDE}/vpc-endpoints.html`],
  ['ecs-telemetry', `${GUIDE}/vpc-endpoints.html`],
];

describe('the table of facts', () => {
  test.each(DOCUMENTED)('has %s as AWS documents it', (name, value, page) => {
    expect([page, facts[name]]).toEqual([page, value]);
  });

  test('names each endpoint as AWS documents it', () => {
    expect(facts.ENDPOINT_SERVICES).toEqual(ENDPOINTS.map(([name]) => name));
  });

  test('gives a reason for every action that the roles of a service hold', () => {
    const stack = newStack();
    const PASSWORD = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'));
    newService(stack, { container: { image: privateImage(stack), secrets: { PASSWORD } } });
    const template = Template.fromStack(stack);
    const actions = [...actionsOf(template, 'TaskRole'), ...actionsOf(template, 'ExecutionRole')];
    expect(actions.length).toBeGreaterThan(10);
    expect(actions.filter((action) => !facts.ACTION_REASONS[action])).toEqual([]);
  });
});
