import { changed, judged, says } from './_judge';
import { allow, att, deny, inline, isolatedFargate, policy, publicInstances, ref, REPOSITORY, sub, type Template } from './_ready';
import { roleWith, statementsOf, tells } from './_roles';
import { parameters, saysOfReady, task } from './_task';
import { ImagePullAllowed } from '../../../../src/readiness/private/rules/image-pull-allowed';

const TOKEN = 'ecr:GetAuthorizationToken';
const LAYERS = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const OWN = { Image: sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/${Repository}:v1') };
const ROLE = 'ExecutionRole.Policies.0.PolicyDocument.Statement';

type Change = (resources: Template['Resources'], template: Template) => void;

/** An isolated task, whose image is in a repository of the template, with these statements. */
function pulling(statements: readonly unknown[], change: Change = () => undefined, container: object = OWN): Template {
  return changed(isolatedFargate, (resources, template) => {
    resources.Repository = { Type: 'AWS::ECR::Repository', Properties: {} };
    Object.assign(resources.Task.Properties.ContainerDefinitions[0], container);
    resources.ExecutionRole.Properties.Policies = [inline('start', ...statements)];
    change(resources, template);
  });
}
const both = [allow(TOKEN), allow(LAYERS, att('Repository', 'Arn'))];

describe('ImagePullAllowed', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(ImagePullAllowed)).toEqual([]);
  });

  test.each<[string, Template]>([
    ['on the repository', pulling(both)],
    ['on every repository', pulling([allow('ecr:*')])],
    ['on a repository that the image names by attribute', pulling(both, undefined, { Image: { 'Fn::Join': ['', [att('Repository', 'RepositoryUri'), ':v1']] } })],
    ['by the policy of AWS', pulling([], ({ ExecutionRole }) => {
      ExecutionRole.Properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'];
    })],
    ['by the policy of the repository', pulling([allow(TOKEN)], ({ Repository }) => {
      Repository.Properties.RepositoryPolicyText = policy({ Effect: 'Allow', Action: LAYERS, Principal: { AWS: att('ExecutionRole', 'Arn') } });
    })],
    ['on an image that a parameter names', pulling([allow('ecr:*')], (_, template) => {
      template.Parameters = parameters('Image') as Record<string, unknown>;
    }, { Image: ref('Image') })],
    ['on a repository of another account', pulling([allow(TOKEN), allow(LAYERS, 'arn:aws:ecr:eu-west-1:222222222222:repository/app')], undefined,
      { Image: '222222222222.dkr.ecr.eu-west-1.amazonaws.com/app' })],
    ['through one of the endpoints of the task', pulling([allow(TOKEN), allow(LAYERS, '*', { Condition: { StringEquals: { 'aws:SourceVpce': [ref('EcrApi'), ref('EcrDkr')] } } })])],
    ['through the VPC of the task', pulling([allow(TOKEN), allow(LAYERS, '*', { Condition: { StringEquals: { 'aws:SourceVpc': ref('Vpc') } } })])],
    ['where that is not needed', pulling([], undefined, { Image: 'public.ecr.aws/nginx/nginx:1' })],
    ['where the registry has credentials of its own', pulling([], undefined, { ...OWN, RepositoryCredentials: { CredentialsParameter: 'x' } })],
  ])('is silent when the role may pull %s', (_, template) => {
    expect(says(ImagePullAllowed, template)).toEqual([]);
  });

  test('names all that is missing', () => {
    expect(says(ImagePullAllowed, pulling([allow('s3:*')]))).toEqual(['error ExecutionRole']);
    expect(tells(ImagePullAllowed, pulling([allow('s3:*')]))).toEqual(['X-034: role ExecutionRole does not allow ecr:GetAuthorizationToken on *,'
      + ' and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on arn:aws:ecr:eu-west-1:111111111111:repository/<Repository>']);
  });

  test('is broken when the role may log in to a repository only, or pull from another', () => {
    const narrow = pulling([allow([TOKEN, ...LAYERS], att('Repository', 'Arn'))]);
    expect(says(ImagePullAllowed, narrow)).toEqual([`error ${ROLE}.0.Resource`]);
    expect(tells(ImagePullAllowed, narrow)).toEqual(['X-034: role ExecutionRole does not allow ecr:GetAuthorizationToken on *, only on other resources']);
    expect(says(ImagePullAllowed, pulling([allow(TOKEN), allow(LAYERS, REPOSITORY)]))).toEqual([`error ${ROLE}.1.Resource`]);
  });

  test('is broken by a Deny, of the role or of the repository', () => {
    expect(says(ImagePullAllowed, pulling([...both, deny('ecr:BatchGetImage')]))).toEqual([`error ${ROLE}.2`]);
    const denied = pulling(both, ({ Repository }) => {
      Repository.Properties.RepositoryPolicyText = policy({ Effect: 'Deny', Action: 'ecr:*', Principal: '*' });
    });
    expect(says(ImagePullAllowed, denied)).toEqual(['error Repository.RepositoryPolicyText.Statement.0']);
    expect(tells(ImagePullAllowed, denied)[0]).toMatch(/^X-034: role ExecutionRole may not call .*: statement 1 of policy of Repository denies it$/);
  });

  test.each<[string, unknown[], string]>([
    ['for the login, where there is no such endpoint', [allow(TOKEN, '*', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }), both[1]], `${ROLE}.0.Condition`],
    ['for the layers, of another VPC', [both[0], allow(LAYERS, '*', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } })], `${ROLE}.1.Condition`],
  ])('is broken by a condition on where the call comes from %s', (_, statements, place) => {
    const template = pulling(statements);
    expect(says(ImagePullAllowed, template)).toEqual([`error ${place}`]);
    expect(judged(template, [ImagePullAllowed])[0].findings[0].catalogue).toEqual(['X-037']);
  });

  test('does not know whether the login comes from the network of the task on Fargate', () => {
    const template = pulling([allow(TOKEN, '*', { Condition: { StringEquals: { 'aws:SourceVpc': ref('Vpc') } } }), both[1]]);
    expect(says(ImagePullAllowed, template)).toEqual([`unknown ${ROLE}.0`]);
  });

  test('does not know where a call comes from when only some of the tasks run on Fargate', () => {
    const template = changed(publicInstances, ({ Service, Task, ExecutionRole }) => {
      Service.Properties.CapacityProviderStrategy.push({ CapacityProvider: 'FARGATE' });
      Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app';
      ExecutionRole.Properties.Policies = [inline('start', allow(LAYERS), allow(TOKEN, '*', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }))];
    });
    expect(says(ImagePullAllowed, template)).toEqual([`unknown ${ROLE}.1`]);
  });

  test('takes it that no policy of a repository made elsewhere names a role before it has a name', () => {
    const image = { Image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app' };
    expect(says(ImagePullAllowed, pulling([allow(TOKEN)], undefined, image))).toEqual(['error ExecutionRole']);
    expect(says(ImagePullAllowed, pulling([allow(TOKEN)], ({ ExecutionRole }) => {
      ExecutionRole.Properties.RoleName = 'start';
    }, image))).toEqual(['unknown Task.ContainerDefinitions.0.Image']);
  });

  test('is broken without a permission for a repository of another account, whose policy never does alone', () => {
    expect(says(ImagePullAllowed, pulling([allow(TOKEN)], undefined, { Image: '222222222222.dkr.ecr.eu-west-1.amazonaws.com/app' }))).toEqual(['error ExecutionRole']);
  });

  test('does not know what an image is that a parameter names', () => {
    const template = pulling(both, (_, each) => {
      each.Parameters = parameters('Image') as Record<string, unknown>;
    }, { Image: ref('Image') });
    expect(says(ImagePullAllowed, template)).toEqual(['unknown Task.ContainerDefinitions.0.Image']);
    expect(tells(ImagePullAllowed, template)).toEqual([expect.stringMatching(/ is not known: where the image of container "app" comes from is not known: /)]);
  });

  test('does not know whether a pull-through cache is filled', () => {
    const cached = (prefix: unknown, ...more: unknown[]) => pulling([allow(TOKEN), allow(LAYERS), ...more], (resources) => {
      resources.Cache = { Type: 'AWS::ECR::PullThroughCacheRule', Properties: { EcrRepositoryPrefix: prefix, UpstreamRegistryUrl: 'public.ecr.aws' } };
    }, { Image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/mirror/nginx/nginx:1' });
    expect(tells(ImagePullAllowed, cached('mirror'))).toEqual([expect.stringMatching(
      /^whether role ExecutionRole may call ecr:BatchImportUpstreamImage and ecr:CreateRepository on .* is not known: the image may be in the cache already, or the policy of the registry may allow it$/,
    )]);
    expect(says(ImagePullAllowed, cached('mirror', allow(['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'])))).toEqual([]);
    expect(says(ImagePullAllowed, cached('mir'))).toEqual([]);
    expect(says(ImagePullAllowed, cached({ Ref: 'AWS::StackName' }))).toEqual([]);
  });

  test('judges pulls of instances by the execution role, where there is one', () => {
    const template = (ExecutionRoleArn: unknown) => changed(publicInstances, (resources) => {
      Object.assign(resources.Task.Properties, { ExecutionRoleArn });
      Object.assign(resources.Task.Properties.ContainerDefinitions[0], { Image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app' });
    });
    expect(says(ImagePullAllowed, template(att('ExecutionRole', 'Arn')))).toEqual(['error ExecutionRole']);
    expect(says(ImagePullAllowed, template(undefined))).toEqual([]);
  });

  test('leaves it to others that there is no role, or none at hand', () => {
    const container = { Image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app' };
    expect(says(ImagePullAllowed, task({ task: { ExecutionRoleArn: undefined }, container }))).toEqual([]);
    expect(says(ImagePullAllowed, task({ task: { ExecutionRoleArn: 'arn:aws:iam::222222222222:role/x' }, container }))).toEqual([]);
  });

  test('does not know which of two roles it is', () => {
    const template = pulling(both, (resources, each) => {
      each.Parameters = parameters('P') as Record<string, unknown>;
      each.Conditions = { First: { 'Fn::Equals': [ref('P'), '1'] } };
      resources.Second = roleWith(allow(TOKEN));
      resources.Task.Properties.ExecutionRoleArn = { 'Fn::If': ['First', ref('ExecutionRole'), ref('Second')] };
    });
    expect(statementsOf(template.Resources, 'ExecutionRole')).toEqual(both);
    expect(says(ImagePullAllowed, template)).toEqual(['unknown Task.ContainerDefinitions.0.Image']);
  });
});
