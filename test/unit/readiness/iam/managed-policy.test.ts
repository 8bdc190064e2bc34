import { allow, deny, policy } from './_helpers/policies';
import { identityAllows, managedPolicy, MANAGED_POLICIES_AS_OF, Policy } from '../../../../src/readiness/private/iam';
import { MANAGED_POLICIES } from '../../../../src/readiness/private/iam/aws-managed-policies';
import { Answer } from '../../../../src/readiness/private/model/answer';
import { hole } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const P = hole('unknown', 'AWS::Partition');
const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`);

function allows(one: Policy, action: string, resource = '*', ...more: Policy[]): Answer {
  return identityAllows({ action, resource }, { policies: [one, ...more] }).answer;
}

function aws(name: string): Policy {
  return managedPolicy(`arn:aws:iam::aws:policy/${name}`);
}

// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
describe('the four channel actions', () => {
  test.each<[string, Answer]>([
    ['AdministratorAccess', 'yes'],
    ['PowerUserAccess', 'yes'],
    ['AmazonSSMManagedInstanceCore', 'yes'],
    ['AmazonSSMManagedEC2InstanceDefaultPolicy', 'yes'],
    ['service-role/AmazonEC2RoleforSSM', 'yes'],
    ['AmazonSSMFullAccess', 'yes'],
    ['AmazonSSMReadOnlyAccess', 'no'],
    ['ReadOnlyAccess', 'no'],
    ['AWSDenyAll', 'no'],
    ['service-role/AmazonECSTaskExecutionRolePolicy', 'no'],
    ['service-role/AmazonEC2ContainerServiceforEC2Role', 'no'],
    ['AmazonECSInstanceRolePolicyForManagedInstances', 'no'],
    ['AmazonECSInfrastructureRolePolicyForManagedInstances', 'no'],
    ['AmazonECS_FullAccess', 'no'],
    ['AmazonEC2ContainerRegistryPullOnly', 'no'],
    ['AmazonEC2ContainerRegistryReadOnly', 'no'],
    ['AmazonEC2ContainerRegistryFullAccess', 'no'],
    ['CloudWatchLogsFullAccess', 'no'],
    ['CloudWatchAgentServerPolicy', 'no'],
    ['service-role/AWSLambdaBasicExecutionRole', 'no'],
    ['AWSXRayDaemonWriteAccess', 'no'],
    ['AWSAppMeshEnvoyAccess', 'no'],
    ['AmazonS3ReadOnlyAccess', 'no'],
    ['AmazonS3FullAccess', 'no'],
    ['SecretsManagerReadWrite', 'no'],
    ['AmazonDynamoDBFullAccess', 'no'],
    ['AmazonSQSFullAccess', 'no'],
    ['AmazonSNSFullAccess', 'unknown'],
  ])('of %s are allowed: %s', (name, answer) => {
    expect(CHANNELS.map((action) => allows(aws(name), action))).toEqual(CHANNELS.map(() => answer));
  });

  test('are looked up for every policy of the table', () => {
    expect([...MANAGED_POLICIES.keys()].filter((name) => CHANNELS.some((action) => allows(aws(name), action) === 'unknown'))).toEqual([]);
    expect(MANAGED_POLICIES_AS_OF).toBe('2026-11-25');
  });
});

test.each<[string, string, string, Answer]>([
  ['service-role/AmazonECSTaskExecutionRolePolicy', 'ecr:GetAuthorizationToken', '*', 'yes'],
  ['service-role/AmazonECSTaskExecutionRolePolicy', 'logs:CreateLogStream', '*', 'yes'],
  ['service-role/AmazonECSTaskExecutionRolePolicy', 'logs:CreateLogGroup', '*', 'no'],
  ['service-role/AmazonECSTaskExecutionRolePolicy', 'secretsmanager:GetSecretValue', '*', 'no'],
  ['service-role/AmazonEC2ContainerServiceforEC2Role', 'ecs:SubmitTaskStateChange', '*', 'yes'],
  ['service-role/AmazonEC2ContainerServiceforEC2Role', 'ecs:TagResource', '*', 'unknown'],
  ['AmazonECSInstanceRolePolicyForManagedInstances', 'ecs:RegisterContainerInstance', 'arn:aws:ecs:r:a:cluster/c', 'yes'],
  ['AmazonECSInstanceRolePolicyForManagedInstances', 'ecs:Poll', 'arn:aws-cn:ecs:r:a:container-instance/c/i', 'yes'],
  ['AmazonECSInstanceRolePolicyForManagedInstances', 'ecs:Poll', 'arn:aws:ecs:r:a:cluster/c', 'no'],
  ['AmazonECSInstanceRolePolicyForManagedInstances', 'ecr:GetAuthorizationToken', '*', 'no'],
  ['AmazonECSInfrastructureRolePolicyForManagedInstances', 'iam:PassRole', 'arn:aws:iam::111122223333:role/web', 'no'],
  ['AmazonECSInfrastructureRolePolicyForManagedInstances', 'ec2:RunInstances', 'arn:aws:ec2:r:a:subnet/s', 'yes'],
  ['AmazonECSInfrastructureRolePolicyForManagedInstances', 'ec2:CreateFleet', 'arn:aws:ec2:r::image/i', 'yes'],
  ['AmazonECSInfrastructureRolePolicyForManagedInstances', 'ec2:DescribeInstances', '*', 'yes'],
  ['AmazonECSInfrastructureRolePolicyForManagedInstances', 'ec2:TerminateInstances', '*', 'no'],
  ['AmazonSSMManagedInstanceCore', 'ssm:GetParameters', '*', 'yes'],
  ['AmazonSSMManagedEC2InstanceDefaultPolicy', 'ssm:GetParameters', '*', 'no'],
  ['CloudWatchAgentServerPolicy', 'ssm:GetParameter', 'arn:aws-cn:ssm:r:a:parameter/AmazonCloudWatch-x', 'yes'],
  ['CloudWatchAgentServerPolicy', 'ssm:GetParameter', 'arn:aws:ssm:r:a:parameter/x', 'no'],
  ['SecretsManagerReadWrite', 'kms:Decrypt', '*', 'no'],
  ['SecretsManagerReadWrite', 's3:GetObject', 'arn:aws:s3:::b/k', 'unknown'],
  ['PowerUserAccess', 'iam:PassRole', '*', 'unknown'],
  ['AmazonECS_FullAccess', 'ecs:ExecuteCommand', '*', 'yes'],
  ['ReadOnlyAccess', 's3:GetObject', '*', 'unknown'],
])('%s on %s for %s is %s', (name, action, resource, answer) => {
  expect(allows(aws(name), action, resource)).toBe(answer);
});

describe('an ARN', () => {
  const [action] = CHANNELS;

  test('of any partition, known or not, names the same policy', () => {
    expect(allows(managedPolicy('arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore'), action)).toBe('yes');
    expect(allows(managedPolicy(`arn:${P}:iam::aws:policy/AmazonSSMManagedInstanceCore`), action)).toBe('yes');
    expect(managedPolicy(`arn:${P}:iam::aws:policy/AdministratorAccess`).name).toBe('arn:<AWS::Partition>:iam::aws:policy/AdministratorAccess');
  });

  test('of AWS that is not in the table allows perhaps and denies not, unless its name says so', () => {
    const channels = policy('Channels', allow('ssmmessages:*'));
    expect(allows(aws('Other'), action)).toBe('unknown');
    expect(allows(aws('Other'), action, '*', channels)).toBe('yes');
    expect(allows(aws(hole('unknown', 'Name')), action, '*', channels)).toBe('yes');
    expect(allows(aws('AWSCompromisedKeyQuarantineV3'), action, '*', channels)).toBe('unknown');
    expect(allows(aws('__proto__'), action)).toBe('unknown');
  });

  test.each([
    'arn:aws:iam::123456789012:policy/Own',
    `arn:${P}:iam::${hole('unknown', 'AWS::AccountId')}:policy/AmazonSSMManagedInstanceCore`,
    'arn:aws:iam::aws:role/AmazonSSMManagedInstanceCore',
    'arn:aws:iam::aws',
    'arn:aws:iam::aws:policy/AdministratorAccess:x',
    'x:aws:iam::aws:policy/AdministratorAccess',
    'arn:aws:s3::aws:policy/AdministratorAccess',
    'arn:aws:iam:eu-west-1:aws:policy/AdministratorAccess',
    new Unknown('an import'),
    'AdministratorAccess',
    hole('unknown', 'PolicyArn'),
    '',
  ])('of anyone else (%p) allows and denies perhaps', (arn) => {
    expect(allows(managedPolicy(arn), action)).toBe('unknown');
    expect(allows(managedPolicy(arn), action, '*', policy('Channels', allow('ssmmessages:*')))).toBe('unknown');
    expect(allows(managedPolicy(arn), action, '*', policy('None', deny('*')))).toBe('no');
  });

  test('that is not known is that of anyone', () => {
    expect(managedPolicy(new Unknown('an import')).doubts).toEqual(['an import']);
  });
});
