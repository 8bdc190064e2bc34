import { App, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { changed, says } from './_judge';
import { allow, att, inline, policy, publicFargate, ref, sub } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady, task } from './_task';
import { ManagedVolumes } from '../../../../src/readiness/private/rules/managed-volumes';
import { ReadinessReport } from '../../../../src/readiness/readiness-report';

const PLACE = 'Service.VolumeConfigurations';
const ROLE = att('Volumes', 'Arn');
const POLICY = sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes');
const trusting = (Service: string, more: object = {}) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, ...more });
const launched = (...names: string[]) => names.map((Name) => ({ Name, ConfiguredAtLaunch: true }));
const configured = (Name: unknown, more: object = {}) => ({ Name, ManagedEBSVolume: { RoleArn: ROLE, SizeInGiB: 10, ...more } });
const volumes = (Volumes: object[], VolumeConfigurations: unknown, declared?: object) =>
  says(ManagedVolumes, withRole({}, { Volumes }, { VolumeConfigurations }, declared));

/** A service with a volume, and the role that it is made with. */
function withRole(role: object, properties: object = { Volumes: launched('data') }, service: object = { VolumeConfigurations: [configured('data')] }, declared?: object) {
  const template = task({ task: properties, service, parameters: declared });
  template.Resources.Volumes = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('ecs.amazonaws.com'), ManagedPolicyArns: [POLICY], ...role } };
  return template;
}

describe('ManagedVolumes', () => {
  test('is silent about a volume that is configured', () => {
    expect(saysOfReady(ManagedVolumes)).toEqual([]);
    expect(volumes(launched('data'), [configured('data')])).toEqual([]);
    expect(volumes(launched('data'), [configured('data', { SizeInGiB: undefined, SnapshotId: 'snap-1' })])).toEqual([]);
    expect(volumes([{ Name: 'scratch' }], undefined)).toEqual([]);
  });

  test('is broken by a volume that is not configured', () => {
    expect(volumes(launched('data'), undefined)).toEqual([`error ${PLACE}`]);
    expect(volumes(launched('data'), { 'Fn::If': ['Kept', [configured('data')], ref('AWS::NoValue')] })).toEqual([`unknown ${PLACE}`]);
    expect(volumes([{ Name: 'data', ConfiguredAtLaunch: ref('Flag') }], undefined, parameters('Flag'))).toEqual([]);
  });

  test('is broken by a volume that the task does not have, or not at launch', () => {
    expect(volumes([], [configured('data')])).toEqual([`error ${PLACE}.0.Name`]);
    expect(volumes([{ Name: 'data' }], [configured('data')])).toEqual(['error Task.Volumes.0.ConfiguredAtLaunch']);
    expect(volumes([{ Name: ref('Name') }], [configured('data')], parameters('Name'))).toEqual([]);
  });

  test('is broken without a role, and without a size', () => {
    expect(volumes(launched('data'), [configured('data', { RoleArn: undefined })])).toEqual([`error ${PLACE}.0.ManagedEBSVolume.RoleArn`]);
    expect(volumes(launched('data'), [configured('data', { SizeInGiB: undefined })])).toEqual([`error ${PLACE}.0.ManagedEBSVolume.SizeInGiB`]);
  });

  test('is broken by two volumes', () => {
    expect(volumes(launched('data', 'more'), [configured('data')])).toEqual(['error Task.Volumes.1.ConfiguredAtLaunch']);
  });

  test('knows that a rule cannot configure a volume', () => {
    expect(says(ManagedVolumes, changed(publicFargate, ({ Service, Task }) => {
      Task.Properties.Volumes = launched('data');
      Service.Type = 'AWS::Events::Rule';
      Service.Properties = { Targets: [{ Id: 'a', Arn: ref('Cluster'), EcsParameters: { TaskDefinitionArn: ref('Task') } }] };
    }))).toEqual(['error Service.Targets.0.EcsParameters.VolumeConfigurations']);
  });

  describe('the role that a volume is made with', () => {
    const own = (...statements: unknown[]) => ({ ManagedPolicyArns: undefined, Policies: [inline('volumes', ...statements)] });

    test('is enough with what it takes to make and attach a volume', () => {
      expect(says(ManagedVolumes, withRole(own(allow('ec2:*'))))).toEqual([]);
      const managed = (kind: string) => ({ Condition: { StringEquals: { [`aws:${kind}/AmazonECSManaged`]: 'true' } } });
      expect(says(ManagedVolumes, withRole(own(
        allow('ec2:CreateVolume', 'arn:aws:ec2:*:*:volume/*', managed('RequestTag')), allow('ec2:AttachVolume', 'arn:aws:ec2:*:*:volume/*', managed('ResourceTag')),
      )))).toEqual([]);
    });

    test('is broken where ECS may not assume it', () => {
      const template = withRole({ AssumeRolePolicyDocument: trusting('ecs-tasks.amazonaws.com') });
      expect(says(ManagedVolumes, template)).toEqual(['error Volumes.AssumeRolePolicyDocument']);
      expect(tells(ManagedVolumes, template)[0]).toContain('ECS may not assume role Volumes to make the volume');
    });

    test('is broken where it allows nothing, or too little', () => {
      expect(says(ManagedVolumes, withRole({ ManagedPolicyArns: undefined }))).toEqual(['error Volumes']);
      expect(says(ManagedVolumes, withRole(own(allow('ec2:CreateVolume'))))).toEqual(['error Volumes']);
      expect(says(ManagedVolumes, withRole(own(allow(['ec2:CreateVolume', 'ec2:AttachVolume'], 'arn:aws:ec2:*:*:instance/*')))))
        .toEqual(['error Volumes.Policies.0.PolicyDocument.Statement.0.Resource']);
    });

    test('is not known where it is elsewhere, or under a condition', () => {
      expect(says(ManagedVolumes, withRole({}, undefined, { VolumeConfigurations: [configured('data', { RoleArn: 'arn:aws:iam::111111111111:role/volumes' })] })))
        .toEqual([`unknown ${PLACE}.0.ManagedEBSVolume.RoleArn`]);
      expect(says(ManagedVolumes, withRole({ AssumeRolePolicyDocument: trusting('ecs.amazonaws.com', { Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } }) })))
        .toEqual(['unknown Volumes.AssumeRolePolicyDocument']);
      expect(says(ManagedVolumes, withRole(own(allow('ec2:*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } })))))
        .toEqual(['unknown Volumes.Policies.0.PolicyDocument.Statement.0']);
    });

    test('is silent about what the CDK makes', () => {
      const stack = new Stack(new App(), 'Stack');
      const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) });
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
      const container = taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27') });
      const volume = new ecs.ServiceManagedVolume(stack, 'Data', { name: 'data', managedEBSVolume: { size: Size.gibibytes(10) } });
      volume.mountIn(container, { containerPath: '/data', readOnly: false });
      taskDefinition.addVolume(volume);
      new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, enableExecuteCommand: true, minHealthyPercent: 100 }).addVolume(volume);
      const [{ findings, unknowns }] = ReadinessReport.ofStack(stack).services;
      expect(findings.filter(({ rule }) => rule === 'ManagedVolumes')).toEqual([]);
      expect(unknowns.filter(({ resource }) => /Data|EBSRole|Volume/.test(resource))).toEqual([]);
    });
  });
});
