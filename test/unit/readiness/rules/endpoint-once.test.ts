import { changed } from './_judge';
import { explained, type Resources } from './_network';
import { isolatedFargate, ref, type Template } from './_ready';

/** The endpoints with another one for sessions beside. */
const beside = (more: object = {}, around: object = {}, change: (resources: Resources, template: Template) => void = () => undefined) =>
  explained(changed(isolatedFargate, (resources, template) => {
    template.Parameters = { ...template.Parameters, Given: { Type: 'String' } };
    template.Conditions = { IsGiven: { 'Fn::Equals': [ref('Given'), 'x'] } };
    resources.Other = { ...structuredClone(resources.Ssmmessages), ...around };
    Object.assign(resources.Other.Properties, more);
    change(resources, template);
  })).map(([line, reason]) => `${line}: ${reason}`).filter((each) => each.startsWith('EndpointOnce'));

describe('EndpointOnce', () => {
  test('is broken by a second endpoint with the same names', () => {
    expect(beside()).toEqual(['EndpointOnce error Other.PrivateDnsEnabled: Ssmmessages and Other have the same private DNS names in one VPC']);
  });

  test('is broken by a second one that the tasks do not need, as the stack is not made', () => {
    expect(beside({}, {}, (resources) => {
      for (const name of ['Other', 'Queue']) {
        resources[name] = structuredClone(resources.Ssmmessages);
        resources[name].Properties.ServiceName = 'com.amazonaws.eu-west-1.sqs';
      }
    })).toEqual(['EndpointOnce error Queue.PrivateDnsEnabled: Other and Queue have the same private DNS names in one VPC']);
  });

  test.each<[string, object, object]>([
    ['without private DNS', { PrivateDnsEnabled: false }, {}],
    ['that may be without private DNS', { PrivateDnsEnabled: ref('Given') }, {}],
    ['in another VPC', { VpcId: 'vpc-1' }, {}],
    ['in a VPC that is not known', { VpcId: ref('Given') }, {}],
    ['of another service', { ServiceName: 'com.amazonaws.eu-west-1.sqs' }, {}],
    ['that may not be there', {}, { Condition: 'IsGiven' }],
    ['with DNS options', { DnsOptions: { DnsRecordIpType: 'ipv4' } }, {}],
  ])('is silent about one %s', (_, more, around) => {
    expect(beside(more, around)).toEqual([]);
  });

  test('is silent about endpoints of their own names', () => {
    expect(beside({}, {}, (resources) => {
      delete resources.Other;
    })).toEqual([]);
  });
});
