import { says } from './_judge';
import { ref } from './_ready';
import { causes, logged, numbers, saysOfReady, session, SESSION, toBucket } from './_session';
import { parameters } from './_task';
import { SessionLogDestination } from '../../../../src/readiness/private/rules/session-log-destination';

const LOG = `${SESSION}.LogConfiguration`;
const GROUP = { CloudWatchLogGroupName: ref('SessionLog') };
const Conditions = { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
const Parameters = parameters('Stage', 'Logging', 'Name') as Record<string, unknown>;
const perhaps = (one: unknown, other: unknown = ref('AWS::NoValue')) => ({ 'Fn::If': ['Audited', one, other] });
const open = (template: object) => says(SessionLogDestination, { ...template, Conditions, Parameters } as never);

describe('SessionLogDestination', () => {
  test.each([
    ['the cluster says nothing of sessions', session(undefined)],
    ['Logging is NONE', session({ Logging: 'NONE' })],
    ['Logging is DEFAULT', session({ Logging: 'DEFAULT' })],
    ['Logging is not set', session({})],
    ['a group is named', logged(GROUP)],
    ['a bucket is named', toBucket()],
    ['both are named', toBucket(GROUP)],
  ])('is silent when %s', (_, template) => {
    expect(says(SessionLogDestination, template)).toEqual([]);
    expect(saysOfReady(SessionLogDestination)).toEqual([]);
  });

  test.each([
    ['nothing is configured', undefined],
    ['nothing is named', {}],
    ['the group has an empty name', { CloudWatchLogGroupName: '' }],
    ['only encryption is demanded', { CloudWatchEncryptionEnabled: true }],
  ])('is broken when Logging is OVERRIDE and %s', (_, log) => {
    expect(says(SessionLogDestination, logged(log))).toEqual([`error ${LOG}`]);
    expect(numbers(SessionLogDestination, logged(log))).toEqual(['X-039']);
  });

  test.each(['override', 'CLOUDWATCH', ''])('is broken by the Logging %j', (Logging) => {
    expect(says(SessionLogDestination, session({ Logging, LogConfiguration: GROUP }))).toEqual([`error ${SESSION}.Logging`]);
  });

  test.each([
    ['NONE', { Logging: 'NONE' }],
    ['DEFAULT', { Logging: 'DEFAULT' }],
    ['not set', {}],
  ])('is broken by a destination when Logging is %s, which ECS refuses', (_, configuration) => {
    const template = session({ ...configuration, LogConfiguration: GROUP });
    expect(says(SessionLogDestination, template)).toEqual([`error ${LOG}`]);
    expect(numbers(SessionLogDestination, template)).toEqual(['X-039']);
  });

  test.each([
    ['CloudWatchEncryptionEnabled', toBucket({ CloudWatchEncryptionEnabled: true })],
    ['S3EncryptionEnabled', logged({ ...GROUP, S3EncryptionEnabled: 'true' })],
  ])('warns of %s without what it is about', (flag, template) => {
    expect(says(SessionLogDestination, template)).toEqual([`warning ${LOG}.${flag}`]);
    expect(numbers(SessionLogDestination, template)).toEqual(['X-047']);
  });

  test('takes no notice of encryption that is not demanded', () => {
    expect(says(SessionLogDestination, toBucket({ CloudWatchEncryptionEnabled: false }))).toEqual([]);
  });

  test('does not know what a parameter decides', () => {
    expect(open(session({ Logging: ref('Logging') }))).toEqual([`unknown ${SESSION}.Logging`]);
    expect(open(logged({ CloudWatchLogGroupName: ref('Name') }))).toEqual([]);
  });

  test('does not know whether a condition leaves a destination where there must be one', () => {
    expect(open(logged({ CloudWatchLogGroupName: perhaps('/exec') }))).toEqual([`unknown ${LOG}`]);
    expect(open(logged(perhaps(GROUP)))).toEqual([`unknown ${LOG}`]);
    expect(open(logged({ CloudWatchLogGroupName: perhaps('/exec', '/other') }))).toEqual([]);
  });

  test('keeps together what one condition decides', () => {
    expect(open(session(perhaps({ Logging: 'OVERRIDE', LogConfiguration: GROUP }, { Logging: 'NONE' })))).toEqual([]);
    expect(open(session(perhaps({ Logging: 'OVERRIDE', LogConfiguration: GROUP })))).toEqual([]);
  });

  test('is broken where every value of a parameter is refused', () => {
    const template = session({ Logging: ref('Logging'), LogConfiguration: GROUP });
    const allowing = (...AllowedValues: string[]) => says(SessionLogDestination, { ...template, Parameters: { Logging: { Type: 'String', AllowedValues } } });
    expect(allowing('NONE', 'DEFAULT')).toEqual([`error ${LOG}`]);
    expect(allowing('NONE', 'OVERRIDE')).toEqual([`unknown ${LOG}`]);
  });

  test('does not know a configuration that is not written out', () => {
    expect(open(session(perhaps(ref('Name'), { 'Fn::Transform': { Name: 'X' } })))).toEqual([`unknown ${SESSION}.Logging`]);
    expect(open(session({ Logging: 'NONE', LogConfiguration: { 'Fn::Transform': { Name: 'X' } } }))).toEqual([`unknown ${LOG}`]);
    expect(open(logged({ 'Fn::Transform': { Name: 'X' } }))).toEqual([`unknown ${LOG}`]);
  });

  test('gives up on more ways than anyone can follow', () => {
    const many = (n: number): unknown => n === 0 ? '/exec' : { 'Fn::If': [`C${n}`, `/exec/${n}`, many(n - 1)] };
    const template = { ...logged({ CloudWatchLogGroupName: many(40) }), Parameters };
    const conditions = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`C${index + 1}`, { 'Fn::Equals': [ref('Stage'), `${index}`] }]));
    expect(says(SessionLogDestination, { ...template, Conditions: conditions })).toEqual([`unknown ${LOG}`]);
  });

  test('gives up on more pairs than anyone can follow, and does not guess', () => {
    const many = (n: number, name: string): unknown => n === 0 ? `${name}` : { 'Fn::If': [`C${n}`, `${name}${n}`, many(n - 1, name)] };
    const template = { ...toBucket({ CloudWatchLogGroupName: many(7, '/exec'), S3BucketName: many(7, 'sessions') }), Parameters };
    const conditions = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`C${index + 1}`, { 'Fn::Equals': [ref('Stage'), `${index}`] }]));
    expect(says(SessionLogDestination, { ...template, Conditions: conditions })).toEqual([]);
  });

  test('says what ECS says', () => {
    expect(causes(SessionLogDestination, session({ Logging: 'DEFAULT', LogConfiguration: {} }))).toEqual(['ECS takes a LogConfiguration only where Logging is OVERRIDE, not DEFAULT']);
  });
});
