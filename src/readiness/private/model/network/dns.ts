import { idOf } from './own-ids';
import { isNameOfAws } from './service-domains';
import type { View } from './view';
import type { Known } from '../../reach/network';
import type { ResolvedResource } from '../../sources/resolved';
import type { Items, Property } from '../property';

type Dns = 'amazon' | 'custom';

/** The addresses under which the servers of Amazon answer in every VPC. */
const AMAZON: readonly string[] = ['amazonprovideddns', '169.254.169.253', 'fd00:ec2::253'];

/** What may change the answers to names in a VPC: whose it is, and what becomes of the names of AWS services. */
interface Change {
  readonly type: string;
  readonly vpcs: (at: Property) => Items;
  readonly dns: (at: Property, view: View) => Known<Dns>;
}

const CHANGES: readonly Change[] = [
  { type: 'AWS::EC2::VPCDHCPOptionsAssociation', vpcs: (at) => at.at('VpcId').list, dns: ofDhcpOptions },
  { type: 'AWS::Route53::HostedZone', vpcs: vpcsOfZone, dns: (at) => ofName(at.at('Name')) },
  { type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', vpcs: (at) => at.at('Vpc').list, dns: (at) => ofName(at.at('Name')) },
  { type: 'AWS::Route53Resolver::ResolverRuleAssociation', vpcs: (at) => at.at('VPCId').list, dns: ofResolverRule },
  {
    type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
    vpcs: (at) => at.at('VpcId').list,
    dns: () => ({ unknown: 'a DNS firewall may hold back names' }),
  },
  {
    type: 'AWS::Route53Profiles::ProfileAssociation',
    vpcs: (at) => at.at('ResourceId').list,
    dns: () => ({ unknown: 'a Route 53 profile may bring private zones and rules' }),
  },
];

/** Whose servers answer the names of AWS services in a VPC. */
export function dnsOf(view: View, vpc: ResolvedResource): Known<Dns> {
  const found = CHANGES.map(({ type, vpcs, dns }) => {
    const changing = () => view.all(type).filter((at) => !isAmazon(dns(at, view)));
    const { pieces, more } = view.gather(`${type} for names of AWS`, changing, vpcs).of(idOf(vpc), vpc);
    const answers = pieces.map(({ at, doubt }): Known<Dns> => doubt === undefined ? dns(at, view) : { unknown: doubt });
    return more === undefined ? answers : [...answers, { unknown: more }];
  }).flat();
  return found.find((each) => 'known' in each) ?? found[0] ?? { known: 'amazon' };
}

function isAmazon(dns: Known<Dns>): boolean {
  return 'known' in dns && dns.known === 'amazon';
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-dhcpoptions.html */
function ofDhcpOptions(at: Property, view: View): Known<Dns> {
  const options = view.made(at.at('DhcpOptionsId').text, ['AWS::EC2::DHCPOptions'], 'DhcpOptionsId');
  if (!options) {
    return { unknown: 'the DHCP options are not at hand' };
  }
  const { items, more } = options.at('DomainNameServers').list;
  const servers = items.map(({ literal }) => literal);
  if (servers.some((each) => 'known' in each && !AMAZON.includes(each.known!.toLowerCase()))) {
    return { known: 'custom' };
  }
  return more !== undefined || servers.some((each) => 'unknown' in each) ? { unknown: 'the name servers are not known' } : { known: 'amazon' };
}

function vpcsOfZone(at: Property): Items {
  const { items, more } = at.at('VPCs').list;
  return { items: items.map((each) => each.at('VPCId')), more };
}

function ofResolverRule(at: Property, view: View): Known<Dns> {
  const rule = view.made(at.at('ResolverRuleId').text, ['AWS::Route53Resolver::ResolverRule'], 'ResolverRuleId');
  if (!rule) {
    return { unknown: 'the resolver rule is not at hand' };
  }
  const { literal } = rule.at('RuleType');
  return 'known' in literal && literal.known?.toUpperCase() === 'SYSTEM' ? { known: 'amazon' } : ofName(rule.at('DomainName'));
}

function ofName({ text }: Property): Known<Dns> {
  const answer = 'unknown' in text || text.known === undefined ? 'unknown' : isNameOfAws(text.known);
  return answer === 'unknown' ? { unknown: 'a private zone or resolver rule may be for names of AWS' } : { known: answer === 'yes' ? 'custom' : 'amazon' };
}
