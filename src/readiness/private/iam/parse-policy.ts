import { DocumentReader, isRecord } from './document-reader';
import { parseStatement } from './parse-statement';
import { Policy, unseenPolicy } from './policy';
import { Unknown } from '../model/unknown';

const WITH_VARIABLES = '2012-10-17';
const WITHOUT_VARIABLES = '2008-10-17';
const ELEMENTS = new Set(['Version', 'Id', 'Statement']);

/** The marks of holes, which a template cannot write as they are but could write as escapes of JSON. */
const ESCAPED_MARK = /\\u[eE]00[01]/;

/**
 * Reads a policy document, or the JSON text of one.
 *
 * Whatever cannot be understood becomes an `Unknown` where it stands, so that it never allows anything for certain, and may deny.
 */
export function parsePolicy(document: unknown, name = 'the policy'): Policy {
  if (typeof document === 'string') {
    return parseText(document, name);
  }
  if (document instanceof Unknown) {
    return unseenPolicy(name, document.reason, { couldDeny: true });
  }
  if (!isRecord(document)) {
    return unseenPolicy(name, 'the policy document is not an object', { couldDeny: true });
  }
  const reader = new DocumentReader();
  const odd = Object.keys(document).filter((key) => !ELEMENTS.has(key));
  const variables = parseVersion(own(document, 'Version'), reader);
  const statements = [
    ...reader.list(own(document, 'Statement')),
    ...odd.slice(0, 1).map((element) => reader.doubt(`a policy document has no ${JSON.stringify(element)}`)),
  ].map((statement, index) => parseStatement(statement, index, reader));
  return { name, statements, variables, doubts: reader.doubts };
}

function parseText(text: string, name: string): Policy {
  try {
    const document: unknown = ESCAPED_MARK.test(text) ? undefined : JSON.parse(text);
    return parsePolicy(typeof document === 'string' ? undefined : document, name);
  } catch {
    return unseenPolicy(name, 'the policy document is not JSON', { couldDeny: true });
  }
}

function parseVersion(version: unknown, reader: DocumentReader): Policy['variables'] {
  if (version instanceof Unknown) {
    return reader.doubt(version.reason);
  }
  if (version === undefined || version === WITHOUT_VARIABLES) {
    return false;
  }
  return version === WITH_VARIABLES || reader.doubt('the Version is none that AWS knows');
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
