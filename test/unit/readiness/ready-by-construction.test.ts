import { Stack, type App, type Environment } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ExecNetwork, ExecReadyCluster, ExecReadyService, ExecSession, SessionLog, type ExecReadyServiceProps } from '../../../src';
import { ReadinessReport } from '../../../src/readiness/readiness-report';
import { newApp, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';

/** Where the stacks go; nowhere in particular is one of them. */
const PLACES: Readonly<Record<string, Environment | undefined>> = {
  'any account and region': undefined,
  'a commercial region': { account: '111122223333', region: 'eu-west-1' },
  'China': { account: '111122223333', region: 'cn-north-1' },
  'GovCloud': { account: '111122223333', region: 'us-gov-west-1' },
};

type Network = (scope: Stack) => Pick<ExecReadyServiceProps, 'network'> & { readonly image?: ecs.ContainerImage; readonly pinned?: boolean };

const NETWORKS: Readonly<Record<string, Network>> = {
  'a new isolated VPC': () => ({}),
  'private subnets behind NAT': (scope) => ({ network: ExecNetwork.existing({ vpc: vpcOf(scope, {}) }), image: PUBLIC_IMAGE }),
  'public subnets': (scope) => ({
    network: ExecNetwork.existing({ vpc: vpcOf(scope, { natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] }) }),
    image: PUBLIC_IMAGE,
  }),
  'isolated subnets of a VPC of the app': (scope) => ({
    network: ExecNetwork.existing({ vpc: vpcOf(scope, { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] }) }),
  }),
};

const SESSIONS: Readonly<Record<string, (scope: Stack) => ExecSession | undefined>> = {
  'the default session': () => undefined,
  'a session kept for a year': (scope) => new ExecSession(scope, 'Session', { log: SessionLog.toCloudWatch({ retention: logs.RetentionDays.ONE_YEAR }) }),
};

function vpcOf(scope: Stack, props: ec2.VpcProps): ec2.Vpc {
  return new ec2.Vpc(scope, 'Net', { maxAzs: 2, restrictDefaultSecurityGroup: false, ...props });
}

function privateImage(scope: Stack): ecs.ContainerImage {
  return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(scope, 'Images', 'app'), 'v1');
}

/** What is not simply ready, as `id: verdict`, each finding and each unknown. */
function flaws(app: App): string[] {
  const { services } = ReadinessReport.ofApp(app);
  expect(services.length).toBeGreaterThan(0);
  return services.flatMap(({ id, exec, verdict, findings, unknowns }) => [
    ...exec === 'on' && verdict === 'ready' ? [] : [`${id}: ${exec} ${verdict}`],
    ...findings.map(({ rule, resource, path, cause }) => `${rule} ${resource} ${path}: ${cause}`),
    ...unknowns.map(({ hop, resource, reason }) => `${hop} ${resource}: ${reason}`),
  ]);
}

function stackIn(app: App, env?: Environment, id = 'Stack'): Stack {
  return new Stack(app, id, { env });
}

describe.each(Object.entries(PLACES))('in %s', (_, env) => {
  describe.each(Object.entries(NETWORKS))('in %s', (__, network) => {
    test.each(Object.entries(SESSIONS))('with %s, a service is ready', (___, session) => {
      const app = newApp();
      const stack = stackIn(app, env);
      const { image = privateImage(stack), ...props } = network(stack);
      const sessionOf = session(stack);
      const cluster = sessionOf && new ExecReadyCluster(stack, 'Cluster', { session: sessionOf, vpc: props.network?.bind(stack).vpc });
      new ExecReadyService(stack, 'Api', { container: { image }, ...cluster ? { cluster } : {}, ...props });
      expect(flaws(app)).toEqual([]);
    });
  });
});

/** What teams do with a service. */
const USES: Readonly<Record<string, (stack: Stack) => void>> = {
  'on ARM64': (stack) => {
    new ExecReadyService(stack, 'Api', {
      container: { image: privateImage(stack) },
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
    });
  },
  'with secrets and parameters': (stack) => {
    new ExecReadyService(stack, 'Api', {
      container: {
        image: privateImage(stack),
        secrets: {
          PASSWORD: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Password', 'password')),
          OWN: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Own', {
            encryptionKey: new kms.Key(stack, 'OwnKey', { enableKeyRotation: true }),
            generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'field' },
          }), 'field'),
          SETTING: ecs.Secret.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, 'Setting', '/app/setting')),
        },
      },
    });
  },
  'with a sidecar that nobody is to exec into': (stack) => {
    const api = new ExecReadyService(stack, 'Api', { container: { image: privateImage(stack) } });
    api.addContainer('proxy', { image: privateImageAgain(stack), readonlyRootFilesystem: true, execTarget: false });
  },
  'behind a load balancer': (stack) => {
    const api = new ExecReadyService(stack, 'Api', { container: { image: privateImage(stack), portMappings: [{ containerPort: 8080 }] } });
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: api.vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    balancer.addListener('Http', { port: 80, open: false }).addTargets('Api', { port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, targets: [api] });
  },
  'with operators': (stack) => {
    const api = new ExecReadyService(stack, 'Api', { container: { image: privateImage(stack) } });
    api.grants.exec(new iam.Role(stack, 'OnCall', { assumedBy: new iam.AccountRootPrincipal() }));
    api.grants.exec(new iam.User(stack, 'Person'));
    api.grants.exec(new iam.Group(stack, 'Group'));
  },
  'beside another one in the same VPC and cluster': (stack) => {
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const image = privateImage(stack);
    for (const id of ['A', 'B']) {
      new ExecReadyService(stack, id, { cluster, container: { image } });
    }
  },
};

function privateImageAgain(scope: Stack): ecs.ContainerImage {
  return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(scope, 'ProxyImages', 'proxy'), 'v1');
}

describe.each([['no feature flags', {}], ['the flags of a new app', RECOMMENDED_FLAGS]])('with %s', (_, flags) => {
  test.each(Object.entries(USES))('a service %s is ready', (__, use) => {
    const app = newApp(flags);
    use(stackIn(app));
    expect(flaws(app)).toEqual([]);
  });
});

test('services in stacks of their own that share a cluster and its VPC are ready', () => {
  const app = newApp(RECOMMENDED_FLAGS);
  const cluster = new ExecReadyCluster(stackIn(app, undefined, 'Shared'), 'Cluster');
  for (const id of ['Orders', 'Prices']) {
    const stack = stackIn(app, undefined, id);
    new ExecReadyService(stack, 'Api', { cluster, container: { image: privateImage(stack) } });
  }
  expect(flaws(app)).toEqual([]);
});
