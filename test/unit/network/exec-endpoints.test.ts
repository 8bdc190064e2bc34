import { Aspects, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ExecEndpoints, ExecReadyCluster } from '../../../src';
import { newApp, newService, newStack, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { idsOf } from '../_helpers/templates';
import { warningsOf } from '../_helpers/warnings';

const TEAM = { Tags: Match.arrayWith([{ Key: 'team', Value: 'orders' }]) };

describe('ExecEndpoints', () => {
  test('is one per VPC', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    expect(ExecEndpoints.of(vpc)).toBe(ExecEndpoints.of(vpc));
    expect(ExecEndpoints.of(vpc)).not.toBe(ExecEndpoints.of(new ec2.Vpc(stack, 'Other')));
  });

  test('is one per stage for an imported VPC', () => {
    const app = newApp();
    const of = (id: string) => ExecEndpoints.of(ec2.Vpc.fromVpcAttributes(new Stack(new Stage(app, id), 'Stack'), 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'],
    }));
    expect(of('Beta')).not.toBe(of('Prod'));
  });

  test('is what a service has', () => {
    const service = newService(newStack());
    expect(service.endpoints).toBe(ExecEndpoints.of(service.vpc));
  });

  test('makes nothing in a VPC that no service uses', () => {
    const stack = newStack();
    ExecEndpoints.of(new ec2.Vpc(stack, 'Vpc'));
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });
});

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('tags with %s', (_, context) => {
  test('of the stack reach the endpoints and their security group', () => {
    const stack = newStack(context);
    Tags.of(stack.node.root).add('team', 'orders');
    newService(stack);
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::EC2::VPCEndpoint', TEAM);
    template.allResourcesProperties('AWS::EC2::SecurityGroup', TEAM);
    template.allResourcesProperties('AWS::ECS::Service', TEAM);
  });

  test('reach an endpoint that is needed only because of an aspect', () => {
    const stack = newStack(context);
    Tags.of(stack.node.root).add('team', 'orders');
    const secret = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'));
    const service = newService(stack);
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === service) {
          service.container.addSecret('PASSWORD', secret);
        }
      },
    });
    const template = Template.fromStack(stack);
    expect(idsOf(template, 'AWS::EC2::VPCEndpoint', 'SecretsManager')).toHaveLength(1);
    template.allResourcesProperties('AWS::EC2::VPCEndpoint', TEAM);
  });
});

test('more services than a security group has rules for are warned about', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc });
  const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  const [taskRole, executionRole] = [role('Task'), role('Execution')];
  Array.from({ length: 61 }, (_, index) => newService(stack, { cluster, taskRole, executionRole }, `Api${index}`));
  expect(warningsOf(stack)).toEqual([{
    id: 'exec-ready:manyConsumers', path: '/Stack/Vpc/ExecEndpoints', text: expect.stringContaining('more than 60 services use the endpoints of this VPC'),
  }]);
});

test('what depends on the endpoints comes after them', () => {
  const stack = newStack();
  new ec2.CfnEIP(stack, 'Later').node.addDependency(newService(stack).endpoints);
  const template = Template.fromStack(stack);
  expect(template.findResources('AWS::EC2::EIP').Later.DependsOn).toEqual(expect.arrayContaining(idsOf(template, 'AWS::EC2::VPCEndpoint')));
});
