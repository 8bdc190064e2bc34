import { input, shown, system } from './_builders';
import { readable } from '../../../../src/readiness/private/model/text';
import { partitionsIn } from '../../../../src/readiness/private/sources/partitions';

const PLACE = { 'Fn::Sub': '${AWS::Partition} ${AWS::URLSuffix}' };
const naming = (...texts: string[]) => ({ Metadata: { texts } });

describe('the partition of a stack whose region is not known', () => {
  test.each([
    ['aws amazonaws.com', ['arn:aws:logs:*:*:*']],
    ['aws amazonaws.com', ['arn:aws:s3:::a', 'x arn:aws:iam::${AWS::AccountId}:root']],
    ['aws-cn amazonaws.com.cn', ['arn:aws-cn:s3:::a']],
    ['aws-us-gov amazonaws.com', ['arn:aws-us-gov:s3:::a']],
    ['aws-iso-b sc2s.sgov.gov', ['arn:aws-iso-b:s3:::a']],
    ['<AWS::Partition> <AWS::URLSuffix>', []],
    ['<AWS::Partition> <AWS::URLSuffix>', ['arn:${AWS::Partition}:s3:::a', 'arn:', 'aws', 'arn:awsome:s3:::a']],
    ['<AWS::Partition> <AWS::URLSuffix>', ['arn:aws:s3:::a', 'arn:aws-cn:s3:::a']],
    ['<AWS::Partition> <AWS::URLSuffix>', ['arn:aws:s3:::a', 'aws-us-gov']],
  ])('is %s for %j', (expected, texts) => {
    expect(shown(PLACE, naming(...texts))).toBe(expected);
  });

  test('is not that of a region that is known', () => {
    expect(shown(PLACE, naming('arn:aws:s3:::a'), { environment: { region: 'cn-north-1' } })).toBe('aws-cn amazonaws.com.cn');
  });

  test('is the same for all of them, and comes from them only', () => {
    const stack = (name: string, ...texts: string[]) => input({ ...naming(...texts), Resources: {} }, { name });
    const partitions = (...inputs: ReturnType<typeof input>[]) => system(...inputs).templates.map(({ partition }) => readable(partition));
    const abroad = input({ ...naming('arn:aws-cn:s3:::a'), Resources: {} }, { name: 'abroad', environment: { region: 'cn-north-1' } });
    expect(partitions(stack('a', 'arn:aws:s3:::a'), stack('b'), abroad)).toEqual(['aws', 'aws', 'aws-cn']);
    expect(partitions(stack('a', 'arn:aws:s3:::a'), stack('b', 'arn:aws-cn:s3:::a'))).toEqual(['<AWS::Partition>', '<AWS::Partition>']);
    expect(partitions(abroad, stack('a'))).toEqual(['aws-cn', '<AWS::Partition>']);
  });

  test('counts those of nested stacks', () => {
    const nested = { Child: input({ ...naming('arn:aws:s3:::a'), Resources: {} }, { name: 'child' }) };
    const parent = input({ Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json' } } } }, { nested });
    expect(system(parent).templates.map(({ partition }) => partition)).toEqual(['aws', 'aws']);
  });
});

describe('the partitions in a template', () => {
  test('are not those in comments of YAML', () => {
    expect(partitionsIn('# arn:aws:s3:::a\nA: b # arn:aws-cn:s3:::a\nC: arn:aws-us-gov:s3:::a#arn:aws:s3:::b', false)).toEqual(['aws-us-gov', 'aws']);
    expect(partitionsIn('{"A": "x # arn:aws:s3:::a"}', true)).toEqual(['aws']);
  });
});
