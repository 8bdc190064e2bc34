import { source } from './builders';
import type { Network, Source } from '../../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../../src/readiness/private/reach/reachability';

/** The answer and the obstacles that decide it, in one line. */
export function told(network: Network, service = 'ssmmessages', from: Partial<Source> = {}): string {
  const { answer, because } = canReach(source(from), service, network);
  return [answer, ...new Set(because.map(({ obstacle }) => obstacle))].join(' ');
}

/** The obstacles beside the path, in one line. */
export function remarked(network: Network, service = 'ssmmessages', from: Partial<Source> = {}): string {
  return canReach(source(from), service, network).remarks.map(({ obstacle }) => obstacle).join(' ');
}
