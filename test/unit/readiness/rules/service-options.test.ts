import { changed, judged, says } from './_judge';
import { awsvpcInstances, type Resources } from './_network';
import { publicFargate, publicInstances, ref, type Template } from './_ready';
import { saysOfReady } from './_task';
import { ServiceOptions } from '../../../../src/readiness/private/rules/service-options';

const withRole = (make: () => Template) => says(ServiceOptions, changed(make, ({ Service }) => { Service.Properties.Role = 'ecsServiceRole'; }));

type Change = (resources: Resources, template: Template) => void;

/** Two services. */
const two = (one: object, other: object, change: Change = () => undefined) => changed(publicFargate, (resources, template) => {
  resources.Second = { ...resources.Service, Properties: { ...resources.Service.Properties, ...other } };
  Object.assign(resources.Service.Properties, one);
  change(resources, template);
});

describe('ServiceOptions', () => {
  test('is silent when there are none', () => {
    expect(saysOfReady(ServiceOptions)).toEqual([]);
  });

  test('is broken by a role for the load balancer of tasks in awsvpc', () => {
    expect([withRole(publicFargate), withRole(awsvpcInstances)]).toEqual([['error Service.Role'], ['error Service.Role']]);
    expect(withRole(publicInstances)).toEqual([]);
  });

  test('is broken by a name that another service in the cluster has', () => {
    const template = two({ ServiceName: 'app' }, { ServiceName: 'app' });
    expect([says(ServiceOptions, template), says(ServiceOptions, template, 'Second')]).toEqual([['error Service.ServiceName'], ['error Second.ServiceName']]);
    expect(judged(template, [ServiceOptions])[0].findings[0].cause).toBe('Second has the name "app" in the same cluster');
    expect(says(ServiceOptions, two({ ServiceName: 'app', Cluster: 'main' }, { ServiceName: 'app', Cluster: 'main' }))).toEqual(['error Service.ServiceName']);
    expect(says(ServiceOptions, two({ ServiceName: 'app', Cluster: undefined }, { ServiceName: 'app', Cluster: 'default' }))).toEqual(['error Service.ServiceName']);
  });

  test('is silent about other names, other clusters and services that may not be there', () => {
    expect(says(ServiceOptions, two({ ServiceName: 'app' }, { ServiceName: 'web' }))).toEqual([]);
    expect(says(ServiceOptions, two({ ServiceName: 'app' }, { ServiceName: 'app', Cluster: 'other' }))).toEqual([]);
    expect(says(ServiceOptions, two({ ServiceName: 'app' }, {}))).toEqual([]);
    expect(says(ServiceOptions, two({ ServiceName: 'app' }, { ServiceName: 'app' }, (resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      resources.Second.Condition = 'IsProd';
    }))).toEqual([]);
  });
});
