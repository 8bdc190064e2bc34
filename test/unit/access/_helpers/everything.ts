import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Size, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as sso from 'aws-cdk-lib/aws-sso';
import type { ExecCapacity as Capacity } from '../../../../src';
import {
  DiagnosticTask, ExecAudit, ExecCapacity, ExecGrants, ExecGuardrail, ExecOperatorNetwork, ExecOperatorPolicy, ExecReadyCluster, ExecReadyDaemon,
  ExecSession, ExecTrail, ExternalInstances, SessionLog,
} from '../../../../src';
import { ENV, newApp, newService, privateImage, PUBLIC_IMAGE } from '../../_helpers/apps';
import { addRule, addSchedule, addStateMachine, newTask } from '../../service/_tasks';

const EXAMPLES = join(__dirname, '../../../../examples');

/** The templates of the examples, by their paths. */
export function exampleTemplates(): [string, unknown][] {
  const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json') && statSync(join(EXAMPLES, file)).isFile());
  const contents = files.sort().map((file): [string, unknown] => [file, JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8'))]);
  return contents.filter(([, content]) => typeof content === 'object' && content !== null && 'Resources' in content);
}

const role = (stack: Stack, id: string) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });

/** All that this library allows anybody, as far as one app can ask for it. */
const MAKERS: Readonly<Record<string, (stack: Stack) => void>> = {
  'grants': (stack) => {
    const cluster = new ExecReadyCluster(stack, 'Cluster', { session: new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3({}, { prefix: 'sessions' }) }) });
    const api = newService(stack, { cluster });
    Tags.of(api).add('env', 'test');
    const vpc = new ec2.Vpc(stack, 'Offices', { restrictDefaultSecurityGroup: false });
    const from = new ExecOperatorNetwork(stack, 'Desk', { vpc, operators: new ec2.BastionHostLinux(stack, 'Bastion', { vpc }) });
    const guardrail = new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster], networks: [from], closedContainers: ['payments'] });
    const policy = new ExecOperatorPolicy(stack, 'OnCall', { guardrail });
    const task = newTask(stack, { cluster });
    [api.grants, ExecGrants.fromCluster(cluster), task.grants].forEach((grants, index) => {
      grants.exec(role(stack, `Operator${index}`), { from, containers: ['app'], requireMfa: true, principalTags: { team: 'orders' } });
      grants.exec(role(stack, `Visitor${index}`), { tasks: ['1a2b'], sourceIps: ['203.0.113.0/24'] });
      grants.exec(policy);
      grants.readSessionLogs(role(stack, `Auditor${index}`));
    });
    api.grants.exec(role(stack, 'Tagged'), { tags: { env: 'test' } });
    api.grants.deployer(role(stack, 'Pipeline'), [new iam.Role(stack, 'Volumes', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com') })]);
    task.grants.run(role(stack, 'Runner'));
    policy.attachTo(role(stack, 'Emergency'));
    new sso.CfnPermissionSet(stack, 'Set', { name: 'OnCall', instanceArn: 'arn:aws:sso:::instance/ssoins-1111222233334444', inlinePolicy: policy.permissionSetPolicy() });
  },
  'audit': (stack) => {
    const { cluster } = newService(stack);
    new ExecAudit(stack, 'Audit', { trail: ExecTrail.create(), clusters: [cluster] }).replaceTasks();
  },
  'audit of all clusters': (stack) => void new ExecAudit(stack, 'Audit').replaceTasks(),
  'tasks': (stack) => {
    const task = newTask(stack);
    addRule(task);
    addSchedule(task);
    addStateMachine(task);
    new DiagnosticTask(stack, 'Look', { service: newService(stack), image: privateImage(stack) });
  },
  'daemon': (stack) => {
    const daemon = new ExecReadyDaemon(stack, 'Agent', { container: { image: privateImage(stack) } });
    daemon.grants.exec(role(stack, 'Operator'));
    daemon.grants.readSessionLogs(role(stack, 'Auditor'));
  },
  'values': (stack) => {
    const bucket = new s3.Bucket(stack, 'Settings');
    const secrets = {
      PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret')),
      TOKEN: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'app/token')),
      SETTING: ecs.Secret.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, 'Setting', '/app/setting')),
    };
    const api = newService(stack, { container: { image: privateImage(stack), secrets, environmentFiles: [ecs.EnvironmentFile.fromBucket(bucket, 'app.env')] } });
    api.endpoints.restrict();
  },
  'volume': (stack) => {
    const api = newService(stack);
    const volume = new ecs.ServiceManagedVolume(stack, 'Data', { name: 'data', managedEBSVolume: { size: Size.gibibytes(20) } });
    api.taskDefinition.addVolume(volume);
    api.service.addVolume(volume);
    volume.mountIn(api.container, { containerPath: '/data', readOnly: false });
  },
  'machines': (stack) => {
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    ExternalInstances.of(cluster);
    newService(stack, { cluster, capacity: ExecCapacity.external(), container: { image: PUBLIC_IMAGE } });
  },
  ...Object.fromEntries(Object.entries<() => Capacity>({
    fargate: () => ExecCapacity.fargate(),
    spot: () => ExecCapacity.fargateSpot(),
    ec2: () => ExecCapacity.ec2(),
    managed: () => ExecCapacity.managedInstances(),
  }).map(([name, capacity]) => [name, (stack: Stack) => void newService(stack, { capacity: capacity() })])),
  ...Object.fromEntries(Object.entries<() => SessionLog>({
    bucket: () => SessionLog.toS3(), folder: () => SessionLog.toS3({ prefix: 'sessions' }), group: () => SessionLog.toCloudWatch(),
  }).map(([name, log]) => [`session in a ${name}`, (stack: Stack) => void newService(stack, {
    cluster: new ExecReadyCluster(stack, 'Cluster', { session: new ExecSession(stack, 'Session', { log: log() }) }),
  })])),
};

/** The templates of those, by what they are about. */
export function madeTemplates(): [string, unknown][] {
  return Object.entries(MAKERS).flatMap(([name, make]) => {
    const app: App = newApp();
    make(new Stack(app, 'Stack', { env: ENV }));
    return app.node.findAll().filter(Stack.isStack).map((stack): [string, unknown] => [stack.node.path === 'Stack' ? name : `${name}/${stack.node.path}`, Template.fromStack(stack).toJSON()]);
  });
}
