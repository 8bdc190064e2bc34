import { changed } from './_judge';
import { explained, told, withAcl } from './_network';
import { isolatedFargate, ref, type Template } from './_ready';

/** The endpoints in a subnet of their own, with a network ACL of its own. */
function apart(entries: Readonly<Record<string, object>>): Template {
  return changed(isolatedFargate, (resources) => {
    withAcl(resources, entries);
    delete resources.AclSubnetA;
    delete resources.AclSubnetB;
    resources.Endpoints = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.9.0/24' } };
    resources.AclEndpoints = { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: ref('Endpoints'), NetworkAclId: ref('Acl') } };
    for (const name of ['Ssmmessages', 'EcrApi', 'EcrDkr', 'Logs', 'Kms']) {
      resources[name].Properties.SubnetIds = [ref('Endpoints')];
    }
  });
}

const denied = (Egress: boolean, From: number, To: number, more: object = {}) => ({ No: { RuleNumber: 90, Egress, RuleAction: 'deny', Protocol: 6, PortRange: { From, To }, ...more } });

describe('EndpointAcl', () => {
  test('is silent when everything is let through, or what is denied is not needed', () => {
    expect([{}, denied(true, 443, 443), denied(false, 1024, 65535), denied(false, 443, 443, { CidrBlock: '10.0.7.0/24' })].map((entries) => told(apart(entries)))).toEqual([[], [], [], []]);
  });

  test('is broken when HTTPS is not let in, or the answers are not let out', () => {
    expect([denied(false, 443, 443), denied(true, 1024, 65535)].map((entries) => told(apart(entries)))).toEqual([['EndpointAcl error Acl'], ['EndpointAcl error Acl']]);
  });

  test('tells of the tasks that are shut out', () => {
    const [[, cause]] = explained(apart(denied(false, 443, 443)));
    expect(cause).toMatch(/^the network ACL Acl does not let HTTPS into the subnets of the endpoints: the tasks cannot reach ssmmessages \(sessions\), /);
  });

  test('does not know an answer that only some ports are open for', () => {
    expect(explained(apart(denied(true, 1024, 2000)))).toEqual([
      ['EndpointAcl unknown Acl', 'whether the network ACL Acl lets the answers, to ports 1024 to 65535, out of the subnets of the endpoints is not known'],
    ]);
  });
});
