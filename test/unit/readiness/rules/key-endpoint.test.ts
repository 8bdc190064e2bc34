import { changed } from './_judge';
import { told, without, type Resources } from './_network';
import { isolatedFargate, ref } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const isolated = (KmsKeyId: unknown, change: (resources: Resources) => void = (resources) => without(resources, 'Kms')) => told(changed(isolatedFargate, (resources, template) => {
  template.Parameters = { Key: { Type: 'String' } };
  template.Conditions = { HasKey: { 'Fn::Not': [{ 'Fn::Equals': [ref('Key'), ''] }] } };
  resources.Cluster.Properties.Configuration.ExecuteCommandConfiguration.KmsKeyId = KmsKeyId;
  change(resources);
}));

describe('KeyEndpoint', () => {
  test('is broken without, when sessions have a key', () => {
    expect([isolated(ref('Key')), isolated('arn:aws:kms:eu-west-1:111111111111:key/1')]).toEqual([[`KeyEndpoint error ${SUBNETS}`], [`KeyEndpoint error ${SUBNETS}`]]);
  });

  test('is silent when they have none', () => {
    expect(isolated(undefined)).toEqual([]);
  });

  test('does not know whether they have one when a condition decides', () => {
    const key = { 'Fn::If': ['HasKey', ref('Key'), ref('AWS::NoValue')] };
    expect(isolated(key)).toEqual(['DestinationsKnown unknown Cluster.Configuration.ExecuteCommandConfiguration.KmsKeyId']);
    expect(isolated(key, () => undefined)).toEqual([]);
  });

  test('leaves a cluster that is not at hand to others', () => {
    expect(told(changed(isolatedFargate, (resources) => {
      without(resources, 'Kms');
      resources.Service.Properties.Cluster = 'other';
    }))).toEqual([]);
  });
});
