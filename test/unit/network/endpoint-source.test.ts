import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ISOLATED, vpcOf } from './_variants';
import { ExecCapacity, ExecEndpointSource, ExecNetwork } from '../../../src';
import { newService, newStack } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const ALL = ['ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs', 'kms'];

function madeWith(endpoints: ExecEndpointSource, network = ExecNetwork.egress({ endpoints })): string[] {
  const stack = newStack();
  newService(stack, { network });
  return Object.keys(endpointsOf(Template.fromStack(stack)));
}

describe('ExecEndpointSource.reuseOrCreate', () => {
  test('makes everything that is used, although there is a way out', () => {
    expect(madeWith(ExecEndpointSource.reuseOrCreate())).toEqual(ALL);
  });

  test.each([
    [['ecr', 's3'], ['ecr.api', 'ecr.dkr', 's3']],
    [['ecr.dkr'], ['ecr.dkr']],
    [['s3', 'ssmmessages', 'ssmmessages'], ['ssmmessages', 's3']],
    [['secretsmanager'], []],
    [[], []],
  ])('makes of %j only what is used', (services, made) => {
    expect(madeWith(ExecEndpointSource.reuseOrCreate({ services }))).toEqual(made);
  });

  test.each([['ecs-agent'], ['ecs-telemetry']])('makes of %j all that the agent on instances calls', (service) => {
    const stack = newStack();
    const network = ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate({ services: [service] }) });
    newService(stack, { network, capacity: ExecCapacity.ec2() });
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toEqual(['ecs', 'ecs-agent', 'ecs-telemetry']);
  });

  test('leaves nothing out where there is no other way', () => {
    const stack = newStack();
    const network = ExecNetwork.existing({ vpc: vpcOf(stack, { subnetConfiguration: ISOLATED }), endpoints: ExecEndpointSource.reuseOrCreate({ services: ['s3'] }) });
    newService(stack, { network });
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toEqual(ALL);
  });

  test('is warned about what it leaves out in an imported VPC without a way out', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
    });
    newService(stack, { network: ExecNetwork.existing({ vpc, endpoints: ExecEndpointSource.reuseOrCreate({ services: ['ecr', 's3', 'logs', 'kms'] }) }) });
    expect(warningText(stack, 'exec-ready:unseenEndpoints')).toContain('whether the imported VPC has endpoints for ssmmessages;');
  });

  test('fails when a name is none of an endpoint that a service can use', () => {
    expect(() => ExecEndpointSource.reuseOrCreate({ services: ['s3', 'lambda', 'ECR'] })).toThrow(
      'ExecEndpointSource: no service uses endpoints for ["lambda","ECR"]; choose among ecr, ssmmessages, ecr.api, ecr.dkr, s3',
    );
  });
});

describe('ExecEndpointSource.declared', () => {
  test('takes ecr for both endpoints of Amazon ECR, and is believed of endpoints that no service uses', () => {
    const stack = newStack();
    const endpoints = ExecEndpointSource.declared({ services: ['ssmmessages', 'ecr', 's3', 'logs', 'kms', 'lambda'] });
    newService(stack, { network: ExecNetwork.existing({ vpc: vpcOf(stack, { subnetConfiguration: ISOLATED }), endpoints }) });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expect(warningIds(stack)).toEqual([]);
  });

  test('is warned about what is missing in it also in a VPC of the app', () => {
    const stack = newStack();
    const endpoints = ExecEndpointSource.declared({ services: ['ssmmessages', 'ecr', 's3', 'logs'] });
    newService(stack, { network: ExecNetwork.existing({ vpc: vpcOf(stack, { subnetConfiguration: ISOLATED }), endpoints }) });
    expect(warningText(stack, 'exec-ready:unseenEndpoints')).toContain('whether the VPC has endpoints for kms;');
  });
});
