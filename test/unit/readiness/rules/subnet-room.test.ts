import { changed } from './_judge';
import { awsvpcOf, told } from './_network';
import { publicFargate, publicInstances, ref } from './_ready';

const room = (DesiredCount: unknown, cidrs: readonly unknown[] = ['10.0.0.0/28', '10.0.1.0/28']) => told(changed(publicFargate, ({ Service, SubnetA, SubnetB }, template) => {
  template.Parameters = { Range: { Type: 'String' }, Count: { Type: 'Number' } };
  Service.Properties.DesiredCount = DesiredCount;
  SubnetA.Properties.CidrBlock = cidrs[0];
  SubnetB.Properties.CidrBlock = cidrs[1];
}));

describe('SubnetRoom', () => {
  test('warns of more tasks than all subnets have addresses for, without the five that AWS keeps', () => {
    expect([room(22), room(23)]).toEqual([[], ['SubnetRoom warning Service.DesiredCount']]);
  });

  test('is silent when the ranges or the number are not known', () => {
    expect([room(ref('Count')), room(undefined), room(1000, ['10.0.0.0/28', ref('Range')])]).toEqual([[], [], []]);
  });

  test('is silent when the subnets are not at hand or depend on a condition', () => {
    expect(told(changed(publicFargate, (resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      resources.Service.Properties.DesiredCount = 1000;
      awsvpcOf(resources).Subnets = { 'Fn::If': ['IsProd', [ref('SubnetA')], [ref('SubnetB')]] };
    }))).toEqual([]);
    expect(told(changed(publicFargate, (resources) => {
      resources.Service.Properties.DesiredCount = 1000;
      awsvpcOf(resources).Subnets = ['subnet-1'];
    }))).toEqual(['SubnetsSeen unknown Service.NetworkConfiguration.AwsvpcConfiguration.Subnets']);
  });

  test('does not count tasks without addresses of their own', () => {
    expect(told(changed(publicInstances, ({ Service }) => { Service.Properties.DesiredCount = 1000; }))).toEqual([]);
  });
});
