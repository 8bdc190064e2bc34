import { dnsOf } from './dns';
import { internetGatewaysOf, whyBlocked } from './internet-gateways';
import { otherwise } from './otherwise';
import { idOf } from './own-ids';
import type { View } from './view';
import type { Known, Vpc } from '../../reach/network';
import type { Property } from '../property';
import type { Text } from '../text';

/** Where the IPv6 addresses are that AWS gives out. */
const FROM_AMAZON = '2000::/3';

/**
 * The VPCs that templates make.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
 */
export function vpcsOf(view: View): Vpc[] {
  const blocked = whyBlocked(view);
  return view.all('AWS::EC2::VPC').map((vpc) => ({
    id: idOf(vpc.resource),
    stack: vpc.resource.stack,
    seen: view.doubts.about(vpc.resource) === undefined ? 'whole' : 'part',
    cidrs: cidrsOf(view, vpc),
    dnsSupport: otherwise(vpc.at('EnableDnsSupport').flag, { known: true }),
    dnsHostnames: otherwise(vpc.at('EnableDnsHostnames').flag, { known: false }),
    dns: dnsOf(view, vpc.resource),
    internetGateways: internetGatewaysOf(view, vpc.resource, blocked),
  }));
}

/** With ranges that may not be there: they only widen where a packet may come from. */
function cidrsOf(view: View, vpc: Property): Known<readonly Text[]> {
  const { pieces, more } = view.belonging('AWS::EC2::VPCCidrBlock', 'VpcId', idOf(vpc.resource), vpc.resource);
  const cidrs: Text[] = [];
  for (const cidr of [otherwise(vpc.at('CidrBlock').text, { unknown: 'the range is taken from a pool' }), ...pieces.map(({ at }) => blockOf(at))]) {
    if ('unknown' in cidr) {
      return cidr;
    }
    cidrs.push(cidr.known);
  }
  return more === undefined ? { known: cidrs } : { unknown: more };
}

function blockOf(block: Property): Known<Text> {
  const [four, six, fromAmazon] = [block.at('CidrBlock').text, block.at('Ipv6CidrBlock').text, block.at('AmazonProvidedIpv6CidrBlock').flag];
  const written = [four, six].filter((each) => 'unknown' in each || each.known !== undefined);
  if (written.length === 0 && 'known' in fromAmazon && fromAmazon.known === true) {
    return { known: FROM_AMAZON };
  }
  return written.length === 1 ? written[0] as Known<Text> : { unknown: `the range of ${block.resource.logicalId} is not written down` };
}
