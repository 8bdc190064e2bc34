import type { Known, PortRange, Protocol } from './network';
import type { Answer } from '../model/answer';

/** Where AWS services listen. */
export const HTTPS: PortRange = { from: 443, to: 443 };

/** What a NAT gateway, and a client of which nothing is known, may open connections from. */
export const EPHEMERAL: PortRange = { from: 1024, to: 65535 };

/** Whether a rule is about a TCP port. */
export function admits(protocol: Known<Protocol>, ports: Known<PortRange>, port: number): Answer {
  if ('unknown' in protocol) {
    return 'unknown';
  }
  switch (protocol.known) {
    case 'all': return 'yes';
    case 'other': return 'no';
    case 'tcp': return 'unknown' in ports ? 'unknown' : ports.known.from <= port && port <= ports.known.to ? 'yes' : 'no';
  }
}
