import { changed } from './_judge';
import { explained, natFargate, told, withAcl, type Resources } from './_network';
import { isolatedFargate, publicFargate, ref, type Template } from './_ready';

type Entries = Readonly<Record<string, object>>;

const acl = (make: () => Template, entries: Entries, more: (resources: Resources) => void = () => undefined) => told(changed(make, (resources) => {
  withAcl(resources, entries);
  more(resources);
}));
const denied = (Egress: boolean, From: number, To: number, more: object = {}) => ({ No: { RuleNumber: 90, Egress, RuleAction: 'deny', Protocol: 6, PortRange: { From, To }, ...more } });

describe('TaskAcl', () => {
  test('is silent when everything is let through', () => {
    expect([publicFargate, isolatedFargate, natFargate].map((make) => acl(make, {}))).toEqual([[], [], []]);
  });

  test('is broken when HTTPS is not let out, or the answers are not let in', () => {
    expect(acl(publicFargate, denied(true, 443, 443))).toEqual(['TaskAcl error Acl']);
    expect(acl(publicFargate, denied(false, 1024, 65535))).toEqual(['TaskAcl error Acl']);
    expect(acl(publicFargate, { AllIn: { RuleNumber: 100, Egress: false, Protocol: 6, PortRange: { From: 443, To: 443 } } })).toEqual(['TaskAcl error Acl']);
  });

  test.each([
    ['comes after what allows it', denied(true, 443, 443, { RuleNumber: 110 })],
    ['is for another port', denied(true, 80, 80)],
    ['is for another protocol', denied(true, 443, 443, { Protocol: 17 })],
    ['is for private addresses', denied(true, 443, 443, { CidrBlock: '10.9.0.0/16' })],
  ])('is silent when what denies it %s', (_, entries) => {
    expect(acl(publicFargate, entries)).toEqual([]);
  });

  test('does not know an answer that only some ports are open for', () => {
    expect(acl(publicFargate, denied(false, 1024, 2000))).toEqual(['TaskAcl unknown Acl']);
  });

  test('does not know an entry that a parameter decides', () => {
    expect(told(changed(publicFargate, (resources, template) => {
      template.Parameters = { Action: { Type: 'String' } };
      withAcl(resources, denied(true, 443, 443, { RuleAction: ref('Action') }));
    }))).toEqual(['TaskAcl unknown Acl']);
  });

  test('tells of S3 for certain, and leaves out what is only doubtful about endpoints', () => {
    expect(explained(changed(isolatedFargate, (resources) => withAcl(resources, denied(true, 443, 443))))).toEqual([
      ['TaskAcl error Acl', 'the network ACL Acl does not let HTTPS out of the subnets of the tasks: the tasks cannot reach s3 (the image of container "app")'],
    ]);
  });

  test('looks at the subnet of the NAT gateway, both ways', () => {
    const ofNat = (entries: Readonly<Record<string, object>>) => acl(natFargate, entries, (resources) => {
      delete resources.AclSubnetA;
      delete resources.AclSubnetB;
      resources.AclPublic = { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: ref('PublicSubnet'), NetworkAclId: ref('Acl') } };
    });
    expect(ofNat({})).toEqual([]);
    expect([ofNat(denied(false, 443, 443)), ofNat(denied(true, 443, 443))]).toEqual([['TaskAcl error Acl'], ['TaskAcl error Acl']]);
  });

  test('knows what was done to the default network ACL', () => {
    const template = changed(publicFargate, (resources) => {
      resources.No = {
        Type: 'AWS::EC2::NetworkAclEntry',
        Properties: {
          NetworkAclId: { 'Fn::GetAtt': ['Vpc', 'DefaultNetworkAcl'] }, RuleNumber: 1, Egress: true, Protocol: -1, RuleAction: 'deny', CidrBlock: '0.0.0.0/0',
        },
      };
    });
    expect(told(template)).toEqual(['TaskAcl error Vpc']);
    expect(explained(template)[0][1]).toMatch(/^the default network ACL of Vpc does not let HTTPS out of the subnets of the tasks: /);
  });
});
