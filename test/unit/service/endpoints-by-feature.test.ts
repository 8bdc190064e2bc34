import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { ExecReadyService, ExecReadyServiceProps } from '../../../src';
import { ExecEndpointSource, ExecNetwork, ReadinessReport } from '../../../src';
import { ENV, newApp, newService, privateImage } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';

type Reasons = Record<string, string[]>;

/** What the smallest service reaches. */
const SMALLEST: Reasons = {
  'ssmmessages': ['ECS Exec: the channel between the agent and Session Manager'],
  'ecr.api': ['image pull from Amazon ECR: authorization'],
  'ecr.dkr': ['image pull from Amazon ECR: manifests'],
  's3': ['image pull from Amazon ECR: layers'],
  'logs': ['ECS Exec: session log in CloudWatch Logs', 'application logs through the awslogs driver'],
  'kms': ['ECS Exec: session encryption'],
};

/** A folder of an image. Nothing builds it. */
function imageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(folder, 'image.tar'), '');
  return folder;
}

function sidecar(repository: string): (service: ExecReadyService) => void {
  return (service) => {
    const image = ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(service, 'Sidecar', repository), 'v1');
    service.addContainer('sidecar', { image });
  };
}

function filesOf(stack: Stack): s3.IBucket {
  return stack.node.tryFindChild('Files') as s3.IBucket | undefined ?? s3.Bucket.fromBucketName(stack, 'Files', 'files');
}

interface Feature {
  readonly props?: (stack: Stack) => Partial<ExecReadyServiceProps>;
  readonly later?: (service: ExecReadyService) => void;
  /** Beyond those of the smallest service. */
  readonly adds?: Reasons;
}

function pulling(imageOf: (stack: Stack) => ecs.ContainerImage): Feature {
  return { props: (stack) => ({ container: { image: imageOf(stack) } }) };
}

function efs(): ecs.Volume {
  return { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0', transitEncryption: 'ENABLED' } };
}

const PASSWORD = (stack: Stack) => ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Password', 'password'));
const SETTING = (stack: Stack) => ecs.Secret.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, 'Setting', '/app/setting'));

const FEATURES: Record<string, Feature> = {
  'an image in Amazon ECR of this account': pulling(privateImage),
  'an image in Amazon ECR of another account': pulling((stack) => {
    const repositoryArn = `arn:aws:ecr:${ENV.region}:444455556666:repository/app`;
    return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryAttributes(stack, 'Other', { repositoryArn, repositoryName: 'app' }), 'v1');
  }),
  'an image that the app builds': pulling(() => ecs.ContainerImage.fromAsset(imageFolder())),
  'an image that is built elsewhere in the app': pulling((stack) => ecs.ContainerImage.fromDockerImageAsset(new DockerImageAsset(stack, 'Asset', { directory: imageFolder() }))),
  'an image from an archive': pulling(() => ecs.ContainerImage.fromTarball(join(imageFolder(), 'image.tar'))),
  'a secret': {
    props: (stack) => ({ container: { image: privateImage(stack), secrets: { PASSWORD: PASSWORD(stack) } } }),
    adds: { secretsmanager: ['secrets of AWS Secrets Manager'] },
  },
  'a parameter': {
    props: (stack) => ({ container: { image: privateImage(stack), secrets: { SETTING: SETTING(stack) } } }),
    adds: { ssm: ['parameters of AWS Systems Manager'] },
  },
  'an environment file': {
    props: (stack) => ({
      container: { image: privateImage(stack), environmentFiles: [ecs.EnvironmentFile.fromBucket(filesOf(stack), 'app.env')] },
    }),
    adds: { s3: ['environment files'] },
  },
  'a file system of Amazon EFS, which is mounted at addresses of the VPC': { props: () => ({ volumes: [efs()] }) },
  'a file system of Amazon EFS that is added later': { later: ({ taskDefinition }) => taskDefinition.addVolume(efs()) },
  'the AWS X-Ray daemon': { later: sidecar('mirror/aws-xray-daemon'), adds: { xray: ['traces of the AWS X-Ray daemon'] } },
  'the AWS Distro for OpenTelemetry': {
    later: sidecar('aws-otel-collector'),
    adds: {
      logs: ['metrics of the AWS Distro for OpenTelemetry, in log events'],
      xray: ['traces of the AWS Distro for OpenTelemetry'],
      monitoring: ['metrics of the AWS Distro for OpenTelemetry'],
    },
  },
  'a sidecar with a name like that of one of AWS': { later: sidecar('aws-xray-daemon-dashboard') },
  'task scale-in protection': {
    later: ({ taskDefinition }) => taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'], resources: ['*'] })),
    adds: { ecs: ['task scale-in protection'] },
  },
  'task scale-in protection that is denied': {
    later: ({ taskDefinition }) => taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY, actions: ['ecs:UpdateTaskProtection'], resources: ['*'],
    })),
  },
  'an empty policy beside the task role': { later: ({ taskRole }) => void new iam.Policy(taskRole as iam.Role, 'Empty') },
  'Service Connect, whose proxy Fargate manages': {
    props: (stack) => ({
      container: { image: privateImage(stack), portMappings: [{ containerPort: 8080, name: 'http' }] },
      serviceConnectConfiguration: { namespace: 'internal', services: [{ portMappingName: 'http' }] },
    }),
  },
};

