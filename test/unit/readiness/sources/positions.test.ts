import { parsed } from './_builders';

const JSON_TEMPLATE = `{
  "Resources": {
    "A": {
      "Type": "X",
      "Properties": { "List": [1,
        { "k\\u0065y": true }], "B": null }
    }
  }
}`;

const YAML_TEMPLATE = `Resources:
  A:
    Type: X
    Properties:
      List:
        - 1
        - key: true
      Text: !Sub
        - \${a}
        - a: b
  B: &b
    Type: Y
  C: *b
`;

describe('positionOf', () => {
  test.each([
    [[], 1, 1],
    [['Resources'], 2, 3],
    [['Resources', 'A'], 3, 5],
    [['Resources', 'A', 'Properties', 'List'], 5, 23],
    [['Resources', 'A', 'Properties', 'List', 0], 5, 32],
    [['Resources', 'A', 'Properties', 'List', 1, 'key'], 6, 11],
    [['Resources', 'A', 'Properties', 'B'], 6, 32],
    [['Resources', 'A', 'Properties', 'List', 7, 'x'], 5, 23],
    [['Resources', 'Missing', 'Properties'], 2, 3],
  ])('finds %j in JSON', (path, line, column) => expect(parsed(JSON_TEMPLATE).positions.positionOf(path)).toEqual({ line, column }));

  test('finds what follows many texts, brackets in texts and escapes in JSON', () => {
    const texts = [...Array.from({ length: 250 }, (_, index) => `${index}]`), '{', 'a "quoted" [b\\', '\\', '"', ''];
    const template = JSON.stringify({ Resources: { A: { Type: 'X', Properties: { texts, nested: [[{ '}"': texts }], {}, [], -1e5, null] } }, B: { Type: 'Y' } } }, undefined, 2);
    const before = template.slice(0, template.indexOf('"B": ')).split('\n');
    expect(parsed(template).positions.positionOf(['Resources', 'B'])).toEqual({ line: before.length, column: before.at(-1)!.length + 1 });
  });

  test.each([
    [[], 1, 1],
    [['Resources', 'A'], 2, 3],
    [['Resources', 'A', 'Properties', 'List', 1], 7, 11],
    [['Resources', 'A', 'Properties', 'List', 1, 'key'], 7, 11],
    [['Resources', 'A', 'Properties', 'Text', 'Fn::Sub', 1], 8, 7],
    [['Resources', 'C', 'Type'], 13, 3],
    [['Outputs'], 1, 1],
  ])('finds %j in YAML', (path, line, column) => expect(parsed(YAML_TEMPLATE).positions.positionOf(path)).toEqual({ line, column }));
});
