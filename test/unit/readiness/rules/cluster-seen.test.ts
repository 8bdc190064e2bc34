import { says } from './_judge';
import { ref } from './_ready';
import { batchJob, parameters, saysOf, saysOfReady, task } from './_task';
import { ClusterSeen } from '../../../../src/readiness/private/rules/cluster-seen';

describe('ClusterSeen', () => {
  test('is silent when the cluster is in the templates', () => {
    expect(saysOfReady(ClusterSeen)).toEqual([]);
  });

  test('is silent when the cluster is in another template, which exports it', () => {
    const template = task({ service: { Cluster: { 'Fn::ImportValue': 'cluster' } } });
    const { Cluster, ...Resources } = template.Resources;
    const other = { Resources: { Shared: { ...Cluster, Properties: { ClusterName: 'shared' } } }, Outputs: { Name: { Value: ref('Shared'), Export: { Name: 'cluster' } } } };
    expect(says(ClusterSeen, [other, { ...template, Resources }])).toEqual([]);
  });

  test.each([
    ['a parameter names it', ref('Name')],
    ['another stack exports it', { 'Fn::ImportValue': 'cluster' }],
    ['it is made elsewhere', 'production'],
    ['none is named, and that is the default one', undefined],
  ])('does not know the settings of sessions when %s', (_, Cluster) => {
    expect(saysOf(ClusterSeen, { service: { Cluster }, parameters: parameters('Name') })).toEqual(['unknown Service.Cluster']);
  });

  test('takes no notice of the clusters that AWS Batch makes', () => {
    expect(says(ClusterSeen, batchJob({}))).toEqual([]);
  });
});
