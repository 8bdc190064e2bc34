import { Aspects, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { IConstruct } from 'constructs';
import type { ExecReadyService } from '../../../src';
import { newService, newStack, privateImage, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { endpointsOf, idsOf } from '../_helpers/templates';

const SECRETS = 'secrets of AWS Secrets Manager';
const PARAMETERS = 'parameters of AWS Systems Manager';

type SecretOf = (stack: Stack) => ecs.Secret;

const newSecret: SecretOf = (stack) => ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'));
const newParameter: SecretOf = (stack) => ecs.Secret.fromSsmParameter(new ssm.StringParameter(stack, 'Parameter', { stringValue: 'value' }));
const importedSecret: SecretOf = (stack) =>
  ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'password'));
const importedParameter: SecretOf = (stack) =>
  ecs.Secret.fromSsmParameter(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/password' }));

/** What is reached beside the endpoints of the smallest service. */
function added(stack: Stack): Record<string, unknown> {
  const { secretsmanager: secrets, ssm: parameters } = endpointsOf(Template.fromStack(stack));
  return { ...secrets ? { secrets } : {}, ...parameters ? { parameters } : {} };
}

function serviceWith(stack: Stack, secret: ecs.Secret): ExecReadyService {
  return newService(stack, { container: { image: privateImage(stack), secrets: { PASSWORD: secret } } });
}

/** What an aspect does to every construct of a class, at the default priority. */
function whenVisiting<T extends IConstruct>(scope: IConstruct, type: new (...args: never[]) => T, action: (construct: T) => void): void {
  const done = new Set<IConstruct>();
  Aspects.of(scope).add({
    visit: (node) => {
      if (node instanceof type && !done.has(node)) {
        done.add(node);
        action(node);
      }
    },
  });
}

describe('a secret', () => {
  test.each<[string, SecretOf, object]>([
    ['a secret of the app', newSecret, { secrets: [SECRETS] }],
    ['an imported secret', importedSecret, { secrets: [SECRETS] }],
    ['a parameter of the app', newParameter, { parameters: [PARAMETERS] }],
    ['an imported parameter', importedParameter, { parameters: [PARAMETERS] }],
  ])('brings the endpoint of its own kind, for %s', (_, secret, expected) => {
    const stack = newStack();
    serviceWith(stack, secret(stack));
    expect(added(stack)).toEqual(expected);
  });

  test('is granted to the execution role, not to the application', () => {
    const stack = newStack();
    serviceWith(stack, newSecret(stack));
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    const readers = Object.keys(policies).filter((id) => JSON.stringify(policies[id]).includes('secretsmanager:GetSecretValue'));
    expect(readers).toEqual([expect.stringContaining('ApiExecutionRole')]);
  });

  test('brings both endpoints when its origin cannot be told', () => {
    const stack = newStack();
    const service = newService(stack);
    const arn = new ssm.CfnParameter(stack, 'Arn', { type: 'String', value: 'value' }).attrValue;
    service.container.addSecret('PASSWORD', { arn, grantRead: () => undefined as never } as unknown as ecs.Secret);
    expect(Object.keys(added(stack))).toEqual(expect.arrayContaining(['parameters']));
  });

  test.each([
    ['the name of a parameter', 'password', ['parameters']],
    ['an ARN of another service', 'arn:aws:other:eu-west-1:111122223333:thing', ['secrets', 'parameters']],
  ])('is told by its text, for %s', (_, arn, expected) => {
    const stack = newStack();
    newService(stack).container.addSecret('PASSWORD', { arn, grantRead: () => undefined as never } as unknown as ecs.Secret);
    expect(Object.keys(added(stack))).toEqual(expected);
  });
});

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('what is added later, with %s', (_, context) => {
  const late: [string, (service: ExecReadyService, secret: ecs.Secret) => void][] = [
    ['service.addContainer', (service, PASSWORD) => void service.addContainer('Sidecar', { image: privateImage(service), secrets: { PASSWORD } })],
    ['taskDefinition.addContainer', (service, PASSWORD) =>
      void service.taskDefinition.addContainer('Sidecar', { image: privateImage(service), secrets: { PASSWORD } })],
    ['container.addSecret', (service, secret) => service.container.addSecret('PASSWORD', secret)],
    ['an aspect that visits the service', (service, secret) =>
      whenVisiting(service, service.constructor as never, () => service.container.addSecret('PASSWORD', secret))],
    ['an aspect that visits the task definition', (service, PASSWORD) => whenVisiting(service, ecs.FargateTaskDefinition,
      (definition) => void definition.addContainer('Sidecar', { image: privateImage(service), secrets: { PASSWORD } }))],
    ['an aspect that visits the container', (service, secret) =>
      whenVisiting(service, ecs.ContainerDefinition, (container) => container.addSecret('PASSWORD', secret))],
  ];

  test.each(late)('brings the endpoint for a secret, by %s', (_name, add) => {
    const stack = newStack(context);
    const secret = newSecret(stack);
    add(newService(stack), secret);
    expect(added(stack)).toEqual({ secrets: [SECRETS] });
  });

  test.each(late)('is opened before the first task starts, by %s', (_name, add) => {
    const stack = newStack(context);
    const secret = newSecret(stack);
    add(newService(stack), secret);
    const template = Template.fromStack(stack);
    const [service] = idsOf(template, 'AWS::ECS::Service');
    const { DependsOn } = template.findResources('AWS::ECS::Service')[service];
    expect(DependsOn).toEqual(expect.arrayContaining(idsOf(template, 'AWS::EC2::VPCEndpoint', 'SecretsManager')));
    expect(idsOf(template, 'AWS::EC2::VPCEndpoint', 'SecretsManager')).toHaveLength(1);
  });
});

describe('a container', () => {
  test('reaches S3 for its environment files, besides image layers', () => {
    const stack = newStack();
    const environmentFiles = [ecs.EnvironmentFile.fromBucket(new s3.Bucket(stack, 'Bucket'), 'app.env')];
    newService(stack, { container: { image: privateImage(stack), environmentFiles } });
    expect(endpointsOf(Template.fromStack(stack)).s3).toEqual(['environment files', 'image pull from Amazon ECR: layers']);
  });

  test('reaches Secrets Manager for the credentials of its registry', () => {
    const stack = newStack();
    const credentials = new secretsmanager.Secret(stack, 'Credentials');
    const image = ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:v1', { credentials });
    newService(stack, { container: { image } });
    expect(added(stack)).toEqual({ secrets: ['registry credentials'] });
  });

  test('reaches Secrets Manager for the secret options of its log driver', () => {
    const stack = newStack();
    const logging = ecs.LogDrivers.splunk({ url: 'https://logs.example.com', secretToken: newSecret(stack) });
    newService(stack, { container: { image: privateImage(stack), logging } });
    expect(Object.keys(added(stack))).toEqual(['secrets']);
  });

  test('shares the endpoints with the others of its task', () => {
    const stack = newStack();
    const secret = newSecret(stack);
    serviceWith(stack, secret).addContainer('Sidecar', { image: privateImage(stack), secrets: { PASSWORD: secret } });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 7);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });
});

describe('ExecReadyService.endpoints', () => {
  test('lists each endpoint after synthesis, with the features that need it', () => {
    const stack = newStack();
    const service = serviceWith(stack, newSecret(stack));
    expect(service.endpoints.endpoints).toEqual([]);
    Template.fromStack(stack);
    const found = service.endpoints.endpoints.map(({ service: name, reasons }) => [name, reasons]);
    expect(found).toContainEqual(['secretsmanager', [SECRETS]]);
    expect(found).toContainEqual(['logs', ['ECS Exec: session log in CloudWatch Logs', 'application logs through the awslogs driver']]);
    expect(found.map(([name]) => name)).toEqual(['ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs', 'kms', 'secretsmanager']);
  });

  test('hands out the endpoint itself', () => {
    const stack = newStack();
    const service = newService(stack);
    const template = Template.fromStack(stack);
    const [{ endpoint }] = service.endpoints.endpoints;
    expect(stack.resolve(endpoint.vpcEndpointId)).toEqual({ Ref: idsOf(template, 'AWS::EC2::VPCEndpoint', 'SsmMessages')[0] });
  });
});
