import { changed } from './_judge';
import { explained, told, type Resources } from './_network';
import { att, isolatedFargate, ref, type Template } from './_ready';

const RULES = 'EndpointGroup.SecurityGroupIngress';
const TCP = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
type Change = (resources: Resources, template: Template) => void;
const ingress = (SecurityGroupIngress: unknown, more: Change = () => undefined) => told(changed(isolatedFargate, (resources, template) => {
  resources.EndpointGroup.Properties.SecurityGroupIngress = SecurityGroupIngress;
  more(resources, template);
}));

describe('EndpointIngress', () => {
  test.each([
    ['the VPC', [{ ...TCP, CidrIp: '10.0.0.0/16' }]],
    ['both subnets', [{ ...TCP, CidrIp: '10.0.0.0/24' }, { ...TCP, CidrIp: '10.0.1.0/24' }]],
    ['the group of the tasks, on all ports', [{ IpProtocol: '-1', SourceSecurityGroupId: att('Group', 'GroupId') }]],
  ])('is silent when %s may come in', (_, rules) => {
    expect(ingress(rules)).toEqual([]);
  });

  test.each([
    ['nobody', undefined],
    ['another port', [{ ...TCP, FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }]],
    ['one of the subnets', [{ ...TCP, CidrIp: '10.0.0.0/24' }]],
    ['another group', [{ ...TCP, SourceSecurityGroupId: att('EndpointGroup', 'GroupId') }]],
  ])('is broken when only %s may come in', (_, rules) => {
    expect(ingress(rules)).toEqual([`EndpointIngress error ${RULES}`]);
  });

  test('tells of all endpoints of a group in one finding', () => {
    expect(explained(changed(isolatedFargate, ({ EndpointGroup }) => { EndpointGroup.Properties.SecurityGroupIngress = []; }))).toEqual([[
      `EndpointIngress error ${RULES}`,
      'the security groups of Ssmmessages, Kms, Logs, EcrApi and EcrDkr do not let HTTPS in from the network interfaces that need it: '
      + 'the tasks cannot reach ssmmessages (sessions), kms (the key of sessions), logs (the log of sessions, the log of container "app"), '
      + 'ecr.api (the image of container "app") and ecr.dkr (the image of container "app")',
    ]]);
  });

  test('counts rules that stand alone', () => {
    expect(ingress(undefined, (resources) => {
      resources.Alone = { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { ...TCP, GroupId: att('EndpointGroup', 'GroupId'), SourceSecurityGroupId: att('Group', 'GroupId') } };
      (resources.Service.DependsOn as string[]).push('Alone');
    })).toEqual([]);
  });

  test('does not know groups and rules that are a parameter', () => {
    const parameter = { Other: { Type: 'String' } };
    expect(ingress([{ ...TCP, CidrIp: ref('Other') }], (_, template) => { template.Parameters = parameter; })).toEqual([`EndpointIngress unknown ${RULES}`]);
    expect(ingress([], ({ Kms }, template) => {
      template.Parameters = parameter;
      Kms.Properties.SecurityGroupIds = [ref('Other')];
    })).toEqual([`EndpointIngress error ${RULES}`, 'EndpointIngress unknown Kms.SecurityGroupIds']);
  });
});
