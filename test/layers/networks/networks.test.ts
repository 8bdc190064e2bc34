import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { addNetworks } from '../../../examples/networks/networks';
import { ReadinessReport } from '../../../lib';
import { Emulator } from '../emulator/emulator';

const EXAMPLE = join(__dirname, '../../../examples/networks');
const REGIONS = ['us-east-1', 'cn-north-1', 'us-gov-west-1'];
const FLAGS = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;
const CONTEXTS: [string, Record<string, unknown>][] = [['no feature flags', {}], ['the recommended feature flags', FLAGS]];

/** What a service with an image in Amazon ECR and an encrypted, logged session uses. */
const SERVICE = ['ecr.api', 'ecr.dkr', 'kms', 'logs', 's3', 'ssmmessages'];

/** The endpoints that each stack with a VPC makes. */
const ENDPOINTS: Record<string, string[]> = {
  Isolated: SERVICE,
  Egress: [],
  Public: [],
  Thrifty: ['ecr.api', 'ecr.dkr', 'logs', 's3'],
  Shared: SERVICE,
  Offices: ['ecs', 'kms', 'ssmmessages'],
};

function newApp(context: Record<string, unknown>): App {
  const app = new App({ context });
  addNetworks(app);
  return app;
}

describe('a service in every kind of network', () => {
  test.each(CONTEXTS)('has no finding of cfn-lint in any partition with %s', (_, context) => {
    const templates = newApp(context).synth().stacks.map(({ templateFullPath }) => templateFullPath);
    const lint = spawnSync('cfn-lint', ['--regions', ...REGIONS, '--', ...templates], { encoding: 'utf8' });

    expect(templates.length).toBeGreaterThan(6);
    expect(lint.error).toBeUndefined();
    expect(lint.stdout).toBe('');
    expect(lint.status).toBe(0);
  });

  test.each(CONTEXTS)('is ready with %s', (_, context) => {
    const report = ReadinessReport.ofApp(newApp(context));

    expect(report.findings).toEqual([]);
    expect(report.services.map(({ stack, verdict }) => `${stack} ${verdict}`).sort()).toEqual(
      ['Isolated', 'Egress', 'Public', 'Thrifty', 'Orders', 'Billing'].map((stack) => `${stack} ready`).sort());
  });
});

interface Resources {
  readonly StackResources: { readonly ResourceType: string; readonly PhysicalResourceId: string }[];
}

interface Endpoint {
  readonly ServiceName: string;
  readonly PrivateDnsEnabled?: boolean;
  readonly VpcEndpointType: string;
}

interface Service {
  readonly enableExecuteCommand: boolean;
  readonly networkConfiguration: { readonly awsvpcConfiguration: { readonly assignPublicIp: string } };
}

describe('on the local AWS', () => {
  const region = 'us-east-1';
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await Emulator.start();
    const output = ['--output', mkdtempSync(join(tmpdir(), 'networks-'))];
    await emulator.cdk(region, EXAMPLE, 'bootstrap', ...output);
    await emulator.cdk(region, EXAMPLE, 'deploy', '--all', '--require-approval', 'never', '--method=direct', ...output);
  });

  afterAll(async () => emulator.stop());

  test.each(Object.entries(ENDPOINTS))('the VPC of %s has exactly the endpoints that are used', async (stack, services) => {
    const { StackResources } = await emulator.aws<Resources>(region, 'cloudformation', 'describe-stack-resources', '--stack-name', stack);
    const [vpc] = StackResources.filter(({ ResourceType }) => ResourceType === 'AWS::EC2::VPC').map(({ PhysicalResourceId }) => PhysicalResourceId);
    const { VpcEndpoints } = await emulator.aws<{ VpcEndpoints: Endpoint[] }>(region, 'ec2', 'describe-vpc-endpoints', '--filters', `Name=vpc-id,Values=${vpc}`);

    expect(vpc).toMatch(/^vpc-/);
    expect(VpcEndpoints.map(({ ServiceName }) => ServiceName.replace(`com.amazonaws.${region}.`, '')).sort()).toEqual(services);
    expect(VpcEndpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface').every(({ PrivateDnsEnabled }) => PrivateDnsEnabled)).toBe(true);
  });

  test.each(['Isolated', 'Egress', 'Public', 'Thrifty', 'Orders', 'Billing'])('the service of %s has exec on', async (stack) => {
    const { StackResources } = await emulator.aws<Resources>(region, 'cloudformation', 'describe-stack-resources', '--stack-name', stack);
    const [arn] = StackResources.filter(({ ResourceType }) => ResourceType === 'AWS::ECS::Service').map(({ PhysicalResourceId }) => PhysicalResourceId);
    const cluster = arn.split('/').at(-2)!;
    const { services: [service] } = await emulator.aws<{ services: Service[] }>(
      region, 'ecs', 'describe-services', '--cluster', cluster, '--services', arn);

    expect(service.enableExecuteCommand).toBe(true);
    expect(service.networkConfiguration.awsvpcConfiguration.assignPublicIp).toBe(stack === 'Public' ? 'ENABLED' : 'DISABLED');
  });
});
