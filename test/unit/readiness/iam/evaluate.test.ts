import { allow, deny, policy } from './_helpers/policies';
import { contextOf, denial, evaluate, identityAllows, parsePolicy, Policy, unseenPolicy } from '../../../../src/readiness/private/iam';
import { Answer } from '../../../../src/readiness/private/model/answer';
import { hole } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const P = hole('unknown', 'AWS::Partition');
const GROUP = `arn:${P}:logs:r:a:log-group:${hole('generated', 'Group')}`;
const OPEN = { action: 'ssmmessages:OpenDataChannel', resource: '*' };
const CHANNELS = policy('Channels', allow('ssmmessages:*'));
const UNSEEN = unseenPolicy('Customer', 'it cannot be seen', { couldDeny: true });
const NO_DOCUMENT = parsePolicy(7);
const NO_JSON = parsePolicy('{');
const UNSEEN_ALLOW = unseenPolicy('Aws', 'it cannot be seen', { couldDeny: false });

describe('the policies of a role', () => {
  test.each<[string, Policy[], Answer]>([
    ['none', [], 'no'],
    ['one that allows', [CHANNELS], 'yes'],
    ['one that allows something else', [policy('S3', allow('s3:*'))], 'no'],
    ['one that allows and one that denies', [CHANNELS, policy('D', deny('*'))], 'no'],
    ['one that denies something else', [CHANNELS, policy('D', deny(['iam:*', 'imagebuilder:*', 'ec2:*']))], 'yes'],
    ['one that denies elsewhere', [CHANNELS, policy('D', deny('*', 'arn:aws:s3:::b'))], 'yes'],
    ['one that denies all but this', [CHANNELS, policy('D', { Effect: 'Deny', NotAction: 'ssmmessages:*', Resource: '*' })], 'yes'],
    ['one whose effect is not known', [CHANNELS, policy('E', deny('*', '*', { Effect: new Unknown('an intrinsic') }))], 'unknown'],
    ['one that allows the wrong resource', [policy('R', allow('ssmmessages:*', 'arn:aws:ecs:r:a:task/*'))], 'no'],
    ['one that cannot be seen', [UNSEEN], 'unknown'],
    ['one that cannot be seen and one that allows', [UNSEEN, CHANNELS], 'unknown'],
    ['one that is no document and one that allows', [NO_DOCUMENT, CHANNELS], 'unknown'],
    ['one that is not JSON and one that allows', [NO_JSON, CHANNELS], 'unknown'],
    ['one of AWS that cannot be seen', [UNSEEN_ALLOW], 'unknown'],
    ['one of AWS that cannot be seen and one that allows', [UNSEEN_ALLOW, CHANNELS], 'yes'],
    ['one of AWS that cannot be seen and one that denies', [UNSEEN_ALLOW, policy('D', deny('ssmmessages:*'))], 'no'],
    ['one that allows on a condition', [policy('C', allow('ssmmessages:*', '*', { Condition: { StringEquals: { 'aws:x': 'y' } } }))], 'unknown'],
    ['one that denies on a condition', [CHANNELS, policy('C', deny('*', '*', { Condition: { StringEquals: { 'aws:x': 'y' } } }))], 'unknown'],
    ['one that denies without TLS', [CHANNELS, policy('T', deny('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }))], 'yes'],
  ])('with %s', (_, policies, answer) => {
    expect(identityAllows(OPEN, { policies }).answer).toBe(answer);
  });

  test('are limited by the boundary', () => {
    const within = (boundary: Policy, ...policies: Policy[]) => identityAllows(OPEN, { policies, boundary }).answer;
    expect(within(policy('B', allow('*')), CHANNELS)).toBe('yes');
    expect(within(policy('B', allow('*')))).toBe('no');
    expect(within(policy('B', allow('s3:*')), CHANNELS)).toBe('no');
    expect(within(policy('B', allow('*'), deny('ssmmessages:*')), CHANNELS)).toBe('no');
    expect(within(UNSEEN, CHANNELS)).toBe('unknown');
    expect(within(UNSEEN_ALLOW, CHANNELS)).toBe('unknown');
    expect(within(UNSEEN)).toBe('no');
    expect(within(parsePolicy(new Unknown('an import')), CHANNELS)).toBe('unknown');
  });

  test('are judged on what the request carries', () => {
    const conditional = policy('C', allow('ecs:ExecuteCommand', '*', {
      Condition: { StringEquals: { 'ecs:container-name': ['app', 'web'] }, Null: { 'ecs:enable-execute-command': 'true' } },
    }));
    const ask = (context: Parameters<typeof contextOf>[0]) =>
      identityAllows({ action: 'ecs:ExecuteCommand', resource: '*', context: contextOf(context) }, { policies: [conditional] }).answer;
    expect(ask({ 'ecs:Container-Name': 'app', 'ecs:enable-execute-command': 'absent' })).toBe('yes');
    expect(ask({ 'ecs:container-name': 'db', 'ecs:enable-execute-command': 'absent' })).toBe('no');
    expect(ask({ 'ecs:container-name': 'app', 'ecs:enable-execute-command': 'true' })).toBe('no');
    expect(ask({ 'ecs:container-name': 'app' })).toBe('unknown');
  });

  test('see who calls', () => {
    const own = policy('O', allow('*', '*', {
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/*' }, StringEquals: { 'aws:PrincipalAccount': '1', 'aws:PrincipalType': 'AssumedRole' } },
    }));
    const ask = (arn: string) => identityAllows({ ...OPEN, caller: { arn } }, { policies: [own] }).answer;
    expect(ask('arn:aws:iam::1:role/Task')).toBe('yes');
    expect(ask('arn:aws:iam::2:role/Task')).toBe('no');
    expect(ask('arn:aws:iam::1:user/jane')).toBe('no');
    expect(ask(hole('unknown', 'Role'))).toBe('unknown');
  });

  test('may have variables in their resources', () => {
    const home = (version: string) => parsePolicy({ Version: version, Statement: allow('s3:GetObject', 'arn:aws:s3:::b/${aws:PrincipalAccount}/*') });
    const ask = (one: Policy, key: string) => identityAllows(
      { action: 's3:GetObject', resource: `arn:aws:s3:::b/${key}`, caller: { arn: 'arn:aws:iam::1:role/Task' } }, { policies: [one] }).answer;
    expect(ask(home('2012-10-17'), '1/x')).toBe('yes');
    expect(ask(home('2012-10-17'), '2/x')).toBe('no');
    expect(ask(home('2008-10-17'), '1/x')).toBe('no');
    expect(ask(home('2026-01-01'), '1/x')).toBe('unknown');
    expect(ask(parsePolicy({ Version: new Unknown('x'), Statement: allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}/*') }), '1/x')).toBe('unknown');
  });
});

describe('the reason', () => {
  const write = { action: 'logs:PutLogEvents', resource: GROUP };

  test.each<[string, Policy[], string]>([
    ['of a yes', [policy('Logs', allow('s3:*'), allow('logs:*', '*', { Sid: 'Write' }))], 'statement 2 (Write) of Logs allows it'],
    ['of a no', [CHANNELS], 'no policy allows logs:PutLogEvents on arn:<AWS::Partition>:logs:r:a:log-group:<Group>'],
    ['of a denial', [policy('Logs', allow('*'), deny('logs:*'))], 'statement 2 of Logs denies it'],
    ['of a doubt', [UNSEEN], 'cannot tell whether statement 1 of Customer allows it: it cannot be seen'],
    ['of a doubt about a denial', [UNSEEN, policy('Logs', allow('*'))], 'cannot tell whether statement 1 of Customer denies it: it cannot be seen'],
    ['of a doubt about a condition', [policy('Logs', allow('*', '*', { Condition: { StringEquals: { 'aws:x': 'y' } } }))],
      'cannot tell whether statement 1 of Logs allows it: it depends on what is known only at deployment or at the call'],
    ['of a doubt about a value', [policy('Logs', allow('*', '*', { Condition: { StringEquals: { 'aws:x': new Unknown('a parameter') }, Bool: 7 } }))],
      'cannot tell whether statement 1 of Logs allows it: a parameter'],
  ])('%s is a sentence', (_, policies, because) => {
    expect(identityAllows(write, { policies }).because).toBe(because);
  });

  test('names the boundary, the key and the endpoint that stand in the way', () => {
    const all = { identity: [policy('All', allow('*'))] };
    const none = policy('None');
    expect(evaluate(OPEN, { ...all, boundary: { ...none, name: 'the boundary' } }).because).toBe('the boundary does not allow ssmmessages:OpenDataChannel on *');
    expect(evaluate(OPEN, { ...all, endpoint: { ...none, name: 'the endpoint policy' } }).because)
      .toBe('the endpoint policy does not allow ssmmessages:OpenDataChannel on *');
    expect(evaluate(OPEN, { ...all, key: { ...none, name: 'the key policy' } }).because)
      .toBe('the key policy neither allows ssmmessages:OpenDataChannel on * nor leaves it to the policies of the account');
  });

  test('points at the statement', () => {
    expect(identityAllows(write, { policies: [policy('Logs', allow('*'), deny('logs:*', '*', { Sid: 'No' }))] }).decidedBy)
      .toEqual({ policy: 'Logs', statement: 1, sid: 'No', effect: 'Deny' });
    expect(identityAllows(write, { policies: [] }).decidedBy).toBeUndefined();
  });
});

test('a denial is found whatever else allows the call', () => {
  expect(denial(OPEN, { identity: [policy('D', deny('*'))] }).answer).toBe('yes');
  expect(denial(OPEN, { identity: [CHANNELS] })).toEqual({ answer: 'no', because: 'no statement denies ssmmessages:OpenDataChannel on *' });
  expect(denial(OPEN, { identity: [CHANNELS], boundary: UNSEEN }).answer).toBe('unknown');
});
