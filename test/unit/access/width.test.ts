import type { Allowed } from './_helpers/allowed';
import { allowedIn, managedIn } from './_helpers/allowed';
import { exampleTemplates, madeTemplates } from './_helpers/everything';
import type { Reason } from './_helpers/width-reasons';
import { ELSEWHERE, MANAGED, OF_THE_CDK, ON_EVERYTHING, PATTERNS } from './_helpers/width-reasons';

/** What is not known before deployment, and where the templates are deployed, are told alike. */
function masked(text: string): string {
  return text.replace(/\{[^{}]*\}/g, '{}').replace(/eu-west-1/g, '{}').replace(/111122223333/g, '{}');
}

const REASONS: readonly Reason[] = [...Object.values(ON_EVERYTHING), ...PATTERNS, ...Object.values(ELSEWHERE).flat(), ...Object.values(OF_THE_CDK)];

const HAS_WILDCARD = /[*?]/;

/** The reasons for one thing that is allowed to be as wide as it is; undefined where nothing of it is wide. */
function reasonsFor(one: Allowed): readonly Reason[] | undefined {
  const { id, place, action, principals } = one;
  const resource = one.resource === undefined ? undefined : masked(one.resource);
  if (place === 'trust') {
    return principals.includes('*') ? [] : undefined;
  }
  if (!HAS_WILDCARD.test(action) && !HAS_WILDCARD.test(resource ?? '') && !principals.includes('*')) {
    return undefined;
  }
  if (place !== 'identity') {
    return ELSEWHERE[place].filter(({ is }) => is({ ...one, resource, principals: principals.map(masked) }));
  }
  const own = id.startsWith('Bastion') ? OF_THE_CDK[action] : undefined;
  const onAll = resource === '*' ? ON_EVERYTHING[action] : undefined;
  const patterns = PATTERNS.filter((pattern) => pattern.resource.test(resource!) && pattern.actions.split(' ').includes(action));
  return [own, onAll, ...patterns].filter((reason) => reason !== undefined);
}

function holds({ under }: Reason, { conditions }: Allowed): boolean {
  return under === undefined || conditions.includes(under);
}

/** What is wider than AWS forces it to be: nothing that anybody gave a reason for, or not under the condition that the reason asks for. */
function tooWide(template: unknown): string[] {
  const wide = allowedIn(template).filter((one) => !(reasonsFor(one)?.some((reason) => holds(reason, one)) ?? true));
  const managed = managedIn(template).filter(({ policy }) => !MANAGED[policy]);
  return [
    ...wide.map(({ id, action, resource, conditions }) => `${id}: ${action} on ${resource} under ${conditions.join() || 'nothing'}`),
    ...managed.map(({ id, policy }) => `${id}: ${policy}`),
  ];
}

