import { Property } from '../../../../src/readiness/private/model/property';
import { textListsOf } from '../../../../src/readiness/private/model/text-lists';
import { input, system } from '../sources/_builders';

const either = (yes: unknown, no: unknown, condition = 'Is') => ({ 'Fn::If': [condition, yes, no] });
const NONE = { Ref: 'AWS::NoValue' };

function listsOf(Value: unknown) {
  const all = system(input({
    Parameters: { Name: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' } },
    Conditions: Object.fromEntries(['Is', ...'ABCDE'].map((name) => [name, { 'Fn::Equals': [{ Ref: 'Name' }, name] }])),
    Resources: { Subject: { Type: 'A::B::C', Properties: { Value } } },
  }));
  return textListsOf(Property.of(all.resource('stack', 'Subject')!).at('Value'));
}

describe('the lists that a property may be', () => {
  test('are one when it depends on nothing', () => {
    expect([listsOf(['a', 'b']), listsOf(undefined), listsOf('a')]).toEqual([[{ known: ['a', 'b'] }], [{ known: [] }], [{ known: ['a'] }]]);
  });

  test('are several when it, or an item, depends on a condition', () => {
    expect(listsOf(either(['a'], ['b', 'c']))).toEqual([{ known: ['a'] }, { known: ['b', 'c'] }]);
    expect(listsOf(['a', either('b', NONE)])).toEqual([{ known: ['a', 'b'] }, { known: ['a'] }]);
    expect(listsOf(either(['a'], NONE))).toEqual([{ known: ['a'] }, { known: [] }]);
  });

  test('are not known when one of its texts is not, or when there are too many', () => {
    expect(listsOf({ Ref: 'Names' })).toEqual([{ unknown: 'parameter Names has no value' }]);
    expect(listsOf(['a', { b: 'c' }])).toEqual([{ unknown: 'it is not a text' }]);
    expect(listsOf([...'ABCDE'].map((name) => either(name, NONE, name)))).toEqual([{ unknown: 'it depends on too many conditions' }]);
  });
});
