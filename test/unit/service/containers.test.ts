import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { newService, newStack, privateImage, PUBLIC_IMAGE } from '../_helpers/apps';
import { actionsOf, endpointsOf, idsOf, statementsOf, text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const ECR_ADDRESS = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1';
const WINDOWS = {
  cpu: 1024,
  memoryLimitMiB: 2048,
  runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, cpuArchitecture: ecs.CpuArchitecture.X86_64 },
};

describe('the init process', () => {
  test('is given to every Linux container, whoever added it', () => {
    const stack = newStack();
    const service = newService(stack);
    service.addContainer('Sidecar', { image: privateImage(stack) });
    service.taskDefinition.addContainer('Other', { image: privateImage(stack) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: ['app', 'Sidecar', 'Other'].map((Name) => Match.objectLike({ Name, LinuxParameters: { InitProcessEnabled: true } })),
    });
  });

  test('is added to the Linux parameters of the user', () => {
    const stack = newStack();
    const linuxParameters = new ecs.LinuxParameters(stack, 'Linux');
    linuxParameters.addCapabilities(ecs.Capability.SYS_PTRACE);
    newService(stack, { container: { image: privateImage(stack), linuxParameters } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ LinuxParameters: { InitProcessEnabled: true, Capabilities: { Add: ['SYS_PTRACE'] } } }],
    });
  });

  test('stays out when the user left it out on purpose, with a warning', () => {
    const stack = newStack();
    const linuxParameters = new ecs.LinuxParameters(stack, 'Linux', { initProcessEnabled: false });
    newService(stack, { container: { image: privateImage(stack), linuxParameters } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ LinuxParameters: { InitProcessEnabled: false } }],
    });
    expect(warningIds(stack)).toEqual(['exec-ready:noInitProcess']);
  });

  test('stays out of a container that nobody is to exec into', () => {
    const stack = newStack();
    newService(stack).addContainer('Sidecar', { image: privateImage(stack), execTarget: false });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.anyValue(), Match.objectLike({ Name: 'Sidecar', LinuxParameters: Match.absent() })],
    });
  });

  test('tells checkers which containers nobody is to exec into', () => {
    const stack = newStack();
    const service = newService(stack);
    service.addContainer('Sidecar', { image: privateImage(stack), execTarget: false });
    service.addContainer('Worker', { image: privateImage(stack) });
    service.addContainer('Proxy', { image: privateImage(stack), execTarget: false });
    Template.fromStack(stack).hasResource('AWS::ECS::TaskDefinition', { Metadata: { 'cdk-ecs-exec-ready:notExecTargets': ['Sidecar', 'Proxy'] } });
  });

  test('stays out of Windows, where the session runs PowerShell', () => {
    const stack = newStack();
    const service = newService(stack, WINDOWS);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      ContainerDefinitions: [{ LinuxParameters: Match.absent() }],
    });
    expect(text(stack.resolve(service.execCommand))).toMatch(/--command powershell\.exe$/);
  });
});

