import { known, UNKNOWN } from './_helpers/builders';
import type { Known, PortRange, Protocol } from '../../../../src/readiness/private/reach/network';
import { admits } from '../../../../src/readiness/private/reach/ports';

const HTTPS = known({ from: 443, to: 443 });

describe('a rule', () => {
  test.each<[string, Known<Protocol>, Known<PortRange>]>([
    ['yes', known('all'), UNKNOWN],
    ['yes', known('tcp'), HTTPS],
    ['yes', known('tcp'), known({ from: 0, to: 443 })],
    ['yes', known('tcp'), known({ from: 443, to: 65535 })],
    ['no', known('tcp'), known({ from: 0, to: 442 })],
    ['no', known('tcp'), known({ from: 444, to: 65535 })],
    ['no', known('other'), HTTPS],
    ['unknown', known('tcp'), UNKNOWN],
    ['unknown', UNKNOWN, HTTPS],
    ['unknown', UNKNOWN, UNKNOWN],
  ])('is about port 443: %s, with protocol %j and ports %j', (answer, protocol, ports) => {
    expect(admits(protocol, ports, 443)).toBe(answer);
  });
});
