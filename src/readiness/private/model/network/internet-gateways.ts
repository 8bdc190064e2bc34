import type { Piece } from './belongings';
import { idOf } from './own-ids';
import type { View } from './view';
import type { Known } from '../../reach/network';
import type { ResolvedResource } from '../../sources/resolved';
import type { Text } from '../text';

/**
 * The internet gateways that are attached to a VPC and pass on what comes.
 *
 * @param blocked why they may be switched off in the whole region
 */
export function internetGatewaysOf(view: View, vpc: ResolvedResource, blocked: string | undefined): Known<readonly Text[]> {
  const { pieces, more } = view.belonging('AWS::EC2::VPCGatewayAttachment', 'VpcId', idOf(vpc), vpc);
  const ids: Text[] = [];
  for (const { at, doubt } of pieces.filter(isForInternet)) {
    const { text } = at.at('InternetGatewayId');
    if (doubt !== undefined || 'unknown' in text) {
      return { unknown: doubt ?? (text as { unknown: string }).unknown };
    }
    ids.push(text.known!);
  }
  const obstacle = more ?? blocked ?? ids.map((id) => routed(view, id)).find((each) => each !== undefined);
  return obstacle === undefined ? { known: ids } : { unknown: obstacle };
}

/** Not for a VPN. */
function isForInternet({ at }: Piece): boolean {
  return at.at('InternetGatewayId').given !== 'no';
}

/** Why internet gateways may be switched off in the whole region. */
export function whyBlocked(view: View): string | undefined {
  const blocking = view.all('AWS::EC2::VPCBlockPublicAccessOptions').find((options) => {
    const { literal } = options.at('InternetGatewayBlockMode');
    return 'unknown' in literal || literal.known !== 'off';
  });
  return blocking && `${blocking.resource.logicalId} may block internet gateways`;
}

/** Why packets that come in through an internet gateway may not go straight to where they are sent. */
function routed(view: View, id: Text): string | undefined {
  const { pieces, more } = view.belonging('AWS::EC2::GatewayRouteTableAssociation', 'GatewayId', id);
  return pieces.length > 0 ? 'the internet gateway has a route table of its own' : more;
}
