import type { App, Stack } from 'aws-cdk-lib';
import { Aws, CfnParameter, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { ExecReadyServiceProps } from '../../../src';
import { ExecAudit, ExecCapacity, ExecNetwork, ExecReadyCluster, ExecSession, SessionLog } from '../../../src';
import { EcsHostImage } from '../../../src/capacity/host-image';
import type { WarningId } from '../../../src/private/warnings';
import { newService, newStack, privateImage, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { warningsOf } from '../_helpers/warnings';
import { newTask } from '../service/_tasks';

/** Instead of the 60 of AWS, for 61 services take long to make. */
const RULES = 2;

jest.mock('../../../src/private/exec-facts', () => ({
  ...jest.requireActual<object>('../../../src/private/exec-facts'), SECURITY_GROUP_RULES: 2,
}));

const ROLE_ARN = 'arn:aws:iam::111122223333:role/own';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888';

function vpcOf(stack: Stack, subnetType = ec2.SubnetType.PRIVATE_ISOLATED): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { natGateways: 0, restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'Only', subnetType }] });
}

function withContainer(stack: Stack, container: Partial<ExecReadyServiceProps['container']>): void {
  newService(stack, { container: { image: privateImage(stack), ...container } });
}

function withSecurityGroup(stack: Stack): void {
  const vpc = vpcOf(stack);
  const securityGroups = [new ec2.SecurityGroup(stack, 'Closed', { vpc, allowAllOutbound: false })];
  newService(stack, { network: ExecNetwork.existing({ vpc }), securityGroups });
}

function manyServices(stack: Stack, count = RULES + 1): void {
  const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc: vpcOf(stack) });
  const [taskRole, executionRole] = ['Task', 'Execution'].map((id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
  Array.from({ length: count }, (_, index) => newService(stack, { cluster, taskRole, executionRole }, `Api${index}`));
}

function importedVpc(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-0123456789abcdef0'],
  });
}

function sharedRole(stack: Stack): void {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  newService(stack, { taskRole: role, executionRole: role });
}

function customServers(stack: Stack): void {
  const vpc = vpcOf(stack);
  const { ref } = new ec2.CfnDHCPOptions(stack, 'Options', { domainNameServers: ['10.0.0.53'] });
  new ec2.CfnVPCDHCPOptionsAssociation(stack, 'Association', { vpcId: vpc.vpcId, dhcpOptionsId: ref });
  newService(stack, { network: ExecNetwork.existing({ vpc }) });
}

function nameless(stack: Stack): void {
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const serviceName = `com.amazonaws.${Aws.REGION}.ssmmessages`;
  new ec2.CfnVPCEndpoint(stack, 'Own', { vpcId: vpc.vpcId, vpcEndpointType: 'Interface', privateDnsEnabled: false, serviceName });
  newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
}

function oneOfTwoZones(stack: Stack): void {
  const vpc = vpcOf(stack);
  vpc.addInterfaceEndpoint('Own', { service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES, subnets: { subnets: [vpc.isolatedSubnets[0]] } });
  newService(stack, { network: ExecNetwork.existing({ vpc }) });
}

function instancesInOneOfTwoZones(stack: Stack): void {
  const vpc = vpcOf(stack);
  const network = ExecNetwork.existing({ vpc, subnets: { subnets: [vpc.isolatedSubnets[0]] } });
  newService(stack, { network: ExecNetwork.existing({ vpc }), capacity: ExecCapacity.ec2({ network }) });
}

