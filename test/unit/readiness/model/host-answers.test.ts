import type { Answer } from '../../../../src/readiness/private/model/answer';
import { unfitHosts } from '../../../../src/readiness/private/model/host-answers';
import type { Host } from '../../../../src/readiness/private/model/hosts';
import { Model } from '../../../../src/readiness/private/model/model';
import { addGroup, byLaunchType, onInstances } from '../rules/_instances';
import { ENVIRONMENT, publicFargate, ref, type Template } from '../rules/_ready';
import { input, system } from '../sources/_builders';

/** Two groups behind a capacity provider each. */
function apart(): Template {
  return onInstances((resources) => {
    addGroup(resources);
    resources.Another = structuredClone(resources.Provider);
    resources.Another.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = ref('Others');
    resources.Service.Properties.CapacityProviderStrategy.push({ CapacityProvider: ref('Another'), Weight: 1 });
  });
}

const freely = () => byLaunchType((resources) => addGroup(resources));

/** What is said when the group gets one answer and the other another. */
function said(template: Template, answers: Record<string, Answer>): readonly string[] {
  const [subject] = new Model(system(input(template, { name: 'stack0', environment: ENVIRONMENT }))).subjects;
  return unfitHosts(subject, ({ resource }: Host) => answers[resource.logicalId]).map(({ host, answer, fatal }) => `${host.resource.logicalId} ${answer} ${fatal}`);
}

describe('unfitHosts', () => {
  test('says nothing where there are none', () => {
    expect(said(publicFargate(), {})).toEqual([]);
  });

  test.each<[Answer, string[]]>([['yes', []], ['no', ['Instances no yes']], ['unknown', ['Instances unknown unknown']]])('of the only instances, which answer %s', (answer, expected) => {
    expect(said(onInstances(), { Instances: answer })).toEqual(expected);
  });

  test.each<[Answer, Answer, string[]]>([
    ['yes', 'no', ['Others no no']],
    ['yes', 'unknown', []],
    ['no', 'no', ['Instances no yes', 'Others no yes']],
    ['no', 'unknown', ['Instances no no', 'Others unknown unknown']],
    ['unknown', 'unknown', ['Instances unknown unknown', 'Others unknown unknown']],
  ])('of two that tasks choose from, which answer %s and %s', (one, other, expected) => {
    expect(said(freely(), { Instances: one, Others: other })).toEqual(expected);
  });

  test.each<[Answer, Answer, string[]]>([
    ['yes', 'no', ['Others no unknown']],
    ['yes', 'unknown', ['Others unknown unknown']],
    ['no', 'no', ['Instances no yes', 'Others no yes']],
    ['no', 'unknown', ['Instances no unknown', 'Others unknown unknown']],
  ])('of two with tasks of their own, which answer %s and %s', (one, other, expected) => {
    expect(said(apart(), { Instances: one, Others: other })).toEqual(expected);
  });

  test('counts instances that may join the cluster', () => {
    const template = byLaunchType((resources, all) => {
      all.Parameters = { Name: { Type: 'String' } };
      resources.Cluster.Properties.ClusterName = 'web';
      addGroup(resources, (data) => {
        data.UserData = { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Name} >> /etc/ecs/ecs.config' } };
      });
    });
    expect(said(template, { Instances: 'no', Others: 'yes' })).toEqual(['Instances no unknown']);
    expect(said(template, { Instances: 'no', Others: 'no' })).toEqual(['Instances no yes']);
    expect(said(template, { Instances: 'yes', Others: 'no' })).toEqual([]);
  });

  test('is not certain where there may be others', () => {
    expect(said(byLaunchType(({ Cluster }) => {
      Cluster.Properties.CapacityProviders = ['other'];
    }), { Instances: 'no' })).toEqual(['Instances no no']);
  });
});
