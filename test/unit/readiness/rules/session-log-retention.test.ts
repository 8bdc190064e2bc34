import { says } from './_judge';
import { ref } from './_ready';
import { logged, saysOfReady, session, toBucket } from './_session';
import { parameters } from './_task';
import { SessionLogRetention } from '../../../../src/readiness/private/rules/session-log-retention';

const group = (RetentionInDays: unknown, CloudWatchLogGroupName: unknown = ref('SessionLog')) => ({
  ...logged({ CloudWatchLogGroupName }, ({ SessionLog }) => { SessionLog.Properties.RetentionInDays = RetentionInDays; }),
  Conditions: { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } },
  Parameters: parameters('Stage') as never,
});

describe('SessionLogRetention', () => {
  test.each([
    ['the group has a retention', group(7)],
    ['a parameter sets it', group(ref('Stage'))],
    ['a condition decides', group({ 'Fn::If': ['Audited', 30, ref('AWS::NoValue')] })],
    ['the group is elsewhere', group(undefined, '/exec/other')],
    ['the group is called by its ARN, which is told elsewhere', group(undefined, { 'Fn::GetAtt': ['SessionLog', 'Arn'] })],
    ['the group is that of the application', session({ Logging: 'DEFAULT' }, ({ AppLog }) => { AppLog.Properties = {}; })],
    ['the log goes to a bucket', toBucket()],
  ])('is silent when %s', (_, template) => {
    expect(says(SessionLogRetention, template)).toEqual([]);
    expect(saysOfReady(SessionLogRetention)).toEqual([]);
  });

  test('warns of a group that keeps everything', () => {
    expect(says(SessionLogRetention, group(undefined))).toEqual(['warning SessionLog.RetentionInDays']);
  });
});
