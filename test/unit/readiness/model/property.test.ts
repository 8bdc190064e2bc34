import { Property } from '../../../../src/readiness/private/model/property';
import { Unknown } from '../../../../src/readiness/private/model/unknown';
import { resolved } from '../sources/_builders';

/** The property `P` of a resource, in a template with parameters without value and an undecided condition. */
function property(value: unknown, others: object = {}): Property {
  const template = {
    Parameters: { Text: { Type: 'String' }, List: { Type: 'CommaDelimitedList' }, Choice: { Type: 'String' } },
    Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'Choice' }, 'yes'] } },
    Resources: { R: { Type: 'A::B::C', Properties: { P: value, ...others } } },
  };
  return Property.of(resolved(template).resources.get('R')!).at('P');
}

const PARAMETER = { Ref: 'Text' };
const NOTHING = { Ref: 'AWS::NoValue' };
const maybe = (yes: unknown, no: unknown) => ({ 'Fn::If': ['Maybe', yes, no] });
const unknown = { unknown: expect.any(String) as string };

describe('Property', () => {
  test.each<[string, unknown, unknown]>([
    ['a text', 'x', { known: 'x' }],
    ['a number', 5, { known: '5' }],
    ['a boolean', true, { known: 'true' }],
    ['nothing', NOTHING, { known: undefined }],
    ['an object', { a: 1 }, unknown],
    ['one of two texts', maybe('x', 'y'), unknown],
    ['what both branches agree on', maybe('x', 'x'), { known: 'x' }],
  ])('reads %s as text', (_, value, expected) => {
    expect(property(value).text).toEqual(expected);
  });

  test('reads a text with unknown parts as text, but not as a literal', () => {
    expect(property(PARAMETER).text).toEqual({ known: expect.any(String) });
    expect(property(PARAMETER).literal).toEqual({ unknown: 'it depends on <Parameter stack/Text>' });
  });

  test('reads user data that is encoded in the template', () => {
    expect(property({ 'Fn::Base64': 'echo' }).text).toEqual({ known: 'echo' });
  });

  test.each<[unknown, unknown]>([
    [true, { known: true }], ['true', { known: true }], ['False', { known: false }], [NOTHING, { known: undefined }],
    ['yes', unknown], [PARAMETER, unknown], [{}, unknown], [maybe(true, NOTHING), unknown],
  ])('reads %j as a flag', (value, expected) => {
    expect(property(value).flag).toEqual(expected);
  });

  test.each<[unknown, unknown]>([
    [256, { known: 256 }], ['256', { known: 256 }], [NOTHING, { known: undefined }], ['', unknown], ['much', unknown], [PARAMETER, unknown],
  ])('reads %j as a number', (value, expected) => {
    expect(property(value).number).toEqual(expected);
  });

  test.each<[string, unknown, number, boolean]>([
    ['nothing', NOTHING, 0, true],
    ['a list', ['a', 'b'], 2, true],
    ['one item that is no list', 'a', 1, true],
    ['a parameter list', { Ref: 'List' }, 0, false],
    ['one of two lists', maybe(['a'], ['b']), 0, false],
  ])('reads the items of %s', (_, value, count, complete) => {
    const { items, more } = property(value).list;
    expect(items).toHaveLength(count);
    expect(more === undefined).toBe(complete);
  });

  test('tells where an item stands', () => {
    expect(property([{ Name: 'x' }]).list.items[0].at('Name').path).toEqual(['P', 0, 'Name']);
  });

  test('reads a list of texts only when all of them are known to be texts', () => {
    expect(property(['a', 'b']).texts).toEqual({ known: ['a', 'b'] });
    expect(property(['a', maybe('b', 'c')]).texts).toEqual(unknown);
    expect(property({ Ref: 'List' }).texts).toEqual({ unknown: 'parameter List has no value' });
  });

  test.each<[unknown, string]>([
    ['x', 'yes'], [NOTHING, 'no'], [maybe('x', NOTHING), 'unknown'], [maybe('x', 'y'), 'yes'], [PARAMETER, 'yes'], [{ 'Fn::Foo': 1 }, 'unknown'],
  ])('knows whether %j is there', (value, expected) => {
    expect(property(value).given).toBe(expected);
  });

  test('finds a member in every branch', () => {
    const { alternatives } = property(maybe({ K: 'a' }, {})).at('K');
    expect(alternatives.map(({ value }) => value)).toEqual(['a', undefined]);
    expect(property(maybe({ K: 'a' }, { K: 'b' })).ask((each) => each.at('K').value === 'a' ? 'yes' : 'no')).toBe('unknown');
    expect(property(maybe({ K: 'a' }, { K: 'b' })).at('K').ask(({ value }) => typeof value === 'string' ? 'yes' : 'no')).toBe('yes');
  });

  test('does not guess what becomes of a misspelt key', () => {
    expect(property({ image: 'x' }).at('Image').text).toEqual({ unknown: 'it is spelled "image", and what becomes of that is not documented' });
  });

  test('finds nothing below nothing, and no member of a text', () => {
    expect(property(NOTHING).at('K', 'L').value).toBeUndefined();
    expect(property('x').at('K').value).toBeInstanceOf(Unknown);
    expect(property({ Ref: 'List' }).at('K').text).toEqual({ unknown: 'it is a list' });
  });

  test.each(['constructor', '__proto__', 'toString'])('takes %s for a key like any other', (key) => {
    expect(property({ a: 1 }).at(key).value).toBeUndefined();
  });

  test('knows no missing property where a transform may add some', () => {
    const other = property('x', { 'Fn::Transform': { Name: 'Include' } });
    expect(Property.of(other.resource).at('Missing').given).toBe('unknown');
  });

  test('lists the entries of an object', () => {
    expect(property({ a: 1, b: 2 }).entries.entries.map(([key, at]) => [key, at.path])).toEqual([['a', ['P', 'a']], ['b', ['P', 'b']]]);
    expect(property('x').entries).toEqual({ entries: [], more: 'it is not an object' });
    expect(property(NOTHING).entries).toEqual({ entries: [] });
  });

  test.each<[unknown, string | undefined]>([
    ['x', undefined], [NOTHING, undefined], [PARAMETER, 'it depends on <Parameter stack/Text>'],
    [maybe('x', 'y'), 'condition "Maybe" depends on <Parameter stack/Choice>'],
  ])('tells why %j is not known', (value, expected) => {
    expect(property(value).doubt).toBe(expected);
  });

  test.each<[unknown, string]>([['x', '"x"'], [5, '5'], [NOTHING, 'nothing'], [{}, 'what is not a text']])('shows %j to people', (value, expected) => {
    expect(property(value).shown).toBe(expected);
  });
});
