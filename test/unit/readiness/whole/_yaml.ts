import { Document, isMap, isPair, isScalar, visit, type Node } from 'yaml';

/** A template in YAML, its functions in their short forms wherever a tag can stand. */
export function yamlOf(template: object): string {
  const document = new Document(template, { aliasDuplicateObjects: false });
  visit(document, {
    Map: (_, { items }) => {
      const name = items.length === 1 && isPair(items[0]) && isScalar(items[0].key) ? /^(?:Fn::)?(\w+)$/.exec(String(items[0].key.value))?.[1] : undefined;
      const value = items[0]?.value as Node | undefined;
      if (name === undefined || !FUNCTIONS.has(name) || !value || isMap(value)) {
        return undefined;
      }
      value.tag = `!${name}`;
      return value;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const FUNCTIONS: ReadonlySet<string> = new Set(['Ref', 'GetAtt', 'Sub', 'If', 'Join', 'Select', 'Split', 'Not', 'Equals', 'And', 'Or', 'Base64', 'FindInMap', 'ImportValue', 'GetAZs', 'Cidr']);
