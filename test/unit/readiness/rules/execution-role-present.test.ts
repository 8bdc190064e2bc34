import { changed, says } from './_judge';
import { att, isolatedFargate, publicInstances, ref } from './_ready';
import { tells } from './_roles';
import { batchJob, parameters, saysOfReady, task, type TaskChange } from './_task';
import { ExecutionRolePresent } from '../../../../src/readiness/private/rules/execution-role-present';

const PLACE = 'Task.ExecutionRoleArn';
const ECR = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-Ab12Cd';
/** A task without an execution role, whose container needs none but for what is changed. */
const without = (container: object, more: TaskChange = {}) => task({
  ...more, task: { ExecutionRoleArn: undefined, ...more.task }, container: { LogConfiguration: undefined, ...container },
});
const AWSLOGS = { LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'app', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'a' } } };

describe('ExecutionRolePresent', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(ExecutionRolePresent)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['an image in a private repository', { Image: ECR }, 'container "app", whose image is in a private repository of Amazon ECR'],
    ['an image beside the template', { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/x:1' } }, 'container "app", whose image is in a private repository of Amazon ECR'],
    ['a log', AWSLOGS, 'container "app", whose output goes to CloudWatch Logs'],
    ['a secret', { Secrets: [{ Name: 'A', ValueFrom: SECRET }] }, 'container "app", which is given a secret'],
    ['a secret for its log driver', { LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ Name: 'A', ValueFrom: 'token' }] } }, 'container "app", whose log driver is given a secret'],
    ['credentials for its registry', { RepositoryCredentials: { CredentialsParameter: SECRET } }, 'container "app", whose registry asks for credentials'],
    ['an environment file', { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::b/a.env' }] }, 'container "app", which has an environment file'],
    ['a configuration in S3', { FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::b/a.conf' } } }, 'container "app", whose configuration is in S3'],
  ])('is broken on Fargate without a role for %s', (_, container, what) => {
    expect(says(ExecutionRolePresent, without(container))).toEqual([`error ${PLACE}`]);
    expect(tells(ExecutionRolePresent, without(container))).toEqual([`X-034: ExecutionRoleArn is not set, and there is ${what}`]);
  });

  test.each<[string, object]>([
    ['nothing needs one', {}],
    ['the image is public', { Image: 'nginx' }],
    ['the image is in a public gallery', { Image: 'public.ecr.aws/docker/library/nginx' }],
    ['the log goes to a router', { LogConfiguration: { LogDriver: 'awsfirelens' } }],
    ['the log router has its own configuration', { FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 'file', 'config-file-value': '/a' } } }],
  ])('is silent when %s', (_, container) => {
    expect(says(ExecutionRolePresent, without(container))).toEqual([]);
  });

  test('tells one reason of many', () => {
    expect(tells(ExecutionRolePresent, changed(isolatedFargate, ({ Task }) => {
      Task.Properties.ExecutionRoleArn = '';
    }))).toEqual(['X-034: ExecutionRoleArn is not set, and there is container "app", whose image is in a private repository of Amazon ECR, and 1 more']);
  });

  test.each<[string, object, string, readonly string[]]>([
    ['a private image on an external instance', { Image: ECR }, 'EXTERNAL', [`error ${PLACE}`]],
    ['a log on an external instance', AWSLOGS, 'EXTERNAL', [`unknown ${PLACE}`]],
    ['a private image on a Managed Instance', { Image: ECR }, 'MANAGED_INSTANCES', [`unknown ${PLACE}`]],
    ['a private image on an instance', { Image: ECR }, 'EC2', []],
    ['a log on an instance', AWSLOGS, 'EC2', []],
    ['a secret on an instance', { Secrets: [{ Name: 'A', ValueFrom: SECRET }] }, 'EC2', [`error ${PLACE}`]],
    ['an environment file on an instance', { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::b/a.env' }] }, 'EC2', [`error ${PLACE}`]],
  ])('knows what takes the place of a role for %s', (_, container, LaunchType, said) => {
    expect(says(ExecutionRolePresent, without(container, { service: { LaunchType } }))).toEqual(said);
  });

  test('is broken when some of the tasks run on Fargate', () => {
    const template = changed(publicInstances, ({ Task, Service }) => {
      delete Task.Properties.ExecutionRoleArn;
      Service.Properties.CapacityProviderStrategy.push({ CapacityProvider: 'FARGATE' });
    });
    expect(says(ExecutionRolePresent, template)).toEqual([`error ${PLACE}`]);
  });

  test.each<[string, object, string]>([
    ['where an image comes from', { Image: ref('P') }, 'where the image of container "app" comes from is not known: '],
    ['whether a registry has credentials', { Image: ECR, RepositoryCredentials: { 'Fn::If': ['First', { CredentialsParameter: 'x' }, ref('AWS::NoValue')] } }, ''],
    ['whether there is a secret', { Secrets: [{ 'Fn::If': ['First', { Name: 'A', ValueFrom: ref('AWS::NoValue') }, ref('AWS::NoValue')] }], Image: ref('P') }, ''],
  ])('does not know %s', (_, container, reason) => {
    const template = changed(() => without(container, { parameters: parameters('P') }), (__, each) => {
      each.Conditions = { First: { 'Fn::Equals': [ref('P'), '1'] } };
    });
    expect(says(ExecutionRolePresent, template)).toEqual([`unknown ${PLACE}`]);
    expect(tells(ExecutionRolePresent, template)[0]).toContain(reason);
  });

  test('does not know whether a container is there', () => {
    const template = changed(() => without({}, { parameters: parameters('P') }), ({ Task }, each) => {
      each.Conditions = { First: { 'Fn::Equals': [ref('P'), '1'] } };
      Task.Properties.ContainerDefinitions.push({ 'Fn::If': ['First', { Name: 'b', Image: ECR }, ref('AWS::NoValue')] });
    });
    expect(tells(ExecutionRolePresent, template)).toEqual([
      'ExecutionRoleArn is not set, and there is container "b", whose image is in a private repository of Amazon ECR: whether container "b" is in the task is not known',
    ]);
  });

  test('asks a job of AWS Batch on Fargate for one', () => {
    expect(says(ExecutionRolePresent, batchJob({}, { PlatformCapabilities: ['FARGATE'] }))).toEqual(['error Service.ContainerProperties.ExecutionRoleArn']);
    expect(says(ExecutionRolePresent, batchJob({}))).toEqual([]);
  });

  test('is silent when there is one, or the task definition is not at hand', () => {
    expect(says(ExecutionRolePresent, task({ container: { Image: ECR } }))).toEqual([]);
    expect(says(ExecutionRolePresent, without({ Image: ECR }, { task: { ExecutionRoleArn: att('TaskRole', 'Arn') } }))).toEqual([]);
    expect(says(ExecutionRolePresent, without({ Image: ECR }, { service: { TaskDefinition: 'elsewhere' } }))).toEqual([]);
  });
});
