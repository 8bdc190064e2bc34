import { changed, judged } from './_judge';
import { awsvpcInstances, awsvpcOf, natFargate, told, type Resources } from './_network';
import { publicFargate, publicInstances, ref, type Template } from './_ready';
import { PublicAddress } from '../../../../src/readiness/private/rules/public-address';

const AT = 'Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp';
const address = (make: () => Template, value: unknown, parameter: object = {}) => told(changed(make, (resources, template) => {
  awsvpcOf(resources).AssignPublicIp = value;
  template.Parameters = { Public: { Type: 'String', ...parameter } };
}));

describe('PublicAddress', () => {
  test('is silent where no internet gateway is the way out', () => {
    expect([undefined, 'DISABLED', 'ENABLED', ref('Public')].map((value) => address(natFargate, value))).toEqual([[], [], [], []]);
  });

  test('is broken on Fargate without a public address, which is the default', () => {
    expect([address(publicFargate, 'DISABLED'), address(publicFargate, undefined)]).toEqual([[`PublicAddress error ${AT}`], [`PublicAddress error ${AT}`]]);
  });

  test('does not know what a parameter decides, unless it may decide one way only', () => {
    expect(address(publicFargate, ref('Public'))).toEqual([`PublicAddress unknown ${AT}`]);
    expect(address(publicFargate, ref('Public'), { AllowedValues: ['ENABLED', 'DISABLED'] })).toEqual(['DestinationsKnown unknown Service']);
    expect(address(publicFargate, ref('Public'), { AllowedValues: ['DISABLED'] })).toEqual([`PublicAddress error ${AT}`]);
    expect(address(publicFargate, ref('Public'), { AllowedValues: ['ENABLED'] })).toEqual([]);
    expect(address(publicFargate, ref('Public'), { Default: 'ENABLED' })).toEqual([]);
    expect(address(publicFargate, 'enabled')).toEqual([`PublicAddress unknown ${AT}`]);
  });

  test('is broken on EC2 for tasks with interfaces of their own, whatever is asked for', () => {
    expect([address(awsvpcInstances, 'ENABLED'), address(awsvpcInstances, 'DISABLED')]).toEqual([[`PublicAddress error ${AT}`], [`PublicAddress error ${AT}`]]);
    const [{ findings: [{ fix }] }] = judged(awsvpcInstances(), [PublicAddress]);
    expect(fix).toContain('on instances such tasks never get a public address');
  });

  test('is broken on Managed Instances, whatever is asked for', () => {
    const managed = (AssignPublicIp: string) => told(changed(awsvpcInstances, (resources) => {
      resources.Task.Properties.RequiresCompatibilities = ['MANAGED_INSTANCES'];
      resources.Provider.Properties = {
        ManagedInstancesProvider: {
          InfrastructureRoleArn: 'arn:aws:iam::111111111111:role/infrastructure',
          InstanceLaunchTemplate: { Ec2InstanceProfileArn: ref('Profile'), NetworkConfiguration: { Subnets: [ref('SubnetA')], SecurityGroups: [ref('Group')] } },
        },
      };
      resources.SubnetA.Properties.MapPublicIpOnLaunch = true;
      awsvpcOf(resources).AssignPublicIp = AssignPublicIp;
    }));
    expect(managed('ENABLED')).toEqual([`PublicAddress error ${AT}`]);
    expect(managed('DISABLED')).toEqual([`PublicAddress error ${AT}`]);
  });

  test('asks the launch template, or else the subnet, on instances', () => {
    const instances = (value: boolean | undefined, subnets: boolean | undefined) => told(changed(publicInstances, (resources: Resources) => {
      resources.Launch.Properties.LaunchTemplateData.NetworkInterfaces[0].AssociatePublicIpAddress = value;
      resources.SubnetA.Properties.MapPublicIpOnLaunch = subnets;
      resources.SubnetB.Properties.MapPublicIpOnLaunch = subnets;
    }));
    expect([instances(true, false), instances(undefined, true)]).toEqual([[], []]);
    expect([instances(false, true), instances(undefined, undefined)]).toEqual([
      ['PublicAddress error Launch.LaunchTemplateData'], ['PublicAddress error Launch.LaunchTemplateData'],
    ]);
  });

  test('is decided by the conditions that subnets and address depend on together, as far as they agree', () => {
    const either = (yes: string, no: string) => told(changed(publicFargate, (resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      awsvpcOf(resources).AssignPublicIp = { 'Fn::If': ['IsProd', yes, no] };
      awsvpcOf(resources).Subnets = { 'Fn::If': ['IsProd', [ref('SubnetA')], [ref('SubnetB')]] };
    }));
    expect(either('ENABLED', 'ENABLED')).toEqual([]);
    expect(either('DISABLED', 'DISABLED')).toEqual([`PublicAddress error ${AT}`]);
    expect(either('ENABLED', 'DISABLED')).toEqual(['DestinationsKnown unknown Service']);
  });
});
