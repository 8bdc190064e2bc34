import { changed } from './_judge';
import { explained, natFargate, told, type Resources } from './_network';
import { isolatedFargate, ref, type Template } from './_ready';

const isolated = (change: (resources: Resources, template: Template) => void) => explained(changed(isolatedFargate, change)).map(([line, reason]) => `${line}: ${reason}`);
const named = (Name: string) => isolated((resources) => {
  resources.Zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name, VPCs: [{ VPCId: ref('Vpc'), VPCRegion: ref('AWS::Region') }] } };
});

describe('EndpointNames', () => {
  test('is silent when names lead to the endpoints', () => {
    expect(told(isolatedFargate())).toEqual([]);
  });

  test('is broken when private DNS of an endpoint is off', () => {
    expect(isolated(({ Kms }) => { Kms.Properties.PrivateDnsEnabled = false; })).toEqual([
      'EndpointNames error Kms.PrivateDnsEnabled: private DNS of Kms is off, so that the name of the service does not lead there: the tasks cannot reach kms (the key of sessions)',
    ]);
  });

  test('does not mind where there is another way out', () => {
    expect(told(changed(natFargate, (resources) => {
      resources.Kms = { ...isolatedFargate().Resources.Kms, Properties: { ...isolatedFargate().Resources.Kms.Properties, PrivateDnsEnabled: false, SecurityGroupIds: [ref('Group')] } };
    }))).toEqual([]);
  });

  test('does not know what nothing said means, and what a parameter decides', () => {
    expect(isolated(({ Kms }) => { delete Kms.Properties.PrivateDnsEnabled; })).toEqual([
      'EndpointNames unknown Kms.PrivateDnsEnabled: whether the name of the service leads to Kms is not known: it is not documented whether private DNS is on when nothing is said',
    ]);
    expect(isolated(({ Kms }, template) => {
      template.Parameters = { Dns: { Type: 'String' } };
      Kms.Properties.PrivateDnsEnabled = ref('Dns');
    })).toEqual(['EndpointNames unknown Kms.PrivateDnsEnabled: whether the name of the service leads to Kms is not known: it depends on <parameter Dns>']);
  });

  test('is broken when DNS of the VPC is off', () => {
    const off = (key: string) => isolated(({ Vpc }) => { Vpc.Properties[key] = false; }).map((line) => line.slice(0, line.indexOf(', so that')));
    expect(off('EnableDnsHostnames')).toEqual(['EndpointNames error Vpc.EnableDnsHostnames: DNS for hostnames is off in Vpc']);
    expect(off('EnableDnsSupport')).toEqual(['EndpointNames error Vpc.EnableDnsSupport: DNS is off in Vpc']);
    expect(isolated(({ Vpc }) => { delete Vpc.Properties.EnableDnsSupport; })).toEqual([]);
  });

  test('does not know what a parameter says of DNS of the VPC', () => {
    expect(isolated(({ Vpc }, template) => {
      template.Parameters = { Dns: { Type: 'String' } };
      Vpc.Properties.EnableDnsHostnames = ref('Dns');
    })).toEqual(['EndpointNames unknown Vpc.EnableDnsHostnames: whether DNS is on in Vpc is not known: it depends on <parameter Dns>']);
  });

  test('does not know what other name servers answer', () => {
    expect(isolated((resources) => {
      resources.Options = { Type: 'AWS::EC2::DHCPOptions', Properties: { DomainNameServers: ['10.0.0.9'] } };
      resources.OptionsOfVpc = { Type: 'AWS::EC2::VPCDHCPOptionsAssociation', Properties: { VpcId: ref('Vpc'), DhcpOptionsId: ref('Options') } };
    })).toEqual(['EndpointNames unknown Vpc: what the names of AWS services lead to in Vpc is not known: its own name servers answer']);
    expect(named('eu-west-1.amazonaws.com')).toEqual(['EndpointNames unknown Vpc: what the names of AWS services lead to in Vpc is not known: its own name servers answer']);
    expect(named('corp.example.com')).toEqual([]);
  });
});
