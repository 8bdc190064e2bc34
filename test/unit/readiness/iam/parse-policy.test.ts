import { identityAllows, parsePolicy } from '../../../../src/readiness/private/iam';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const ALLOW = { Effect: 'Allow', Action: 'ssmmessages:*', Resource: '*' };
const UNKNOWN = new Unknown('the parameter Actions');

function answer(document: unknown) {
  return identityAllows({ action: 'ssmmessages:OpenDataChannel', resource: '*' }, { policies: [parsePolicy(document)] }).answer;
}

describe('documents that are understood', () => {
  test.each<[string, unknown]>([
    ['a list of statements', { Version: '2012-10-17', Statement: [ALLOW] }],
    ['one statement', { Version: '2012-10-17', Statement: ALLOW }],
    ['no version', { Statement: ALLOW }],
    ['an id', { Id: 'x', Statement: ALLOW }],
    ['JSON text', JSON.stringify({ Statement: ALLOW })],
    ['a list of actions', { Statement: { ...ALLOW, Action: ['s3:*', 'SSMMessages:Open*'] } }],
    ['NotAction', { Statement: { Effect: 'Allow', NotAction: 's3:*', Resource: '*' } }],
    ['NotResource', { Statement: { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b' } }],
    ['elements left out by an intrinsic', { Statement: { ...ALLOW, Condition: undefined, NotAction: undefined } }],
    ['an empty condition', { Statement: { ...ALLOW, Condition: {} } }],
    ['an operator without keys', { Statement: { ...ALLOW, Condition: { StringEquals: {} } } }],
    ['a condition with a truth value', { Statement: { ...ALLOW, Condition: { Bool: { 'aws:SecureTransport': true } } } }],
    ['an unknown action beside the right one', { Statement: { ...ALLOW, Action: [UNKNOWN, 'ssmmessages:*'] } }],
    ['every action', { Statement: { ...ALLOW, Action: '*:*' } }],
  ])('with %s allow', (_, document) => {
    expect(answer(document)).toBe('yes');
    expect(parsePolicy(document).doubts.length).toBeLessThan(2);
  });

  test('name their statements', () => {
    const [first, second] = parsePolicy({ Statement: [{ ...ALLOW, Sid: 'Channels' }, ALLOW] }).statements;
    expect([first.index, first.sid, first.effect, second.index, second.sid]).toEqual([0, 'Channels', 'Allow', 1, undefined]);
  });
});

describe('documents that are not understood', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'the policy document is not an object'],
    ['null', null, 'the policy document is not an object'],
    ['a list', [ALLOW], 'the policy document is not an object'],
    ['a number', 7, 'the policy document is not an object'],
    ['a parameter', UNKNOWN, 'the parameter Actions'],
    ['text that is not JSON', '{', 'the policy document is not JSON'],
    ['JSON text of JSON text', JSON.stringify(JSON.stringify({ Statement: ALLOW })), 'the policy document is not an object'],
    ['text that would make holes', JSON.stringify({ Statement: ALLOW, Id: 'x' }).replace('"x"', '"\\uE000"'), 'the policy document is not an object'],
    ['no statement', { Version: '2012-10-17' }, 'the statement is not an object'],
    ['an odd element', { Statement: ALLOW, Statements: [] }, 'a policy document has no "Statements"'],
    ['a statement that is a text', { Statement: ['Allow'] }, 'the statement is not an object'],
    ['an unknown statement', { Statement: UNKNOWN }, 'the parameter Actions'],
    ['no effect', { Statement: { Action: '*', Resource: '*' } }, 'the Effect is neither Allow nor Deny'],
    ['an effect in lower case', { Statement: { ...ALLOW, Effect: 'allow' } }, 'the Effect is neither Allow nor Deny'],
    ['an unknown effect', { Statement: { ...ALLOW, Effect: UNKNOWN } }, 'the parameter Actions'],
    ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }, 'the statement has no Action'],
    ['an action in lower case', { Statement: { Effect: 'Allow', action: '*', Resource: '*' } }, 'the statement has no Action'],
    ['Action and NotAction', { Statement: { ...ALLOW, NotAction: 's3:*' } }, 'the statement has both Action and NotAction'],
    ['an empty list of actions', { Statement: { ...ALLOW, Action: [] } }, 'the Action is empty'],
    ['an action that is a number', { Statement: { ...ALLOW, Action: 7 } }, 'Action is neither a text nor a list of texts'],
    ['an unknown action', { Statement: { ...ALLOW, Action: UNKNOWN } }, 'the parameter Actions'],
    ['an unknown NotAction', { Statement: { Effect: 'Allow', NotAction: UNKNOWN, Resource: '*' } }, 'the parameter Actions'],
    ['a list in a list', { Statement: { ...ALLOW, Action: [['*']] } }, 'Action is neither a text nor a list of texts'],
    ['a malformed hole', { Statement: { ...ALLOW, Action: '\uE000u:%\uE001' } }, ''],
    ['a wildcard in the name of a service', { Statement: { ...ALLOW, Action: 'ssm*:OpenDataChannel' } }, ''],
    ['a wildcard over the colon', { Statement: { ...ALLOW, Action: 'ssm*' } }, ''],
    ['no resource', { Statement: { Effect: 'Allow', Action: '*' } }, ''],
    ['a principal, which only resources name', { Statement: { ...ALLOW, Principal: '*' } }, ''],
    ['an odd element of a statement', { Statement: { ...ALLOW, Conditions: {} } }, 'a statement has no "Conditions"'],
    ['a condition that is a list', { Statement: { ...ALLOW, Condition: [] } }, 'the Condition is not an object'],
    ['an unknown condition', { Statement: { ...ALLOW, Condition: UNKNOWN } }, 'the parameter Actions'],
    ['an operator that is a text', { Statement: { ...ALLOW, Condition: { Bool: 'true' } } }, 'Bool is not an object'],
    ['an unknown value', { Statement: { ...ALLOW, Condition: { StringEquals: { 'aws:x': UNKNOWN } } } }, 'the parameter Actions'],
    ['a value that is an object', { Statement: { ...ALLOW, Condition: { StringEquals: { 'aws:x': {} } } } }, 'aws:x is neither a text nor a list of texts'],
    ['an own __proto__', JSON.parse('{"Statement":{"__proto__":{},"Effect":"Allow","Action":"*","Resource":"*"}}'), 'a statement has no "__proto__"'],
  ])('with %s leave it open', (_, document, doubt) => {
    expect(answer(document)).toBe('unknown');
    expect(parsePolicy(document).doubts).toEqual(doubt === '' ? [] : expect.arrayContaining([doubt]));
  });

  test('an unintelligible Deny may deny what another statement allows', () => {
    expect(answer({ Statement: [ALLOW, { Effect: 'Deny', Action: 7, Resource: '*' }] })).toBe('unknown');
    expect(answer({ Statement: [ALLOW, { Effect: 'Deny', Action: 's3:*', Resource: 7 }] })).toBe('yes');
  });

  test('an unintelligible Allow changes nothing where another statement allows or denies', () => {
    const odd = { Effect: 'Allow', Action: 7, Resource: '*' };
    expect(answer({ Statement: [odd, ALLOW] })).toBe('yes');
    expect(answer({ Statement: [odd, { ...ALLOW, Effect: 'Deny' }] })).toBe('no');
  });

  test('what a prototype says is not in the document', () => {
    expect(answer(Object.create({ Statement: ALLOW }))).toBe('unknown');
    expect(answer({ Statement: Object.create(ALLOW) as unknown })).toBe('unknown');
  });

  test('a document longer than AWS accepts is only read in part', () => {
    expect(answer({ Statement: { ...ALLOW, Action: [...new Array<string>(70_000).fill(''), 'ssmmessages:*'] } })).toBe('unknown');
    expect(answer({ Statement: { ...ALLOW, Action: 'x'.repeat(70_000) } })).toBe('unknown');
    const keys = Object.fromEntries(Array.from({ length: 70_000 }, (_, index) => [`aws:${index}`, 'x']));
    expect(answer({ Statement: { ...ALLOW, Condition: { StringEquals: keys } } })).toBe('unknown');
    expect(parsePolicy({ Statement: Array.from({ length: 100 }, (_, index) => ({ [`odd${index}`]: 1 })) }).doubts).toHaveLength(20);
  });
});
