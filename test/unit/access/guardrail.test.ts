import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sso from 'aws-cdk-lib/aws-sso';
import { ExecOperatorNetwork, ExecReadyCluster, ExecSession, SessionLog } from '../../../src';
import { ExecGuardrail } from '../../../src/access/exec-guardrail';
import { ExecSwitch } from '../../../src/access/exec-switch';
import { ENV, newApp, newStack, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { endpointsOf, text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const SIDS = ['NoSessionsPastTheLog', 'NoOtherTags', 'NoOtherSessions', 'KeepSessionLogs'];

type Document = { readonly Statement: { readonly Sid: string; readonly Effect: string; readonly Resource: unknown; readonly Condition?: unknown }[] };

function sids(document: unknown): string[] {
  return (document as Document).Statement.map(({ Sid }) => Sid);
}

function resourcesOf(document: Document): string[] {
  return document.Statement.flatMap(({ Resource }) => Resource).map(text);
}

function importedClusters(stack: Stack, names: readonly string[]): ecs.ICluster[] {
  const vpc = new ec2.Vpc(stack, 'Vpc');
  return names.map((clusterName) => ecs.Cluster.fromClusterAttributes(stack, clusterName, { clusterName, vpc, executeCommandConfiguration: {} }));
}

const many = (count: number) => [...Array(count).keys()].map((index) => `${'cluster-of-a-team-with-a-long-name-'.repeat(3)}${index}`);

describe('the managed policies', () => {
  test('are not made unless somebody wants them', () => {
    const stack = newStack();
    new ExecGuardrail(stack, 'Guardrail');
    expect(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).toEqual({});
  });

  test.each<[string, object]>([['without feature flags', {}], ['with the recommended ones', RECOMMENDED_FLAGS]])('have a name for every statement, %s', (_, flags) => {
    const stack = newStack(flags as Record<string, unknown>);
    const [policy, ...others] = new ExecGuardrail(stack, 'Guardrail', { containers: ['app'], closedContainers: ['db'], execSwitch: ExecSwitch.KEPT_ON }).managedPolicies;
    expect(others).toEqual([]);
    expect(sids(stack.resolve(policy.document))).toEqual([
      'NoSessionsPastTheLog', 'NoSessionsInOtherContainers', 'NoSessionsInClosedContainers', 'NoSessionsInUnnamedContainers', 'NoOtherTags', 'NoOtherSessions', 'KeepSessionLogs',
      'NoOtherSwitch', 'NoForgedSessionLogs',
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 1);
  });

  test.each<[string, (stack: Stack) => iam.IIdentity, object]>([
    ['a role', (stack) => new iam.Role(stack, 'Who', { assumedBy: new iam.AccountRootPrincipal() }), { Roles: [{ Ref: Match.stringLikeRegexp('Who') }] }],
    ['a user', (stack) => new iam.User(stack, 'Who'), { Users: [{ Ref: Match.stringLikeRegexp('Who') }] }],
    ['a group', (stack) => new iam.Group(stack, 'Who'), { Groups: [{ Ref: Match.stringLikeRegexp('Who') }] }],
    ['an imported role', (stack) => iam.Role.fromRoleArn(stack, 'Who', 'arn:aws:iam::111122223333:role/path/who'), { Roles: ['who'] }],
    ['an imported user', (stack) => iam.User.fromUserName(stack, 'Who', 'who'), { Users: ['who'] }],
    ['an imported group', (stack) => iam.Group.fromGroupName(stack, 'Who', 'who'), { Groups: ['who'] }],
  ])('are attached to %s', (_, identity, properties) => {
    const stack = newStack();
    new ExecGuardrail(stack, 'Guardrail').attachTo(identity(stack));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', properties);
    expect(warningIds(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => iam.IIdentity]>([
    ['may not be changed', (stack) => iam.Role.fromRoleArn(stack, 'Who', 'arn:aws:iam::111122223333:role/who', { mutable: false })],
    ['is in another account', (stack) => iam.Role.fromRoleArn(stack, 'Who', 'arn:aws:iam::444455556666:role/who')],
  ])('are said to be missing from a role that %s', (_, identity) => {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    new ExecGuardrail(stack, 'Guardrail').attachTo(identity(stack));
    expect(warningIds(stack)).toEqual(['exec-ready:unchangedOperator']);
    expect(warningText(stack, 'exec-ready:unchangedOperator')).toContain('"Stack/Guardrail" is not attached to it; attach its managed policies where the identity is made');
  });

  test('are as many as the size of each takes, and all are attached', () => {
    const stack = newStack();
    const guardrail = new ExecGuardrail(stack, 'Guardrail', { clusters: importedClusters(stack, many(12)), closedContainers: ['db'] });
    const role = new iam.Role(stack, 'Who', { assumedBy: new iam.AccountRootPrincipal() });
    guardrail.attachTo(role);
    const resources = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    const policies = resources as { Properties: { PolicyDocument: Document; Roles: unknown[] } }[];
    expect(policies.length).toBeGreaterThan(1);
    const parts = policies.flatMap(({ Properties }) => sids(Properties.PolicyDocument));
    expect(parts.filter((sid) => !/\d$/.test(sid))).toEqual(sids(stack.resolve(guardrail.document)));
    expect(parts).toContain('NoOtherTags2');
    expect(policies.flatMap(({ Properties }) => resourcesOf(Properties.PolicyDocument)))
      .toEqual(resourcesOf(stack.resolve(guardrail.document) as Document));
    const ref = { Ref: stack.getLogicalId(role.node.defaultChild as iam.CfnRole) };
    expect(policies.map(({ Properties }) => Properties.Roles)).toEqual(policies.map(() => [ref]));
    policies.forEach(({ Properties }) => {
      expect(sizeWithValues(Properties.PolicyDocument)).toBeLessThanOrEqual(6144);
    });
  });

  test('are none when one statement is larger than AWS takes', () => {
    const stack = newStack();
    const clusters = importedClusters(stack, many(60));
    expect(() => new ExecGuardrail(stack, 'Guardrail', { clusters, execSwitch: ExecSwitch.KEPT_ON }))
      .toThrow(/Stack\/Guardrail: the managed policy has \d+ characters, and AWS takes no more than 6144; name fewer clusters/);
  });

  test('are the same whenever they are made', () => {
    const template = () => {
      const stack = newStack();
      const guardrail = new ExecGuardrail(stack, 'Guardrail', { clusters: importedClusters(stack, many(12)) });
      guardrail.attachTo(new iam.Role(stack, 'Who', { assumedBy: new iam.AccountRootPrincipal() }));
      return JSON.stringify(Template.fromStack(stack).toJSON());
    };
    expect(template()).toBe(template());
  });
});

/** The size that AWS counts, with the longest names of a partition, a region and an account. */
function sizeWithValues(document: unknown): number {
  const values: Record<string, string> = { '{AWS::Partition}': 'aws-us-gov', '{AWS::Region}': 'ap-southeast-2', '{AWS::AccountId}': '111122223333' };
  const written = JSON.stringify(document, (_, value: unknown) => typeof value === 'object' && value !== null && ('Fn::Join' in value || 'Ref' in value) ? text(value) : value);
  return Object.entries(values).reduce((json, [name, value]) => json.replaceAll(name, value), written).length;
}

describe('the policy of a permission set', () => {
  test('is JSON of what the managed policies say', () => {
    const stack = new Stack(newApp(RECOMMENDED_FLAGS), 'Stack', { env: ENV });
    const guardrail = new ExecGuardrail(stack, 'Guardrail');
    const document = stack.resolve(guardrail.permissionSetPolicy()) as Document;
    expect(document).toEqual(stack.resolve(guardrail.document));
    expect(sids(document)).toEqual([...SIDS, 'NoForgedSessionLogs']);
  });

  test('takes 10,240 characters and no more', () => {
    const fits = newStack();
    const guardrail = new ExecGuardrail(fits, 'Guardrail', { clusters: importedClusters(fits, many(8)) });
    expect(sizeWithValues(fits.resolve(guardrail.document))).toBeGreaterThan(6144);
    expect(guardrail.permissionSetPolicy().isEmpty).toBe(false);

    const stack = newStack();
    const large = new ExecGuardrail(stack, 'Guardrail', { clusters: importedClusters(stack, many(20)) });
    expect(() => large.permissionSetPolicy()).toThrow(/the inline policy of a permission set has \d+ characters, and AWS takes no more than 10240; make several/);
  });
});

describe('the service control policy', () => {
  test('is plain JSON for any partition, region and account', () => {
    const json = JSON.stringify(new ExecGuardrail(newStack(), 'Guardrail').serviceControlPolicy());
    const document = JSON.parse(json) as Document;
    expect(sids(document)).toEqual(SIDS);
    expect(document.Statement.map(({ Effect }) => Effect)).toEqual(SIDS.map(() => 'Deny'));
    expect(document.Statement.flatMap(({ Resource }) => Resource)).toEqual([
      'arn:*:ecs:*:*:task/*', 'arn:*:ecs:*:*:cluster/*', 'arn:*:ecs:*:*:task/*', 'arn:*:ecs:*:*:service/*', 'arn:*:ecs:*:*:task-definition/*', 'arn:*:ecs:*:*:daemon/*',
      'arn:*:ecs:*:*:daemon-task-definition/*', 'arn:*:ecs:*:*:cluster/*', 'arn:*:logs:*:*:log-group:/aws/ecs/exec/*',
    ]);
    expect(json).not.toContain('Principal"');
  });

  test('excepts the pipelines from what pipelines change, and from nothing else', () => {
    const document = new ExecGuardrail(newStack(), 'Guardrail', { containers: ['app'] }).serviceControlPolicy({ pipelines: ['arn:*:iam::*:role/deploy'] }).toJSON() as Document;
    expect(document.Statement.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('aws:PrincipalArn')).map(({ Sid }) => Sid))
      .toEqual(['NoOtherTags', 'NoOtherSessions', 'KeepSessionLogs']);
  });

  test('takes 5,120 characters and no more', () => {
    const stack = newStack();
    const guardrail = new ExecGuardrail(stack, 'Guardrail', { clusters: importedClusters(stack, many(10)) });
    expect(() => guardrail.serviceControlPolicy()).toThrow(/the service control policy has \d+ characters, and AWS takes no more than 5120; make several, each of fewer clusters/);
    const some = new ExecGuardrail(stack, 'Some', { clusters: [ecs.Cluster.fromClusterAttributes(stack, 'C', { clusterName: 'c', vpc: new ec2.Vpc(stack, 'V'), executeCommandConfiguration: {} })] });
    expect(JSON.stringify(stack.resolve(some.serviceControlPolicy())).length).toBeLessThan(5120);
  });

  test('fits for a cluster of this library with all limits', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster', { session: new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3() }) });
    const guardrail = new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster], containers: ['app'], closedContainers: ['db'], execSwitch: ExecSwitch.KEPT_ON });
    expect(stack.resolve(guardrail.serviceControlPolicy())).toHaveProperty('Statement');
  });
});

test.each([['without references', false], ['of clusters of the app', true]])('a guardrail %s is written into the resources that hold it', (_, named) => {
  const stack = new Stack(newApp(), 'Stack', { env: ENV });
  const guardrail = new ExecGuardrail(stack, 'Guardrail', named ? { clusters: [new ExecReadyCluster(stack, 'Cluster')] } : {});
  new organizations.CfnPolicy(stack, 'ServiceControl', { name: 'Exec', type: 'SERVICE_CONTROL_POLICY', content: guardrail.serviceControlPolicy() });
  new sso.CfnPermissionSet(stack, 'Set', {
    name: 'Exec', instanceArn: 'arn:aws:sso:::instance/ssoins-1111222233334444', inlinePolicy: guardrail.permissionSetPolicy(),
  });
  const sidsLike = Match.objectLike({ Version: '2012-10-17', Statement: Match.arrayWith([Match.objectLike({ Sid: 'NoSessionsPastTheLog', Effect: 'Deny' })]) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Organizations::Policy', { Content: sidsLike });
  template.hasResourceProperties('AWS::SSO::PermissionSet', { InlinePolicy: sidsLike });
});

test('a network that sessions must come from has the endpoints for them', () => {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster');
  const vpc = new ec2.Vpc(stack, 'Offices', { subnetConfiguration: [{ name: 'desks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }], natGateways: 0 });
  const operators = new ec2.SecurityGroup(stack, 'Operators', { vpc });
  const network = new ExecOperatorNetwork(stack, 'Desk', { vpc, operators });
  new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster], networks: [network] });
  expect(Object.keys(endpointsOf(Template.fromStack(stack))).sort()).toEqual(['ecs', 'kms', 'ssmmessages']);
});

describe('what is guarded', () => {
  test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws', 'eu-west-1']])('is named in the partition %s', (partition, region) => {
    const stack = new Stack(new App(), 'Stack', { env: { ...ENV, region } });
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'C', { clusterName: 'prod', vpc: new ec2.Vpc(stack, 'V'), executeCommandConfiguration: {} });
    const document = stack.resolve(new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster] }).document) as Document;
    const resources = document.Statement.flatMap(({ Resource }) => Resource).map((resource) => text(resource).replace('{AWS::Partition}', partition));
    expect(resources).toContain(`arn:${partition}:ecs:${region}:111122223333:cluster/prod`);
    expect(resources.filter((resource) => !resource.startsWith(`arn:${partition}:`))).toEqual([]);
  });

  test.each([['sessions', 'sessions/*'], ['sessions/', 'sessions/*'], ['/', '*'], [undefined, '*']])('is all logs below the prefix %j of a bucket, and no others', (s3KeyPrefix, objects) => {
    const stack = newStack();
    const s3Bucket = s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
    const cluster = new ecs.Cluster(stack, 'Cluster', { executeCommandConfiguration: { logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { s3Bucket, s3KeyPrefix } } });
    const document = stack.resolve(new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster] }).document) as Document;
    const inBuckets = resourcesOf(document).filter((resource) => resource.includes(':s3:::logs/'));
    expect(new Set(inBuckets)).toEqual(new Set([`arn:{AWS::Partition}:s3:::logs/${objects}`]));
  });

  test('is said to be not all where the session of a cluster cannot be seen', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'C', { clusterName: 'prod', vpc: new ec2.Vpc(stack, 'V') });
    new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster] });
    expect(warningIds(stack)).toEqual(['exec-ready:importedCluster']);
    expect(warningText(stack, 'exec-ready:importedCluster')).toContain('pass its executeCommandConfiguration to Cluster.fromClusterAttributes');
  });

  test.each([
    [{ containers: ['app*'] }, 'Stack/Guardrail: "app*" is no name of a container'],
    [{ closedContainers: [''] }, 'Stack/Guardrail: "" is no name of a container'],
    [{ containers: [] }, 'Stack/Guardrail: containers is empty'],
    [{ closedContainers: [] }, 'Stack/Guardrail: closedContainers is empty'],
    [{ clusters: [] }, 'Stack/Guardrail: clusters is empty'],
    [{ networks: [] }, 'Stack/Guardrail: networks is empty'],
  ])('fails when it is unclear: %j', (props, message) => {
    expect(() => new ExecGuardrail(newStack(), 'Guardrail', props)).toThrow(message);
  });
});
