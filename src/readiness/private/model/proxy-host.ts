import { hole, piecesOf, type Piece, type Text } from './text';
import { resourceOf } from '../sources/holes';
import type { ResolvedSystem } from '../sources/resolved';

const ADDRESS = /(?:dnsname|ip|address)$/i;

/** Whether a proxy may be on the same machine, or beside the container in a network that calls it by one word. */
export function mayBeNear(proxy: Text, system: ResolvedSystem): boolean {
  const address = piecesOf(proxy).map((piece) => 'literal' in piece ? piece.literal : isMachine(piece, system) ? 'somewhere.else' : 'word').join('');
  const host = address.replace(/^[a-z0-9]+:\/\//i, '').replace(/^[^@/]*@/, '').replace(/[:/].*$/s, '');
  return !host.includes('.') || host.startsWith('127.');
}

/** The address of something that AWS runs is elsewhere; a parameter, or the output of a stack, may be any word. */
function isMachine(piece: Exclude<Piece, { readonly literal: string }>, system: ResolvedSystem): boolean {
  const reference = resourceOf(hole(piece.hole, piece.id));
  const type = reference && system.resource(reference.stack, reference.logicalId)?.type;
  return type !== undefined && /^AWS::(?!CloudFormation::)/.test(type) && ADDRESS.test(reference?.attribute ?? '');
}
