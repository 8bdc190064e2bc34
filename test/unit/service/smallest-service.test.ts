import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newService, newStack } from '../_helpers/apps';
import { actionsOf, endpointsOf, idsOf, statementsOf, text } from '../_helpers/templates';

describe('the smallest service', () => {
  let template: Template;

  beforeAll(() => {
    const stack = newStack();
    newService(stack);
    template = Template.fromStack(stack);
  });

  describe('its network', () => {
    test('has two isolated subnets and no way out', () => {
      template.resourceCountIs('AWS::EC2::Subnet', 2);
      template.allResourcesProperties('AWS::EC2::Subnet', { Tags: Match.arrayWith([{ Key: 'aws-cdk:subnet-type', Value: 'Isolated' }]) });
      ['AWS::EC2::NatGateway', 'AWS::EC2::InternetGateway', 'AWS::EC2::Route'].forEach((type) => template.resourceCountIs(type, 0));
    });

    test('resolves the private names of the endpoints', () => {
      template.hasResourceProperties('AWS::EC2::VPC', { EnableDnsHostnames: true, EnableDnsSupport: true });
    });

    test('has exactly the endpoints that the service uses, each with the features that need it', () => {
      expect(endpointsOf(template)).toEqual({
        'ssmmessages': ['ECS Exec: the channel between the agent and Session Manager'],
        'ecr.api': ['image pull from Amazon ECR: authorization'],
        'ecr.dkr': ['image pull from Amazon ECR: manifests'],
        's3': ['image pull from Amazon ECR: layers'],
        'logs': ['ECS Exec: session log in CloudWatch Logs', 'application logs through the awslogs driver'],
        'kms': ['ECS Exec: session encryption'],
      });
    });

    test('reaches every interface endpoint by its private name, in both zones', () => {
      const [first, second] = idsOf(template, 'AWS::EC2::Subnet');
      template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', {
        VpcEndpointType: 'Interface', PrivateDnsEnabled: true, SubnetIds: [{ Ref: first }, { Ref: second }],
      }, 5);
    });

    test('routes every subnet to the gateway endpoint of S3', () => {
      const tables = idsOf(template, 'AWS::EC2::RouteTable').map((id) => ({ Ref: id }));
      template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway', RouteTableIds: tables }, 1);
    });

    test('has one security group for all endpoints, which admits HTTPS from the service and nothing else', () => {
      const [group] = idsOf(template, 'AWS::EC2::SecurityGroup', 'ExecEndpoints');
      const [service] = idsOf(template, 'AWS::EC2::SecurityGroup', 'Service');
      template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { SecurityGroupIds: [{ 'Fn::GetAtt': [group, 'GroupId'] }] }, 5);
      template.hasResourceProperties('AWS::EC2::SecurityGroup', {
        GroupDescription: 'VPC endpoints of exec-ready services', SecurityGroupIngress: Match.absent(),
      });
      template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
      template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
        GroupId: { 'Fn::GetAtt': [group, 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': [service, 'GroupId'] },
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
      });
    });

    test('gives tasks no public address', () => {
      template.hasResourceProperties('AWS::ECS::Service', {
        NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
      });
    });
  });

  describe('its sessions', () => {
    test('are encrypted with a key that rotates and outlives the stack', () => {
      template.resourceCountIs('AWS::KMS::Key', 1);
      template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
      template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    });

    test('are written to an encrypted log group, and the cluster demands the encryption', () => {
      const [key] = idsOf(template, 'AWS::KMS::Key');
      const [log] = idsOf(template, 'AWS::Logs::LogGroup', 'Session');
      template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] }, RetentionInDays: 365 });
      template.hasResourceProperties('AWS::ECS::Cluster', {
        Configuration: {
          ExecuteCommandConfiguration: {
            KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
            Logging: 'OVERRIDE',
            LogConfiguration: { CloudWatchLogGroupName: { Ref: log }, CloudWatchEncryptionEnabled: true },
          },
        },
      });
    });

    test('have a key that CloudWatch Logs may use for that one log group only', () => {
      const [[, key]] = Object.entries(template.findResources('AWS::KMS::Key'));
      const [, forLogs] = key.Properties.KeyPolicy.Statement;
      const [[, log]] = Object.entries(template.findResources('AWS::Logs::LogGroup', { Properties: { KmsKeyId: Match.anyValue() } }));
      expect(key.Properties.KeyPolicy.Statement).toHaveLength(2);
      expect(text(forLogs.Principal.Service)).toBe('logs.{AWS::Region}.{AWS::URLSuffix}');
      expect(Object.keys(forLogs.Condition)).toEqual(['ArnEquals']);
      expect(text(forLogs.Condition.ArnEquals['kms:EncryptionContext:aws:logs:arn']))
        .toBe(`arn:{AWS::Partition}:logs:{AWS::Region}:{AWS::AccountId}:log-group:${text(log.Properties.LogGroupName)}`);
    });
  });

  describe('its roles', () => {
    test('give the agent the channels, the session key and the session log, and nothing else', () => {
      const [key] = idsOf(template, 'AWS::KMS::Key');
      const [log] = idsOf(template, 'AWS::Logs::LogGroup', 'Session');
      const statements = statementsOf(template, 'TaskRole').map(({ Action, Resource }) => [Action, text(Resource)]);
      expect(statements).toEqual([
        [['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], '*'],
        ['kms:Decrypt', `{Fn::GetAtt ["${key}","Arn"]}`],
        ['logs:DescribeLogGroups', '*'],
        [['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          `arn:{AWS::Partition}:logs:{AWS::Region}:{AWS::AccountId}:log-group:{${log}}:*`],
      ]);
    });

    test('let only the tasks of this account and region assume the task role', () => {
      const [role] = idsOf(template, 'AWS::IAM::Role', 'TaskRole');
      const [statement] = template.findResources('AWS::IAM::Role')[role].Properties.AssumeRolePolicyDocument.Statement;
      expect(statement.Principal).toEqual({ Service: 'ecs-tasks.amazonaws.com' });
      expect(statement.Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
      expect(text(statement.Condition.ArnLike['aws:SourceArn'])).toBe('arn:{AWS::Partition}:ecs:{AWS::Region}:{AWS::AccountId}:*');
    });

    test('keep what starts a task away from the application', () => {
      const [execution] = idsOf(template, 'AWS::IAM::Role', 'ExecutionRole');
      const [task] = idsOf(template, 'AWS::IAM::Role', 'TaskRole');
      template.hasResourceProperties('AWS::ECS::TaskDefinition', {
        ExecutionRoleArn: { 'Fn::GetAtt': [execution, 'Arn'] }, TaskRoleArn: { 'Fn::GetAtt': [task, 'Arn'] },
      });
      expect(actionsOf(template, 'ExecutionRole')).toEqual([
        'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer',
        'logs:CreateLogStream', 'logs:PutLogEvents',
      ]);
    });
  });

  describe('its tasks', () => {
    test('have exec on, on a platform version that has it', () => {
      template.hasResourceProperties('AWS::ECS::Service', { EnableExecuteCommand: true, PlatformVersion: 'LATEST', LaunchType: 'FARGATE' });
    });

    test('have an init process that reaps what sessions leave behind', () => {
      template.hasResourceProperties('AWS::ECS::TaskDefinition', {
        ContainerDefinitions: [{ Name: 'app', LinuxParameters: { InitProcessEnabled: true }, ReadonlyRootFilesystem: Match.absent() }],
      });
    });

    test('write to a log group apart from the session log, kept for a month', () => {
      const [group] = idsOf(template, 'AWS::Logs::LogGroup').filter((id) => !id.includes('Session'));
      template.resourceCountIs('AWS::Logs::LogGroup', 2);
      template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30, KmsKeyId: Match.absent() });
      template.hasResourceProperties('AWS::ECS::TaskDefinition', {
        ContainerDefinitions: [{
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: group }, 'awslogs-stream-prefix': 'app' } },
        }],
      });
    });

    test('carry the tags by which policies know them', () => {
      template.hasResourceProperties('AWS::ECS::Service', { PropagateTags: 'SERVICE', EnableECSManagedTags: true });
    });

    test('are rolled back when a deployment fails, and kept up while it runs', () => {
      template.hasResourceProperties('AWS::ECS::Service', {
        DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MinimumHealthyPercent: 100 },
      });
    });
  });

  test('tells in its outputs how a session is opened', () => {
    const outputs = Object.fromEntries(Object.values(template.findOutputs('*')).map(({ Value }) => [text(Value), true]));
    const [cluster] = idsOf(template, 'AWS::ECS::Cluster');
    const [service] = idsOf(template, 'AWS::ECS::Service');
    const where = `--region {AWS::Region} --cluster {${cluster}}`;
    const name = `{Fn::GetAtt ["${service}","Name"]}`;
    expect(Object.keys(outputs)).toEqual([
      `{${cluster}}`,
      name,
      `aws ecs execute-command ${where} --task "$(aws ecs list-tasks ${where} --service-name ${name} --desired-status RUNNING `
      + '--query \'taskArns[0]\' --output text)" --container app --interactive --command /bin/sh',
    ]);
  });

  test('hands out the line that opens a session', () => {
    const stack = newStack();
    const service = newService(stack);
    expect(text(Stack.of(service).resolve(service.execCommand))).toMatch(/^aws ecs execute-command .* --container app --interactive --command \/bin\/sh$/);
  });
});
