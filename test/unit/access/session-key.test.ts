import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ExecGrants, ExecReadyCluster } from '../../../src';
import { ENV, newApp, newStack } from '../_helpers/apps';
import { idsOf, statementsOf } from '../_helpers/templates';

const ELSEWHERE = 'arn:aws:iam::111122223333:role/operators';

const newRole = (stack: Stack) => new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });

function clusterWith(stack: Stack, kmsKey: kms.IKey): ecs.Cluster {
  return new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), executeCommandConfiguration: { kmsKey } });
}

/** What the operator may do with keys. */
function keyStatements(stack: Stack): [unknown, unknown][] {
  return statementsOf(Template.fromStack(stack), 'Operators').filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))
    .map(({ Action, Resource }) => [Action, Resource]);
}

/** What the policy of the key says about what operators do. */
function keyPolicy(stack: Stack): unknown[] {
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return (Properties.KeyPolicy.Statement as { Action: unknown }[]).filter(({ Action }) => Action === 'kms:GenerateDataKey');
}

describe('the operator may use the session key alone', () => {
  test('from another region, and its policy stays as it is', () => {
    const app = newApp();
    const [stack, people] = [['Stack', ENV.region], ['People', 'us-east-1']].map(([id, region]) =>
      new Stack(app, id, { env: { ...ENV, region }, crossRegionReferences: true }));
    ExecGrants.fromCluster(new ExecReadyCluster(stack, 'Cluster')).exec(newRole(people));
    const [[action, resource], ...others] = keyStatements(people);
    expect(others).toEqual([]);
    expect(action).toBe('kms:GenerateDataKey');
    expect(JSON.stringify(resource)).toContain('SessionKey');
    expect(keyPolicy(stack)).toEqual([]);
  });

  test('from another stack, and its policy stays as it is', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const people = new Stack(app, 'People');
    ExecGrants.fromCluster(new ExecReadyCluster(stack, 'Cluster')).exec(newRole(people));
    expect(keyStatements(people)).toEqual([['kms:GenerateDataKey', { 'Fn::ImportValue': expect.stringContaining('SessionKey') as unknown }]]);
    expect(keyPolicy(stack)).toEqual([]);
  });

  test('that is imported', () => {
    const stack = newStack();
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b';
    ExecGrants.fromCluster(clusterWith(stack, kms.Key.fromKeyArn(stack, 'Key', arn))).exec(newRole(stack));
    expect(keyStatements(stack)).toEqual([['kms:GenerateDataKey', arn]]);
  });

  test('that is behind an alias', () => {
    const stack = newStack();
    ExecGrants.fromCluster(clusterWith(stack, new kms.Key(stack, 'Key').addAlias('sessions'))).exec(newRole(stack));
    const [key] = idsOf(Template.fromStack(stack), 'AWS::KMS::Key');
    expect(keyStatements(stack)).toEqual([['kms:GenerateDataKey', { 'Fn::GetAtt': [key, 'Arn'] }]]);
  });
});

describe('the policy of the session key lets the operator in', () => {
  test('where it leaves nothing to the policies of the account', () => {
    const stack = newStack();
    const key = new kms.CfnKey(stack, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
    const role = newRole(stack);
    ExecGrants.fromCluster(clusterWith(stack, kms.Key.fromCfnKey(key))).exec(role);
    expect(keyStatements(stack)).toEqual([['kms:GenerateDataKey', { 'Fn::GetAtt': ['Key', 'Arn'] }]]);
    expect(keyPolicy(stack)).toMatchObject([{ Principal: { AWS: stack.resolve(role.roleArn) as unknown }, Resource: '*' }]);
  });

  test('whose own policies cannot be changed here', () => {
    const stack = newStack();
    ExecGrants.fromCluster(clusterWith(stack, new kms.Key(stack, 'Key'))).exec(new iam.ArnPrincipal(ELSEWHERE));
    expect(keyPolicy(stack)).toMatchObject([{ Principal: { AWS: ELSEWHERE }, Resource: '*' }]);
  });
});
