import { onInstances, onManagedInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { allow, att, inline, sub, type Template } from './_ready';
import { InstanceRoleForTasks } from '../../../../src/readiness/private/rules/instance-role-for-tasks';

const IMAGE = sub('${Repository.RepositoryUri}:v1');
const REPOSITORY = att('Repository', 'Arn');
const AGENT = allow('ecs:*');

/** Without an execution role, with a private image. */
function bare(statements: unknown[] | undefined, change: (resources: Template['Resources']) => void = () => undefined): Template {
  return onInstances((resources) => {
    delete resources.Task.Properties.ExecutionRoleArn;
    resources.Repository = { Type: 'AWS::ECR::Repository', Properties: {} };
    resources.Task.Properties.ContainerDefinitions[0].Image = IMAGE;
    if (statements) {
      delete resources.InstanceRole.Properties.ManagedPolicyArns;
      resources.InstanceRole.Properties.Policies = [inline('role', ...statements)];
    }
    change(resources);
  });
}

const PULL = [allow('ecr:GetAuthorizationToken'), allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], REPOSITORY)];
const LOG = allow('logs:CreateLogStream', att('AppLog', 'Arn'));

describe('InstanceRoleForTasks', () => {
  silent(InstanceRoleForTasks);

  test.each<[string, unknown[] | undefined]>([['the policy of AWS', undefined], ['what is needed', [AGENT, ...PULL, LOG]]])('is silent on a role with %s', (_, statements) => {
    expect(says(InstanceRoleForTasks, bare(statements))).toEqual([]);
  });

  test('is broken by a role that may not pull', () => {
    const template = bare([AGENT, LOG]);
    expect(says(InstanceRoleForTasks, template)).toEqual(['error InstanceRole']);
    expect(tells(InstanceRoleForTasks, template)).toEqual(['role InstanceRole does not allow ecr:GetAuthorizationToken on *, and '
      + 'ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on arn:aws:ecr:eu-west-1:111111111111:repository/<Repository>']);
  });

  test('is broken by a role that may not make the stream of the log', () => {
    const template = bare([AGENT, ...PULL]);
    expect(says(InstanceRoleForTasks, template)).toEqual(['error InstanceRole']);
    expect(tells(InstanceRoleForTasks, template)[0]).toContain('logs:CreateLogStream');
  });

  test('is silent with an execution role, on public images without a log, and on Managed Instances', () => {
    expect(says(InstanceRoleForTasks, bare([AGENT], ({ Task }) => {
      Task.Properties.ExecutionRoleArn = att('ExecutionRole', 'Arn');
    }))).toEqual([]);
    expect(says(InstanceRoleForTasks, bare([AGENT], ({ Task }) => {
      Task.Properties.ContainerDefinitions[0].Image = 'public.ecr.aws/nginx/nginx:1.27';
      delete Task.Properties.ContainerDefinitions[0].LogConfiguration;
    }))).toEqual([]);
    expect(says(InstanceRoleForTasks, onManagedInstances(({ Task, InstanceRole }) => {
      delete Task.Properties.ExecutionRoleArn;
      delete InstanceRole.Properties.ManagedPolicyArns;
      Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1';
    }))).toEqual([]);
  });

  test('does not know what a policy says that is not at hand, and leaves roles alone that are not', () => {
    expect(says(InstanceRoleForTasks, bare(undefined, ({ InstanceRole }) => {
      InstanceRole.Properties.ManagedPolicyArns = ['arn:aws:iam::111111111111:policy/other'];
    }))).toEqual(['unknown InstanceRole.ManagedPolicyArns.0']);
    expect(says(InstanceRoleForTasks, bare(undefined, ({ Profile }) => {
      Profile.Properties.Roles = ['other'];
    }))).toEqual([]);
  });
});
