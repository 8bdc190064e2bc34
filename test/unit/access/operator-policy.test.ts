import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Call, Keys } from './_helpers/requests';
import { answerTo, Deployed, parsed } from './_helpers/requests';
import { ExecReadyCluster, ReadinessReport } from '../../../src';
import { ExecGuardrail } from '../../../src/access/exec-guardrail';
import { ExecOperatorPolicy } from '../../../src/access/exec-operator-policy';
import { newService, newStack, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const newRole = (stack: Stack, id = 'Operators') => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });

const ARN = 'arn:aws:ecs:eu-west-1:111122223333:';
const exec = (cluster: string, service: string, keys: Keys = {}): Call => ({
  action: 'ecs:ExecuteCommand',
  on: [[`${ARN}cluster/${cluster}`], [`${ARN}task/${cluster}/1`, { 'aws:ResourceTag/aws:ecs:serviceName': service }]],
  keys: { 'ecs:container-name': 'app', ...keys },
});

describe('ExecOperatorPolicy', () => {
  test('makes nothing by itself', () => {
    const stack = newStack();
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    policy.attachTo(newRole(stack));
    expect(policy.managedPolicies).toEqual([]);
    expect(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).toEqual({});
  });

  test.each<[string, object]>([['no feature flags', {}], ['the recommended ones', RECOMMENDED_FLAGS]])('says in every form what was granted, and no more, with %s', (_, flags) => {
    const stack = newStack(flags as Record<string, unknown>);
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const [api, other] = [newService(stack, { cluster }), newService(stack, { cluster }, 'Other')];
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    const document = policy.permissionSetPolicy();
    policy.attachTo(newRole(stack));
    expect(api.grants.exec(policy).success).toBe(true);
    const template = Template.fromStack(stack);
    const deployed = new Deployed(template);
    const [name, service] = [deployed.id('AWS::ECS::Cluster'), deployed.id('AWS::ECS::Service', 'Api')];
    [deployed.policiesOf('Operators'), [parsed(deployed.value(stack.resolve(document)))]].forEach((policies) => {
      expect(answerTo(exec(name, service), policies)).toBe('yes');
      expect(answerTo(exec(name, deployed.id('AWS::ECS::Service', 'Other')), policies)).toBe('no');
      expect(answerTo(exec('other', service), policies)).toBe('no');
      expect(answerTo({ action: 'ssm:StartSession', on: [[`${ARN}task/${name}/1`]] }, policies)).toBe('no');
      expect(answerTo({ action: 'kms:GenerateDataKey', on: [[deployed.arn('AWS::KMS::Key')]] }, policies)).toBe('yes');
      expect(answerTo({ action: 'kms:Decrypt', on: [[deployed.arn('AWS::KMS::Key')]] }, policies)).toBe('no');
    });
    expect(other.service.node.path).toBe('Stack/Other/Service');
    expect(warningIds(stack)).toEqual([]);
  });

  test('says once what several grants have in common', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    ['Api', 'Web', 'Jobs'].forEach((id) => newService(stack, { cluster }, id).grants.exec(policy));
    const statements = (stack.resolve(policy.document) as { Statement: { Action: unknown }[] }).Statement;
    expect(statements.map(({ Action }) => Action).sort()).toEqual([
      ...Array(3).fill(['ecs:DescribeTasks', 'ecs:ExecuteCommand']), 'ecs:ExecuteCommand', 'ecs:ListTasks', 'kms:GenerateDataKey',
    ].sort());
  });

  test('goes on in another managed policy when one is full, which is attached as well', () => {
    const stack = newStack();
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    policy.attachTo(newRole(stack));
    [...Array(60).keys()].forEach((index) => policy.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${'bucket-'.repeat(12)}${index}/*`],
    })));
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(policies).toHaveLength(policy.managedPolicies.length);
    expect(policies.length).toBeGreaterThan(1);
    policies.forEach(({ Properties }) => {
      expect(JSON.stringify(Properties.PolicyDocument).length).toBeLessThanOrEqual(6144);
      expect(Properties.Roles).toEqual([{ Ref: expect.stringContaining('Operators') as string }]);
    });
    expect(policies.flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: unknown[] }).Statement)).toHaveLength(60);
  });

  test('fails at synthesis when it is too large for a permission set', () => {
    const stack = newStack();
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    const document = policy.permissionSetPolicy();
    [...Array(90).keys()].forEach((index) => policy.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${'bucket-'.repeat(12)}${index}/*`],
    })));
    expect(() => stack.resolve(document) as unknown).toThrow(/Stack\/OnCall: the inline policy of a permission set has \d+ characters, and AWS takes no more than 10240/);
  });

  test('fails when statements are added to the document of a permission set, which would not be in it', () => {
    const policy = new ExecOperatorPolicy(newStack(), 'OnCall');
    const document = policy.permissionSetPolicy();
    expect(() => document.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })))
      .toThrow('Stack/OnCall: the statement {"Action":"s3:GetObject","Effect":"Allow","Resource":"*"} would not be in the policy of the permission set, which says what was granted; '
        + 'add it with grantPrincipal.addToPrincipalPolicy()');
    expect(() => document.addStatements()).not.toThrow();
  });

  test('brings its guardrail along', () => {
    const stack = newStack();
    const guardrail = new ExecGuardrail(stack, 'Guardrail', { closedContainers: ['payments'] });
    const policy = new ExecOperatorPolicy(stack, 'OnCall', { guardrail });
    const api = newService(stack);
    api.grants.exec(policy);
    policy.attachTo(newRole(stack));
    const document = policy.permissionSetPolicy();
    const deployed = new Deployed(Template.fromStack(stack));
    const [name, service] = [deployed.id('AWS::ECS::Cluster'), deployed.id('AWS::ECS::Service')];
    [deployed.policiesOf('Operators'), [parsed(deployed.value(stack.resolve(document)))]].forEach((policies) => {
      expect(answerTo(exec(name, service), policies)).toBe('yes');
      expect(answerTo(exec(name, service, { 'ecs:container-name': 'payments' }), policies)).toBe('no');
    });
    expect(text((stack.resolve(policy.document) as { Statement: { Sid?: string }[] }).Statement.at(-1)!.Sid)).toBe('NoForgedSessionLogs');
  });

  test('takes grants that policies of resources have no say in', () => {
    const stack = newStack();
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    expect(new s3.Bucket(stack, 'Files').grantRead(policy).success).toBe(true);
  });

  test('can be waited for', () => {
    const stack = newStack();
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    policy.attachTo(newRole(stack));
    const later = new ec2.CfnEIP(stack, 'Later');
    newService(stack).grants.exec(policy).applyBefore(later);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::EC2::EIP').Later.DependsOn)).toContain('OnCallPolicy');
  });

  test('fails where a policy of a resource would have to name it', () => {
    const stack = newStack();
    const policy = new ExecOperatorPolicy(stack, 'OnCall');
    new kms.Key(stack, 'Key').addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [policy.grantPrincipal] }));
    expect(() => Template.fromStack(stack)).toThrow('Stack/OnCall: the policy of a resource must name who may use it, and a policy is nobody');
  });

  test.each<[string, object]>([['no feature flags', {}], ['the recommended ones', RECOMMENDED_FLAGS]])('leaves a service ready, with %s', (_, flags) => {
    const stack = newStack(flags as Record<string, unknown>);
    const api = newService(stack);
    const policy = new ExecOperatorPolicy(stack, 'OnCall', { guardrail: new ExecGuardrail(stack, 'Guardrail', { clusters: [api.service.cluster] }) });
    api.grants.exec(policy);
    policy.attachTo(newRole(stack));
    const report = ReadinessReport.ofStack(stack);
    expect(report.findings).toEqual([]);
    expect(report.services.map(({ verdict, unknowns }) => [verdict, unknowns])).toEqual([['ready', []]]);
  });
});