/** What raises each warning, and nothing but that one. */
const CAUSES: Record<WarningId, (stack: Stack) => unknown> = {
  asynchronousPlacement: (stack) => newTask(stack, { capacity: ExecCapacity.ec2({ minCapacity: 1 }) }),
  importedBucket: (stack) => new ExecSession(stack, 'Session', { log: SessionLog.toS3({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'sessions') }) }),
  externalInstances: (stack) => newService(stack, { capacity: ExecCapacity.external() }),
  importedCluster: (stack) => newService(stack, { cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: vpcOf(stack) }) }),
  importedExecutionRole: (stack) => newService(stack, { executionRole: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN) }),
  importedKey: (stack) => new ExecSession(stack, 'Session', { key: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }),
  importedLogGroup: (stack) => new ExecSession(stack, 'Session', {
    log: SessionLog.toCloudWatch({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Log', '/sessions') }),
  }),
  importedTaskRole: (stack) => newService(stack, { taskRole: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN) }),
  manyConsumers: (stack) => manyServices(stack),
  noCredentialRoute: (stack) => newService(stack, {
    networkMode: ecs.NetworkMode.NAT,
    capacity: ExecCapacity.ec2({ image: EcsHostImage.windowsServer2022Core() }),
    container: { image: privateImage(stack), cpu: 256, memoryLimitMiB: 512, command: ['app.exe'] },
  }).taskDefinition.addContainer('Sidecar', { image: privateImage(stack), cpu: 128, memoryLimitMiB: 128 }),
  noInitProcess: (stack) => withContainer(stack, { linuxParameters: new ecs.LinuxParameters(stack, 'Linux', { initProcessEnabled: false }) }),
  plainCluster: (stack) => newService(stack, { cluster: new ecs.Cluster(stack, 'Cluster', { vpc: vpcOf(stack) }) }),
  unmaintainedHostImage: (stack) => newService(stack, { capacity: ExecCapacity.ec2({ image: EcsHostImage.amazonLinux2() }) }),
  readonlySidecar: (stack) => newService(stack).taskDefinition.addContainer('Sidecar', { image: privateImage(stack), readonlyRootFilesystem: true }),
  restrictedEgress: withSecurityGroup,
  sharedPidNamespace: (stack) => newService(stack, {
    pidMode: ecs.PidMode.TASK, runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
  }),
  sharedRole,
  staticCredentials: (stack) => withContainer(stack, { environment: { AWS_ACCESS_KEY_ID: 'id' } }),
  unchangedOperator: (stack) => newService(stack).grants.exec(new iam.ServicePrincipal('lambda.amazonaws.com')),
  unknownEgress: (stack) => newService(stack, { network: ExecNetwork.existing({ vpc: vpcOf(stack, ec2.SubnetType.PRIVATE_WITH_EGRESS) }) }),
  unknownImage: (stack) => withContainer(stack, { image: ecs.ContainerImage.fromRegistry(new CfnParameter(stack, 'Image').valueAsString) }),
  unknownLogDestination: (stack) => withContainer(stack, {
    logging: new ecs.GenericLogDriver({ logDriver: 'splunk', options: { 'splunk-url': 'https://splunk.example.com:8088' } }),
  }),
  unseenCapacityProviders: (stack) => newService(stack, {
    capacity: ExecCapacity.fargateSpot(),
    cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: vpcOf(stack), executeCommandConfiguration: {} }),
  }),
  unseenComputeEnvironment: (stack) => newTask(stack).toBatchContainer('Job'),
  unseenEndpoints: (stack) => newService(stack, { network: ExecNetwork.existing({ vpc: importedVpc(stack) }) }),
  customDnsServers: customServers,
  customHostImage: (stack) => newService(stack, {
    capacity: ExecCapacity.ec2({
      image: EcsHostImage.custom(ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-0123456789abcdef0' })), instanceTypes: [new ec2.InstanceType('m7g.large')],
    }),
  }),
  importedVolumeKey: (stack) => newService(stack, { capacity: ExecCapacity.ec2({ volumeKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }) }),
  largeTask: (stack) => newService(stack, { capacity: ExecCapacity.ec2(), memoryLimitMiB: 7680 }),
  privateDnsOff: nameless,
  unseenTrail: (stack) => new ExecAudit(stack, 'Audit'),
  zoneWithoutEndpoint: oneOfTwoZones,
  zoneWithoutInstances: instancesInOneOfTwoZones,
};

const IDS = Object.keys(CAUSES) as WarningId[];

describe.each(IDS)('the warning exec-ready:%s', (name) => {
  const id = `exec-ready:${name}`;
  const reason = 'it is meant to be so';

  test('is raised once, and alone, and says in one line what to do', () => {
    const stack = newStack();
    CAUSES[name](stack);
    (stack.node.root as App).synth();
    expect(warningsOf(stack)).toEqual([{ id, path: expect.any(String), text: expect.stringMatching(/^\S.*\S; \S.*[^.\s]$|: \{"Action".*\}$/) }]);
  });

  test('is silent when its stack acknowledges it beforehand', () => {
    const stack = newStack();
    Validations.of(stack).acknowledge({ id, reason });
    CAUSES[name](stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is silent when its stack acknowledges it afterwards', () => {
    const stack = newStack();
    CAUSES[name](stack);
    Validations.of(stack).acknowledge({ id, reason });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is silent when the construct that raises it acknowledges it', () => {
    const probe = newStack();
    CAUSES[name](probe);
    const [{ path }] = warningsOf(probe);
    const stack = newStack();
    CAUSES[name](stack);
    const raising = path.split('/').slice(2).reduce((scope, child) => scope.node.findChild(child), stack as IConstruct);
    Validations.of(raising).acknowledge({ id, reason });
    expect(warningsOf(stack)).toEqual([]);
  });
});

test('the warning exec-ready:manyConsumers is not raised while there is a rule for each service', () => {
  const stack = newStack();
  manyServices(stack, RULES);
  expect(warningsOf(stack)).toEqual([]);
});

describe('a warning', () => {
  const id = 'exec-ready:unseenEndpoints';

  test.each([`annotation::${id}`, `Annotation::${id}`])('is acknowledged by its qualified id %s as well', (acknowledged) => {
    const stack = newStack();
    Validations.of(stack).acknowledge({ id: acknowledged, reason: 'the endpoints are there' });
    CAUSES.unseenEndpoints(stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is silent when the app acknowledges it', () => {
    const stack = newStack();
    Validations.of(stack.node.root).acknowledge({ id, reason: 'the endpoints are there' });
    CAUSES.unseenEndpoints(stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is heard when another one is acknowledged', () => {
    const stack = newStack();
    Validations.of(stack).acknowledge({ id: 'exec-ready:unknownEgress', reason: 'there is a way out' });
    CAUSES.unseenEndpoints(stack);
    expect(warningsOf(stack)).toHaveLength(1);
  });

  test('is raised once in an app with the recommended feature flags', () => {
    const stack = newStack({ ...RECOMMENDED_FLAGS, '@aws-cdk/core:annotationsInValidationReport': false });
    CAUSES.unseenEndpoints(stack);
    expect(warningsOf(stack)).toHaveLength(1);
  });
});
