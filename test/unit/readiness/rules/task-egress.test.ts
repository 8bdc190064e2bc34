import { changed } from './_judge';
import { awsvpcOf, explained, natFargate, told, type Resources } from './_network';
import { isolatedFargate, publicFargate, ref, att } from './_ready';

const RULES = 'Group.SecurityGroupEgress';
const GROUPS = 'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups';
const to = (rule: object) => [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...rule }];
type Change = (resources: Resources) => void;
const egress = (make: typeof publicFargate, SecurityGroupEgress: unknown, more: Change = () => undefined) => told(changed(make, (resources) => {
  resources.Group.Properties.SecurityGroupEgress = SecurityGroupEgress;
  more(resources);
}));

describe('TaskEgress', () => {
  test.each([
    ['everything may go out', [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }]],
    ['a range of ports has HTTPS in it', to({ FromPort: 0, ToPort: 65535, CidrIp: '0.0.0.0/0' })],
    ['two halves make up everything', [...to({ CidrIp: '0.0.0.0/1' }), ...to({ CidrIp: '128.0.0.0/1' })]],
  ])('is silent when %s', (_, rules) => {
    expect([publicFargate, isolatedFargate, natFargate].map((make) => egress(make, rules))).toEqual([[], [], []]);
  });

  test('is silent when no rule is written, which allows everything', () => {
    expect(told(changed(publicFargate, ({ Group }) => { delete Group.Properties.SecurityGroupEgress; }))).toEqual([]);
  });

  test.each([
    ['nothing may go out', [{ IpProtocol: '-1', CidrIp: '255.255.255.255/32' }]],
    ['another port may', to({ FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' })],
    ['another protocol may', to({ IpProtocol: 'udp', CidrIp: '0.0.0.0/0' })],
    ['only the VPC may be reached', to({ CidrIp: '10.0.0.0/16' })],
  ])('is broken when %s', (_, rules) => {
    expect(egress(publicFargate, rules)).toEqual([`TaskEgress error ${RULES}`]);
  });

  test('tells of all that is out of reach in one finding', () => {
    expect(explained(changed(publicFargate, ({ Group }) => { Group.Properties.SecurityGroupEgress = to({ CidrIp: '10.0.0.0/16' }); }))).toEqual([[
      `TaskEgress error ${RULES}`,
      'Group lets no HTTPS out to what is needed: the tasks cannot reach ssmmessages (sessions), kms (the key of sessions), '
      + 'logs (the log of sessions, the log of container "app") and the internet (the image of container "app")',
    ]]);
  });

  test('asks for endpoints by group or address, and for the prefix list of S3', () => {
    const toEndpoints = to({ DestinationSecurityGroupId: att('EndpointGroup', 'GroupId') });
    const toS3 = to({ DestinationPrefixListId: 'pl-6da54004' });
    const apart = (resources: Resources) => {
      const [ingress] = resources.EndpointGroup.Properties.SecurityGroupIngress;
      resources.EndpointGroup.Properties.SecurityGroupIngress = [{ ...ingress, SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/16' }];
    };
    expect(egress(isolatedFargate, [...toEndpoints, ...toS3], apart)).toEqual([]);
    expect(egress(isolatedFargate, [...to({ CidrIp: '10.0.0.0/16' }), ...toS3], apart)).toEqual([]);
    const lost = explained(changed(isolatedFargate, (resources) => {
      apart(resources);
      resources.Group.Properties.SecurityGroupEgress = toEndpoints;
    }));
    expect(lost).toEqual([[`TaskEgress error ${RULES}`, 'Group lets no HTTPS out to what is needed: the tasks cannot reach s3 (the image of container "app")']]);
  });

  test('counts rules that stand alone', () => {
    const alone = (resources: Resources) => {
      resources.Alone = { Type: 'AWS::EC2::SecurityGroupEgress', Properties: { ...to({ CidrIp: '0.0.0.0/0' })[0], GroupId: att('Group', 'GroupId') } };
    };
    expect(egress(publicFargate, to({ FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }), alone)).toEqual(['ServiceWaits warning Service']);
  });

  test('does not know groups that are not at hand, but what the default group lets out', () => {
    const groups = (SecurityGroups: unknown) => told(changed(publicFargate, (resources, template) => {
      awsvpcOf(resources).SecurityGroups = SecurityGroups;
      template.Parameters = { Other: { Type: 'AWS::EC2::SecurityGroup::Id' } };
    }));
    expect(groups([ref('Other')])).toEqual([`TaskEgress unknown ${GROUPS}`]);
    expect(groups(['sg-1'])).toEqual([`TaskEgress unknown ${GROUPS}`]);
    expect(groups(undefined)).toEqual([]);
    expect(groups([ref('Other'), ref('Group')])).toEqual([]);
  });
});
