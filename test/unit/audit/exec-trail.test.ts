import { Template } from 'aws-cdk-lib/assertions';
import { ExecAudit, ExecTrail } from '../../../src';
import type { Policy } from '../../../src/readiness/private/iam';
import { contextOf, keyAllows, parsePolicy } from '../../../src/readiness/private/iam';
import { newStack } from '../_helpers/apps';
import { text } from '../_helpers/templates';

const TRAILS = 'arn:{AWS::Partition}:cloudtrail:{AWS::Region}:{AWS::AccountId}:trail/';
const CONTEXT = 'kms:EncryptionContext:aws:cloudtrail:arn';

/** The policy of the key of a new trail, with references in braces. */
function keyPolicy(): Policy {
  const stack = newStack();
  new ExecAudit(stack, 'Audit', { trail: ExecTrail.create() });
  const keys = Template.fromStack(stack).findResources('AWS::KMS::Key') as Record<string, { Properties: { KeyPolicy: { Statement: Record<string, unknown>[] } } }>;
  const [[, { Properties: { KeyPolicy } }]] = Object.entries(keys).filter(([id]) => id.includes('TrailKey'));
  return parsePolicy(JSON.parse(JSON.stringify(KeyPolicy, (_, value: unknown) => isIntrinsic(value) ? text(value) : value)), 'TrailKey');
}

function isIntrinsic(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('Fn::Join' in value || 'Ref' in value || 'Fn::GetAtt' in value);
}

describe('the key of a new trail', () => {
  const policy = keyPolicy();
  const may = (service: string, action: string, keys: Record<string, string>) => keyAllows({ action, resource: 'key', caller: { service }, context: contextOf(keys) }, policy).answer;

  test('lets CloudTrail encrypt what trails of this account and region record, and no others', () => {
    const of = (arn: string) => may('cloudtrail.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceArn': arn, [CONTEXT]: arn });

    expect(of(`${TRAILS}Audit-Trail-1`)).toBe('yes');
    expect(of('arn:{AWS::Partition}:cloudtrail:{AWS::Region}:444455556666:trail/other')).toBe('no');
    expect(may('events.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceArn': `${TRAILS}Audit-Trail-1`, [CONTEXT]: `${TRAILS}Audit-Trail-1` })).toBe('no');
  });

  test('lets CloudTrail look at the key, and not read what is encrypted', () => {
    const trail = { 'aws:SourceArn': `${TRAILS}Audit-Trail-1` };

    expect(may('cloudtrail.amazonaws.com', 'kms:DescribeKey', trail)).toBe('yes');
    expect(may('cloudtrail.amazonaws.com', 'kms:Decrypt', trail)).toBe('no');
  });
});
