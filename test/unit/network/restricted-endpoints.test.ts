import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ISOLATED, vpcOf } from './_variants';
import { ExecEndpoints, ExecEndpointSource, ExecNetwork, ReadinessReport } from '../../../src';
import { newApp, newService, newStack, privateImage, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { text } from '../_helpers/templates';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements of each endpoint, by the last part of its name; undefined for an open one. */
function policiesOf(stack: Stack): Record<string, Statement[] | undefined> {
  const endpoints = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint')) as { Properties: Record<string, unknown> }[];
  return Object.fromEntries(endpoints.map(({ Properties }) => [
    text(Properties.ServiceName).replace('com.amazonaws.{AWS::Region}.', ''), (Properties.PolicyDocument as { Statement: Statement[] } | undefined)?.Statement,
  ]));
}

function actionsOf(statements: Statement[] | undefined): string[] | undefined {
  return statements?.flatMap(({ Action }) => Action).sort();
}

function withValues(stack: Stack) {
  const secrets = {
    PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret')),
    SETTING: ecs.Secret.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, 'Setting', '/app/setting')),
  };
  return newService(stack, { container: { image: privateImage(stack), secrets } });
}

describe('restricted endpoints', () => {
  test('let through what the features of their services call', () => {
    const stack = newStack();
    withValues(stack).endpoints.restrict();
    const policies = policiesOf(stack);
    expect(Object.fromEntries(Object.entries(policies).map(([service, statements]) => [service, actionsOf(statements)]))).toEqual({
      'ssmmessages': ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
      'ecr.api': ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'],
      'ecr.dkr': ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'],
      's3': ['s3:GetObject'],
      'logs': ['logs:CreateLogStream', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      'kms': ['kms:Decrypt', 'kms:GenerateDataKey'],
      'secretsmanager': ['secretsmanager:GetSecretValue'],
      'ssm': ['ssm:GetParameters'],
    });
  });

  test('let in principals of the account, and whoever has the signed address of an image layer', () => {
    const stack = newStack();
    withValues(stack).endpoints.restrict();
    const { s3: layers, ...others } = policiesOf(stack);
    expect(Object.values(others).flat().map((statement) => statement?.Condition)).toEqual(
      Object.keys(others).map(() => ({ StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } })),
    );
    expect(layers!.map(({ Resource, Condition }) => [text(Resource), Condition])).toEqual([
      ['arn:{AWS::Partition}:s3:::prod-{AWS::Region}-starport-layer-bucket/*', undefined],
    ]);
  });

  test('let session logs be written to a bucket, by principals of the account', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
    const bucket = new s3.Bucket(stack, 'Bucket');
    const executeCommandConfiguration = { logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { s3Bucket: bucket } };
    newService(stack, { cluster: new ecs.Cluster(stack, 'Cluster', { vpc, executeCommandConfiguration }) });
    ExecEndpoints.of(vpc).restrict();
    const statements = policiesOf(stack).s3!;
    expect(statements).toHaveLength(2);
    expect(statements[1]).toMatchObject({
      Action: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration', 's3:GetObject', 's3:PutObject'],
      Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('let through what the user allows', () => {
    const stack = newStack();
    const { endpoints } = newService(stack);
    endpoints.restrict();
    endpoints.allow('s3', new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::orders'] }));
    expect(actionsOf(policiesOf(stack).s3)).toEqual(['s3:GetObject', 's3:ListBucket']);
  });

  test('leave the endpoints alone that were there before', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
    vpc.addInterfaceEndpoint('Own', { service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES });
    newService(stack, { network: ExecNetwork.existing({ vpc }) }).endpoints.restrict();
    expect(policiesOf(stack).ssmmessages).toBeUndefined();
  });

  test('fail when a statement has no principal', () => {
    const { endpoints } = newService(newStack());
    expect(() => endpoints.allow('s3', new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: ['*'] })))
      .toThrow('Stack/Api/Vpc/ExecEndpoints: the statement for "s3" has no principal, and the policy of an endpoint must name one; pass principals');
  });

  test.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('are ready, with %s', (_, context) => {
    const app = newApp(context);
    withValues(new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } })).endpoints.restrict();
    const { services } = ReadinessReport.ofApp(app);
    expect(services.flatMap(({ verdict, findings, unknowns }) => [verdict, ...findings.map(({ rule, cause }) => `${rule}: ${cause}`), ...unknowns.map(({ reason }) => reason)]))
      .toEqual(['ready']);
  });
});

test('endpoints are open unless they are restricted', () => {
  const stack = newStack();
  newService(stack).endpoints.allow('s3', new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['s3:ListBucket'], resources: ['*'] }));
  Template.fromStack(stack).allResourcesProperties('AWS::EC2::VPCEndpoint', { PolicyDocument: Match.absent() });
});

describe('ExecEndpoints.endpointZones', () => {
  test('counts interface endpoints by zone, and no gateway', () => {
    const stack = newStack();
    const { endpoints } = newService(stack, { network: ExecNetwork.isolated({ maxAzs: 2 }) });
    expect(endpoints.endpointZones).toBe(0);
    Template.fromStack(stack);
    expect(endpoints.endpointZones).toBe(10);
  });

  test('counts what is made and not what was there', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
    vpc.addInterfaceEndpoint('Own', { service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES });
    const { endpoints } = newService(stack, { network: ExecNetwork.existing({ vpc }) });
    Template.fromStack(stack);
    expect(endpoints.endpointZones).toBe(8);
  });

  test('is 0 where only the gateway is made', () => {
    const stack = newStack();
    const { endpoints } = newService(stack, { network: ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate({ services: ['s3'] }) }) });
    Template.fromStack(stack);
    expect([endpoints.endpointZones, endpoints.endpoints.map(({ service }) => service)]).toEqual([0, ['s3']]);
  });
});
