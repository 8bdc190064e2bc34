import { changed, judged, says } from './_judge';
import { awsvpcInstances, awsvpcOf, type Resources } from './_network';
import { isolatedFargate, publicFargate, publicInstances, ref, type Template } from './_ready';
import { saysOfReady } from './_task';
import { SameVpc } from '../../../../src/readiness/private/rules/same-vpc';

const GROUPS = 'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups';
type Change = (resources: Resources, template: Template) => void;
const saysWith = (make: () => Template, change: Change) => says(SameVpc, changed(make, (resources, template) => {
  resources.Other = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } };
  change(resources, template);
}));
const groupIn = (VpcId: unknown, make = publicFargate) => saysWith(make, ({ Group }, template) => {
  template.Parameters = { Vpc1: { Type: 'AWS::EC2::VPC::Id' } };
  Group.Properties.VpcId = VpcId;
});
const subnetsIn = (VpcId: unknown, group: unknown) => saysWith(publicFargate, ({ SubnetA, SubnetB, Group }) => {
  Object.assign(SubnetA.Properties, { VpcId });
  Object.assign(SubnetB.Properties, { VpcId });
  Group.Properties.VpcId = group;
});

describe('SameVpc', () => {
  test('is silent when everything is of one VPC', () => {
    expect(saysOfReady(SameVpc)).toEqual([]);
  });

  test('is broken when the tasks have a security group of another VPC', () => {
    const said = [`error ${GROUPS}`];
    expect([groupIn(ref('Other')), groupIn('vpc-1'), groupIn(undefined), groupIn(ref('Other'), awsvpcInstances)[0]]).toEqual([said, said, said, said[0]]);
    expect(judged(changed(publicFargate, ({ Group }) => { Group.Properties.VpcId = 'vpc-1'; }), [SameVpc])[0].findings[0].cause)
      .toBe('Group is of another VPC than SubnetA, and AWS refuses them together');
    expect(subnetsIn('vpc-1', 'vpc-2')).toEqual(said);
    expect(saysWith(publicFargate, (resources) => { awsvpcOf(resources).SecurityGroups = [{ 'Fn::GetAtt': ['Other', 'DefaultSecurityGroup'] }]; })).toEqual(said);
  });

  test('is silent where the VPCs may be the same', () => {
    expect([groupIn(ref('Vpc1')), groupIn('none'), groupIn({ 'Fn::GetAtt': ['Vpc', 'VpcId'] })]).toEqual([[], [], []]);
    expect([subnetsIn('vpc-1', 'vpc-1'), subnetsIn('vpc-1', undefined)]).toEqual([[], []]);
    expect(saysWith(publicFargate, (resources) => { awsvpcOf(resources).SecurityGroups = [{ 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] }, 'sg-1']; })).toEqual([]);
    expect(saysWith(publicFargate, (resources) => { awsvpcOf(resources).SecurityGroups = undefined; })).toEqual([]);
  });

  test('is silent when a condition may choose the right group', () => {
    expect(saysWith(publicFargate, (resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      resources.Wrong = { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'wrong', VpcId: ref('Other') } };
      awsvpcOf(resources).SecurityGroups = [{ 'Fn::If': ['IsProd', ref('Group'), ref('Wrong')] }];
    })).toEqual([]);
  });

  test('is broken when the instances have one', () => {
    expect(groupIn(ref('Other'), publicInstances)).toEqual(['error Launch.LaunchTemplateData']);
    expect(groupIn(ref('Vpc1'), publicInstances)).toEqual([]);
  });

  test('is broken when an endpoint has a group or subnet of another VPC', () => {
    expect(saysWith(isolatedFargate, (resources) => {
      resources.Wrong = { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'wrong', VpcId: ref('Other') } };
      resources.Logs.Properties.SecurityGroupIds = [ref('Wrong')];
    })).toEqual(['error Logs.SecurityGroupIds']);
    expect(saysWith(isolatedFargate, (resources) => {
      resources.Far = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Other'), CidrBlock: '10.1.0.0/24' } };
      resources.Logs.Properties.SubnetIds = [ref('Far')];
    })).toEqual(['error Logs.SubnetIds']);
  });

  test('tells of target groups of another VPC, which take addresses of a peered one', () => {
    const targets = (make: () => Template, TargetType: string, VpcId: unknown) => saysWith(make, (resources) => {
      resources.Targets = { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId, Port: 80, Protocol: 'HTTP', TargetType } };
      resources.Service.Properties.LoadBalancers = [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: ref('Targets') }];
    });
    expect(targets(publicFargate, 'ip', ref('Other'))).toEqual(['warning Targets.VpcId']);
    expect(targets(publicInstances, 'instance', ref('Other'))).toEqual(['error Targets.VpcId']);
    expect([targets(publicFargate, 'ip', ref('Vpc')), targets(publicInstances, 'instance', ref('Vpc'))]).toEqual([[], []]);
  });
});
