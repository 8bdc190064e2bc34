import { Condition, Part } from './condition';
import { DocumentReader } from './document-reader';
import { PrincipalName, Selection, Statement, unseenStatement } from './policy';
import { isKnown } from '../model/text';
import { Unknown } from '../model/unknown';

const ELEMENTS = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);
const PRINCIPAL_TYPES: ReadonlySet<string> = new Set<PrincipalName['type']>(['AWS', 'Service', 'Federated', 'CanonicalUser']);

export function parseStatement(value: unknown, index: number, reader: DocumentReader): Statement {
  const entries = reader.entries(value, 'the statement');
  if (entries instanceof Unknown) {
    return unseenStatement(index, entries.reason, { couldDeny: true });
  }
  const elements = new Map(entries.filter(([, element]) => element !== undefined));
  const odd = [...elements.keys()].filter((name) => !ELEMENTS.has(name));
  const sid = elements.get('Sid');
  return {
    index,
    sid: typeof sid === 'string' && isKnown(sid) ? sid : undefined,
    effect: parseEffect(elements.get('Effect'), reader),
    actions: selection(elements, 'Action', reader, (element) => reader.parts(element, 'Action'))
      ?? { not: false, items: [reader.doubt('the statement has no Action')] },
    principals: selection(elements, 'Principal', reader, (element) => parsePrincipals(element, reader)),
    resources: selection(elements, 'Resource', reader, (element) => reader.parts(element, 'Resource')),
    conditions: [
      ...odd.map((name) => reader.doubt(`a statement has no ${JSON.stringify(name)}`)),
      ...(elements.has('Condition') ? parseConditions(elements.get('Condition'), reader) : []),
    ],
  };
}

function parseEffect(value: unknown, reader: DocumentReader): Statement['effect'] {
  if (value === 'Allow' || value === 'Deny') {
    return value;
  }
  return reader.doubt(value instanceof Unknown ? value.reason : 'the Effect is neither Allow nor Deny');
}

function selection<Item>(
  elements: ReadonlyMap<string, unknown>,
  name: string,
  reader: DocumentReader,
  parse: (element: unknown) => (Item | Unknown)[],
): Selection<Item | Unknown> | undefined {
  const negation = `Not${name}`;
  if (elements.has(name) && elements.has(negation)) {
    return { not: false, items: [reader.doubt(`the statement has both ${name} and ${negation}`)] };
  }
  const not = elements.has(negation);
  return not || elements.has(name) ? { not, items: filled(parse(elements.get(not ? negation : name)), name, reader) } : undefined;
}

function filled<Item>(items: (Item | Unknown)[], name: string, reader: DocumentReader): (Item | Unknown)[] {
  return items.length > 0 ? items : [reader.doubt(`the ${name} is empty`)];
}

function parsePrincipals(value: unknown, reader: DocumentReader): (PrincipalName | Unknown)[] {
  if (value === '*') {
    return [{ type: 'AWS', name: '*' }];
  }
  const entries = reader.entries(value, 'the Principal');
  return entries instanceof Unknown ? [entries] : entries.flatMap(([type, names]) => {
    if (!PRINCIPAL_TYPES.has(type)) {
      return [reader.doubt(`a principal is no ${JSON.stringify(type)}`)];
    }
    const named = (name: Part) => name instanceof Unknown ? name : { type: type as PrincipalName['type'], name };
    return reader.parts(names, 'the Principal').map(named);
  });
}

function parseConditions(value: unknown, reader: DocumentReader): (Condition | Unknown)[] {
  const operators = reader.entries(value, 'the Condition');
  return operators instanceof Unknown ? [operators] : operators.flatMap(([operator, block]): (Condition | Unknown)[] => {
    const keys = reader.entries(block, operator);
    return keys instanceof Unknown ? [keys] : keys.map(([key, values]) => ({
      operator,
      key,
      values: reader.list(values).flatMap((item) => reader.parts(scalar(item), key)),
    }));
  });
}

/** Conditions may be written with numbers and truth values. */
function scalar(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
