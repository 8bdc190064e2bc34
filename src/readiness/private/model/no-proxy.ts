import { allOf, anyOf, type Answer } from './answer';
import { piecesOf, isKnown, type Text } from './text';
import { splitText } from '../iam/index';
import { contains, parseCidr } from '../reach/cidr';

const PORT = /:(\d+)$/;
const HTTP = '80';

/**
 * Whether a list of exemptions from the proxy holds an address, asked for on the port of HTTP.
 *
 * An entry is an address, a range, the end of a name, or `*` for all.
 *
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy
 */
export function exempts(list: Text, address: string): Answer {
  return anyOf(splitText(list, ',').map((entry) => isKnown(entry) ? exemptsKnown(entry.trim().toLowerCase(), address) : mayExempt(entry)));
}

function exemptsKnown(entry: string, address: string): Answer {
  const range = parseCidr(entry);
  if (range) {
    return contains(range, parseCidr(`${address}/32`)!) ? 'yes' : 'no';
  }
  const port = PORT.exec(entry)?.[1];
  const host = entry.replace(PORT, '').replace(/^\*\./, '.');
  const named = host === '*' || host !== '' && (host === address || address.endsWith(host.startsWith('.') ? host : `.${host}`));
  return named && (port === undefined || port === HTTP) ? 'yes' : 'no';
}

/** What AWS makes up, and what it calls its regions, holds no comma and is no address of this kind. */
function mayExempt(entry: Text): Answer {
  const words = allOf(piecesOf(entry).map((piece) => 'literal' in piece || piece.hole === 'generated' || piece.id.startsWith('AWS::') ? 'yes' : 'no'));
  return words === 'yes' ? 'no' : 'unknown';
}