function vpcOf(stack: Stack, subnetType: ec2.SubnetType): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Tasks', subnetType }, ...subnetType === ec2.SubnetType.PRIVATE_ISOLATED ? [] : [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }]],
  });
}

type Place = (stack: Stack) => ExecNetwork;

const PLACES: Record<string, Place> = {
  'isolated subnets': (stack) => ExecNetwork.existing({ vpc: vpcOf(stack, ec2.SubnetType.PRIVATE_ISOLATED) }),
  'isolated subnets that have some of the endpoints': (stack) => {
    const vpc = vpcOf(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    vpc.addGatewayEndpoint('Files', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    vpc.addInterfaceEndpoint('Secrets', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
    return ExecNetwork.existing({ vpc });
  },
  'a new isolated VPC with IPv6': () => ExecNetwork.isolated({ ipProtocol: ec2.IpProtocol.DUAL_STACK }),
  'private subnets': (stack) => ExecNetwork.existing({ vpc: vpcOf(stack, ec2.SubnetType.PRIVATE_WITH_EGRESS) }),
  'a new VPC with NAT and all endpoints': () => ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate() }),
  'a new VPC with NAT and endpoints for images': () => ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate({ services: ['ecr', 's3'] }) }),
  'a new public VPC': () => ExecNetwork.public(),
};

function stackWith({ props, later }: Feature, place: Place): Stack {
  const stack = new Stack(newApp(), 'Stack', { env: ENV });
  const network = place(stack);
  const service = newService(stack, { network, ...props?.(stack) });
  later?.(service);
  return stack;
}

function endpointsWith(feature: Feature, place: Place): Record<string, unknown> {
  const names = Object.entries(endpointsOf(Template.fromStack(stackWith(feature, place))));
  return Object.fromEntries(names.map(([name, reasons]) => [name.replace(`com.amazonaws.${ENV.region}.`, ''), reasons]));
}

function withMore(adds: Reasons): Reasons {
  const all = Object.keys({ ...SMALLEST, ...adds });
  return Object.fromEntries(all.map((name) => [name, [...SMALLEST[name] ?? [], ...adds[name] ?? []].sort()]));
}

describe.each(Object.entries(FEATURES))('with %s, a service', (_, feature) => {
  test.each(['isolated subnets', 'a new isolated VPC with IPv6', 'a new VPC with NAT and all endpoints'])('has exactly the endpoints it uses, in %s', (place) => {
    expect(endpointsWith(feature, PLACES[place])).toEqual(withMore(feature.adds ?? {}));
  });

  test.each(['private subnets', 'a new public VPC'])('has no endpoint, in %s', (place) => {
    expect(endpointsWith(feature, PLACES[place])).toEqual({});
  });

  test.each(Object.entries(PLACES))('is found ready, in %s', (__, place) => {
    const { services } = ReadinessReport.ofApp(stackWith(feature, place).node.root as App);
    expect(services.map(({ verdict, findings, unknowns }) => ({ verdict, findings, unknowns }))).toEqual([{ verdict: 'ready', findings: [], unknowns: [] }]);
  });
});
