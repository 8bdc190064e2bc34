import type { Piece } from './belongings';
import { idOf } from './own-ids';
import { cidrsOfPrefixList } from './prefix-lists';
import { targetOf } from './route-target';
import type { View } from './view';
import type { Route, RouteTable } from '../../reach/network';
import type { Property } from '../property';

const ROUTE = ['AWS::EC2::Route', 'RouteTableId'] as const;

/** What brings routes of its own. */
const PROPAGATIONS = [['AWS::EC2::VPNGatewayRoutePropagation', 'RouteTableIds'], ['AWS::EC2::RouteServerPropagation', 'RouteTableId']] as const;

/** All that brings routes: its type, and what names the table. */
export const ROUTES = [ROUTE, ...PROPAGATIONS] as const;

/** The route tables that templates make. */
export function routeTablesOf(view: View): RouteTable[] {
  return view.all('AWS::EC2::RouteTable').map(({ resource }) => {
    const id = idOf(resource);
    const written = view.belonging(...ROUTE, id, resource);
    const propagated = PROPAGATIONS.map(([type, key]) => view.belonging(type, key, id, resource));
    return {
      id,
      routes: [...written.pieces.flatMap((route) => routesOf(view, route)), ...propagated.flatMap(({ pieces }) => pieces.map(propagatedRoute))],
      complete: view.doubts.about(resource) === undefined && [written, ...propagated].every(({ more }) => more === undefined),
    };
  });
}

/** A route, or one for each range of a prefix list that is written down. */
function routesOf(view: View, { at, doubt }: Piece): Route[] {
  const target = doubt === undefined ? targetOf(view, at) : { kind: 'unknown', unknown: doubt } as const;
  return destinationsOf(view, at).map((destination) => ({ destination, target }));
}

const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;

function destinationsOf(view: View, route: Property): Route['destination'][] {
  const written = DESTINATIONS.filter((key) => route.at(key).given !== 'no');
  const { text } = route.at(written[0] ?? DESTINATIONS[0]);
  if (written.length !== 1 || 'unknown' in text || text.known === undefined) {
    return [{ unknown: 'unknown' in text ? text.unknown : `the destination of ${route.resource.logicalId} is not known` }];
  }
  if (written[0] !== 'DestinationPrefixListId') {
    return [{ cidr: text.known }];
  }
  return cidrsOfPrefixList(view, text.known)?.map((cidr) => ({ cidr })) ?? [{ prefixList: text.known }];
}

function propagatedRoute({ at }: Piece): Route {
  const { text } = at.at('VpnGatewayId');
  return {
    destination: { unknown: 'propagated routes are not known' },
    target: 'known' in text && text.known !== undefined ? { kind: 'vpn-gateway', id: text.known } : { kind: 'unknown', unknown: 'propagated routes are not known' },
  };
}