describe('a read-only root file system', () => {
  test('fails when it is asked for where sessions are to be opened', () => {
    const stack = newStack();
    expect(() => newService(stack, { container: { image: privateImage(stack), readonlyRootFilesystem: true } }))
      .toThrow('Stack/Api: the container "app" has readonlyRootFilesystem true, and the agent of ECS Exec must write');
  });

  test('fails when it is asked for a container that is added later', () => {
    const stack = newStack();
    const service = newService(stack);
    expect(() => service.addContainer('Sidecar', { image: privateImage(stack), readonlyRootFilesystem: true }))
      .toThrow('the container "Sidecar" has readonlyRootFilesystem true');
  });

  test('is kept where nobody is to exec', () => {
    const stack = newStack();
    newService(stack).addContainer('Sidecar', { image: privateImage(stack), readonlyRootFilesystem: true, execTarget: false });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.anyValue(), Match.objectLike({ Name: 'Sidecar', ReadonlyRootFilesystem: true })],
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('is warned about in a container that others added', () => {
    const stack = newStack();
    newService(stack).taskDefinition.addContainer('Sidecar', { image: privateImage(stack), readonlyRootFilesystem: true });
    expect(warningText(stack, 'exec-ready:readonlySidecar')).toContain('the container "Sidecar" has a read-only root file system');
  });
});

describe('an image', () => {
  test('fails when an isolated task cannot pull it', () => {
    const stack = newStack();
    expect(() => newService(stack, { container: { image: PUBLIC_IMAGE } }))
      .toThrow('Stack/Api: the container "app" has the image "public.ecr.aws/docker/library/alpine:3", which cannot be pulled from subnets without a way out');
  });

  test('fails when others add one that an isolated task cannot pull', () => {
    const stack = newStack();
    newService(stack).taskDefinition.addContainer('Sidecar', { image: PUBLIC_IMAGE });
    expect(() => Template.fromStack(stack)).toThrow('[Stack/Api] the container "Sidecar" has the image "public.ecr.aws/docker/library/alpine:3"');
  });

  test('is pulled by its address in private ECR, with the permission for that repository', () => {
    const stack = newStack();
    newService(stack, { container: { image: ecs.ContainerImage.fromRegistry(ECR_ADDRESS) } });
    const template = Template.fromStack(stack);
    const pull = statementsOf(template, 'ExecutionRole').map(({ Action, Resource }) => [Action, text(Resource)]);
    expect(pull).toEqual(expect.arrayContaining([
      [['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        'arn:{AWS::Partition}:ecr:eu-west-1:111122223333:repository/team/app'],
      ['ecr:GetAuthorizationToken', '*'],
    ]));
    expect(Object.keys(endpointsOf(template))).toEqual(expect.arrayContaining(['ecr.api', 'ecr.dkr', 's3']));
    expect(warningIds(stack)).toEqual([]);
  });

  test('of the app is pulled from its repository', () => {
    const stack = newStack();
    const repository = new ecr.Repository(stack, 'Repository');
    newService(stack, { container: { image: ecs.ContainerImage.fromEcrRepository(repository) } });
    expect(actionsOf(Template.fromStack(stack), 'ExecutionRole')).toContain('ecr:BatchGetImage');
  });

  test.each([
    'us-gov-west-1.amazonaws.com', 'cn-north-1.amazonaws.com.cn',
  ])('is known as private ECR in the domain %s', (domain) => {
    const stack = newStack();
    newService(stack, { container: { image: ecs.ContainerImage.fromRegistry(`111122223333.dkr.ecr.${domain}/app`) } });
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toContain('ecr.dkr');
  });

  test.each([
    '111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/app:v1', '111122223333.dkr-ecr.eu-west-1.on.aws/app:v1',
  ])('is known and granted at the address %s', (address) => {
    const stack = newStack();
    newService(stack, { container: { image: ecs.ContainerImage.fromRegistry(address) } });
    expect(actionsOf(Template.fromStack(stack), 'ExecutionRole')).toContain('ecr:BatchGetImage');
  });
});

describe('logs', () => {
  test('go where the user says', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Own');
    newService(stack, { container: { image: privateImage(stack), logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 'own' }) } });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ LogConfiguration: { Options: { 'awslogs-group': { Ref: idsOf(template, 'AWS::Logs::LogGroup', 'Own')[0] } } } }],
    });
  });

  test('of all containers share one group, each with its own prefix', () => {
    const stack = newStack();
    newService(stack).addContainer('Sidecar', { image: privateImage(stack), containerName: 'proxy' });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    const [definition] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
    const options = definition.Properties.ContainerDefinitions.map((container: any) => container.LogConfiguration.Options);
    expect(options.map((option: any) => option['awslogs-stream-prefix'])).toEqual(['app', 'proxy']);
    expect(options[1]['awslogs-group']).toEqual(options[0]['awslogs-group']);
  });

  test('through another driver need no path to CloudWatch beyond the session log', () => {
    const stack = newStack();
    const token = ecs.Secret.fromSsmParameter(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Token', { parameterName: '/token' }));
    const logging = ecs.LogDrivers.splunk({ url: 'https://logs.example.com', secretToken: token });
    newService(stack, { container: { image: privateImage(stack), logging } });
    expect(endpointsOf(Template.fromStack(stack)).logs).toEqual(['ECS Exec: session log in CloudWatch Logs']);
  });
});

test('static credentials in the environment are warned about by name', () => {
  const stack = newStack();
  newService(stack, { container: { image: privateImage(stack), environment: { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_REGION: 'eu-west-1' } } });
  expect(warningText(stack, 'exec-ready:staticCredentials')).toContain('has AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY in its environment');
});

test('a container has the name that the user gives it', () => {
  const stack = newStack();
  const service = newService(stack, { container: { image: privateImage(stack), containerName: 'web' } });
  expect(text(stack.resolve(service.execCommand))).toContain('--container web ');
});
