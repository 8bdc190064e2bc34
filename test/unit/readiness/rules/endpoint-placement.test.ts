import { changed, judged } from './_judge';
import { explained, told, type Resources } from './_network';
import { isolatedFargate, ref, type Template } from './_ready';
import { EndpointPlacement } from '../../../../src/readiness/private/rules/endpoint-placement';
import { KeyEndpoint } from '../../../../src/readiness/private/rules/key-endpoint';

const isolated = (change: (resources: Resources, template: Template) => void) => explained(changed(isolatedFargate, change)).map(([line, reason]) => `${line}: ${reason}`);

describe('EndpointPlacement', () => {
  test('is silent when endpoints are in the VPC, in all zones', () => {
    expect(told(isolatedFargate())).toEqual([]);
  });

  test('is broken when the endpoint is in another VPC', () => {
    expect(isolated((resources) => {
      resources.Other = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } };
      Object.assign(resources.Kms.Properties, { VpcId: ref('Other'), SubnetIds: [] });
    })).toEqual(['EndpointPlacement error Kms.VpcId: Kms is in another VPC than the tasks, and no route leads out: the tasks cannot reach kms (the key of sessions)']);
  });

  test('leaves alone what another stack has in a VPC of its own', () => {
    const { Kms, ...resources } = isolatedFargate().Resources;
    const other = {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } },
      Kms: { ...Kms, Properties: { ...Kms.Properties, VpcId: ref('Vpc'), SubnetIds: [], SecurityGroupIds: [] } },
    };
    const [result] = judged([{ ...isolatedFargate(), Resources: resources }, { Resources: other }], [EndpointPlacement, KeyEndpoint]);
    expect(result.findings.map(({ rule }) => rule)).toEqual(['KeyEndpoint']);
  });

  test('warns of zones without an interface, as far as zones are told apart', () => {
    const zones = (one: unknown, other: unknown, SubnetIds = [ref('SubnetA')]) => isolated(({ SubnetA, SubnetB, Kms }) => {
      SubnetA.Properties.AvailabilityZone = one;
      SubnetB.Properties.AvailabilityZone = other;
      Kms.Properties.SubnetIds = SubnetIds;
    });
    expect(zones('eu-west-1a', 'eu-west-1b')).toEqual([
      'EndpointPlacement warning Kms.SubnetIds: Kms has no network interface in the zone of SubnetB: when the other zone fails, tasks there lose it',
    ]);
    expect(zones('eu-west-1a', 'eu-west-1a').filter((line) => line.includes('Kms'))).toEqual([]);
    expect(zones('eu-west-1a', undefined)).toEqual([]);
    expect(zones('eu-west-1a', 'eu-west-1b', [ref('SubnetA'), ref('SubnetB')])).toEqual([]);
  });

  test('is broken when an endpoint has two subnets of one zone', () => {
    const logs = (zone: unknown, SubnetIds: unknown = [ref('SubnetA'), ref('SubnetB')], more: object = {}) => isolated((resources, template) => {
      template.Parameters = { Zone: { Type: 'String' } };
      resources.SubnetA.Properties.AvailabilityZone = zone;
      resources.SubnetB.Properties.AvailabilityZone = zone;
      for (const name of ['Ssmmessages', 'EcrApi', 'EcrDkr', 'Kms']) {
        resources[name].Properties.SubnetIds = [ref('SubnetA')];
      }
      Object.assign(resources.Logs.Properties, { SubnetIds, ...more });
    });
    const said = ['EndpointPlacement error Logs.SubnetIds: the subnets SubnetA and SubnetB of Logs are in one zone, and AWS takes one for each zone'];
    expect([logs('eu-west-1a'), logs({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }), logs(ref('Zone'))]).toEqual([said, said, said]);
    expect([logs(undefined), logs('eu-west-1a', [ref('SubnetA'), ref('SubnetA')])]).toEqual([[], []]);
    expect(logs('eu-west-1a', undefined, { ServiceName: 'com.amazonaws.eu-west-1.sqs' })).toContain(said[0]);
  });

  test('leaves out crowded endpoints that may not be there', () => {
    expect(isolated((resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      resources.SubnetB.Properties.AvailabilityZone = resources.SubnetA.Properties.AvailabilityZone;
      for (const name of ['Ssmmessages', 'EcrApi', 'EcrDkr', 'Kms', 'Logs']) {
        resources[name].Properties.SubnetIds = [ref('SubnetA')];
      }
      resources.Other = { ...resources.Logs, Condition: 'IsProd', Properties: { ...resources.Logs.Properties, ServiceName: 'com.amazonaws.eu-west-1.sqs', SubnetIds: [ref('SubnetA'), ref('SubnetB')] } };
    })).toEqual([]);
  });

  test('does not know subnets that are not at hand, and no subnets', () => {
    const subnets = (SubnetIds: unknown) => isolated(({ Kms }, template) => {
      template.Parameters = { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } };
      Kms.Properties.SubnetIds = SubnetIds;
    });
    expect(subnets(ref('Subnets'))).toEqual(['EndpointPlacement unknown Kms.SubnetIds: the subnets of Kms are not all known: parameter Subnets has no value']);
    expect(subnets(['subnet-1'])).toEqual(['EndpointPlacement unknown Kms.SubnetIds: the subnets of Kms are not all known']);
  });

  test('does not know an endpoint whose service or VPC is a parameter', () => {
    const doubtful = (key: string) => isolated(({ Kms }, template) => {
      template.Parameters = { Value: { Type: 'String' } };
      Kms.Properties[key] = ref('Value');
    });
    expect(doubtful('ServiceName')).toEqual(['EndpointPlacement unknown Kms: whether Kms is what leads to kms is not known: it depends on <parameter Value>']);
    expect(doubtful('VpcId')).toEqual(['EndpointPlacement unknown Kms: whether Kms is what leads to kms is not known']);
  });
});
