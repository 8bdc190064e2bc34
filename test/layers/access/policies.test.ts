import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import * as sso from 'aws-cdk-lib/aws-sso';
import {
  ExecGrants, ExecGuardrail, ExecOperatorNetwork, ExecOperatorPolicy, ExecReadyCluster, ExecReadyService, ExecSession, ExecSwitch, SessionLog,
} from '../../../lib';

const REGIONS = ['us-east-1', 'cn-north-1', 'us-gov-west-1'];
const FLAGS = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;

/** Every statement that access to sessions is made of, in every kind of policy. */
function synthesise(context: Record<string, unknown>): string {
  const app = new App({ context });
  const stack = new Stack(app, 'Access');
  const session = new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3({}, { prefix: 'sessions' }) });
  const cluster = new ExecReadyCluster(stack, 'Cluster', { session });
  const image = ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'app'), 'v1');
  const api = new ExecReadyService(stack, 'Api', { cluster, container: { image } });
  const vpc = new ec2.Vpc(stack, 'Offices', { restrictDefaultSecurityGroup: false });
  const desk = new ExecOperatorNetwork(stack, 'Desk', { vpc, operators: new ec2.BastionHostLinux(stack, 'Bastion', { vpc }) });
  const guardrail = new ExecGuardrail(stack, 'Guardrail', {
    clusters: [cluster], networks: [desk], containers: ['app'], closedContainers: ['db'], execSwitch: ExecSwitch.UNTOUCHED,
  });
  const role = new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
  new ExecGuardrail(stack, 'Everywhere').attachTo(role);
  const policy = new ExecOperatorPolicy(stack, 'Policy', { guardrail });
  policy.attachTo(role);
  api.grants.exec(policy, {
    from: desk, requireMfa: true, containers: ['app'], tasks: ['1a2b'], notBefore: '2026-11-25T08:00:00Z', principalTags: { team: 'orders' },
  });
  api.grants.readSessionLogs(policy);
  api.grants.deployer(policy);
  ExecGrants.fromCluster(cluster).exec(policy, { sourceIps: ['203.0.113.0/24'] });
  new sso.CfnPermissionSet(stack, 'PermissionSet', {
    instanceArn: 'arn:aws:sso:::instance/ssoins-1111222233334444', name: 'Operators', inlinePolicy: policy.permissionSetPolicy(),
  });
  new organizations.CfnPolicy(stack, 'ServiceControl', {
    name: 'Guardrail', type: 'SERVICE_CONTROL_POLICY', content: guardrail.serviceControlPolicy({ pipelines: ['arn:*:iam::*:role/deploy'] }),
  });
  return app.synth().getStackByName('Access').templateFullPath;
}

test.each([['no feature flags', {}], ['the recommended feature flags', FLAGS]])('no policy has a finding of cfn-lint in any partition with %s', (_, context) => {
  const lint = spawnSync('cfn-lint', ['--regions', ...REGIONS, '--', synthesise(context)], { encoding: 'utf8' });

  expect(lint.error).toBeUndefined();
  expect(lint.stdout).toBe('');
  expect(lint.status).toBe(0);
});