describe('nothing in the templates is wider than AWS forces it to be', () => {
  const templates = [...exampleTemplates(), ...madeTemplates()];

  test.each(templates)('%s', (_, template) => {
    expect(tooWide(template)).toEqual([]);
  });

  test('and every reason is still needed', () => {
    const allowed = templates.flatMap(([, template]) => allowedIn(template));
    const given = new Set(allowed.flatMap((one) => (reasonsFor(one) ?? []).filter((reason) => holds(reason, one))));
    expect(REASONS.filter((reason) => !given.has(reason))).toEqual([]);
    const isAllowed = (action: string, resource: RegExp) => allowed.some((one) => one.action === action && resource.test(masked(one.resource ?? '')));
    expect(Object.keys(ON_EVERYTHING).filter((action) => !isAllowed(action, /^\*$/))).toEqual([]);
    expect(PATTERNS.flatMap(({ resource, actions }) => actions.split(' ').filter((action) => !isAllowed(action, resource)))).toEqual([]);
    const attached = templates.flatMap(([, template]) => managedIn(template)).map(({ policy }) => policy);
    expect(Object.keys(MANAGED).filter((policy) => !attached.includes(policy))).toEqual([]);
  });

  test('and reasons are pages of AWS', () => {
    expect([...REASONS, ...Object.values(MANAGED)].filter(({ why, page }) => why === '' || !page.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });
});

describe('a template that allows too much is told of', () => {
  const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/c';
  const policyWith = (statement: object, Type: string) => ({
    Resources: { Policy: { Type, Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } } } },
  });

  test.each<[string, object, string]>([
    ['sessions in all tasks', { Action: 'ecs:ExecuteCommand', Resource: '*' }, 'AWS::IAM::Policy'],
    ['sessions in tasks of all clusters', { Action: 'ecs:ExecuteCommand', Resource: 'arn:aws:ecs:eu-west-1:111122223333:task/*' }, 'AWS::IAM::Policy'],
    ['sessions in clusters that are called alike', { Action: 'ecs:ExecuteCommand', Resource: 'arn:aws:ecs:eu-west-1:111122223333:task/c*/*' }, 'AWS::IAM::Policy'],
    ['a wide action beside a narrow one', { Action: ['ecs:ListTasks', 'ecs:StopTask'], Resource: '*', Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } } }, 'AWS::IAM::Policy'],
    ['tasks of all clusters', { Action: 'ecs:ListTasks', Resource: '*' }, 'AWS::IAM::Policy'],
    ['tasks of clusters that are not asked for', { Action: 'ecs:ListTasks', Resource: '*', Condition: { ArnLike: { 'ecs:cluster': '*' } } }, 'AWS::IAM::Policy'],
    ['actions that begin alike', { Action: 'ecs:Describe*', Resource: CLUSTER }, 'AWS::IAM::Policy'],
    ['tags of what is there', { Action: 'ecs:TagResource', Resource: { 'Fn::Join': ['', ['arn:aws:ecs:eu-west-1:111122223333:task/', { Ref: 'Cluster' }, '/*']] } }, 'AWS::IAM::Policy'],
    ['all roles', { Action: 'iam:PassRole', Resource: '*' }, 'AWS::IAM::Policy'],
    ['all log groups', { Action: 'logs:PutLogEvents', Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:*' }, 'AWS::IAM::Policy'],
    ['all buckets', { Action: 's3:PutObject', Resource: 'arn:aws:s3:::*' }, 'AWS::IAM::Policy'],
    ['all keys', { Action: 'kms:Decrypt', Resource: '*' }, 'AWS::IAM::Policy'],
    ['what the CDK allows a bastion', { Action: 'ssmmessages:*', Resource: '*' }, 'AWS::IAM::Policy'],
    ['a key to everybody', { Action: 'kms:Decrypt', Resource: '*', Principal: '*' }, 'AWS::KMS::Key'],
    ['all of a key to a role', { Action: 'kms:*', Resource: '*', Principal: { AWS: 'arn:aws:iam::111122223333:role/r' } }, 'AWS::KMS::Key'],
    ['a key to all log groups', { Action: 'kms:Decrypt', Resource: '*', Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }, 'AWS::KMS::Key'],
    ['a bucket to everybody', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', Principal: '*' }, 'AWS::S3::BucketPolicy'],
    ['an endpoint to other accounts', { Action: 'ssmmessages:OpenDataChannel', Resource: '*', Principal: '*' }, 'AWS::EC2::VPCEndpoint'],
    ['a role to everybody', { Action: 'sts:AssumeRole', Principal: { AWS: '*' } }, 'AWS::IAM::Role'],
    ['a topic to everybody', { Action: 'sns:Publish', Resource: { Ref: 'Topic' }, Principal: '*' }, 'AWS::SNS::TopicPolicy'],
  ])('%s', (_, statement, type) => {
    expect(tooWide(policyWith(statement, type))).toEqual([expect.stringContaining('Policy: ')]);
  });

  test('in a policy that is written as a text, and by a policy of AWS', () => {
    const InlinePolicy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ecs:*', Resource: '*' }] });
    expect(tooWide({ Resources: { Set: { Type: 'AWS::SSO::PermissionSet', Properties: { InlinePolicy } } } })).toEqual(['Set: ecs:* on * under nothing']);
    const ManagedPolicyArns = [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonECS_FullAccess']] }];
    expect(tooWide({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns } } } })).toEqual(['Role: AmazonECS_FullAccess']);
  });

  test.each(['NotAction', 'NotResource', 'NotPrincipal'])('by %s, whatever it excepts', (element) => {
    expect(() => tooWide(policyWith({ Action: 'ecs:ListTasks', [element]: 'x' }, 'AWS::IAM::Policy'))).toThrow(`Policy allows all but something: ${element}`);
  });

  test('and what is denied is not', () => {
    expect(tooWide(policyWith({ Effect: 'Deny', Action: '*', Resource: '*' }, 'AWS::IAM::Policy'))).toEqual([]);
  });
});
