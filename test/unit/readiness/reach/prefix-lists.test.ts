import { hole } from '../../../../src/readiness/private/model/text';
import { serviceOfPrefixList } from '../../../../src/readiness/private/reach/prefix-lists';

describe('a prefix list', () => {
  // As `aws ec2 describe-prefix-lists` prints them.
  test.each([
    ['pl-63a5400a', 'us-east-1', 's3'],
    ['pl-02cd2c6b', 'us-east-1', 'dynamodb'],
    ['pl-6da54004', 'eu-west-1', 's3'],
    ['pl-6fa54006', 'eu-west-1', 'dynamodb'],
    ['pl-6fa54006', 'ap-southeast-1', 's3'],
    ['pl-78a54011', 'ap-south-1', 's3'],
    ['pl-78a54011', 'ap-northeast-1', 'dynamodb'],
    ['com.amazonaws.us-gov-west-1.s3', 'us-gov-west-1', 's3'],
    ['com.amazonaws.eu-west-1.dynamodb', 'eu-west-1', 'dynamodb'],
  ])('%s in %s is the one of %s', (list, region, service) => {
    expect(serviceOfPrefixList(list, region)).toBe(service);
  });

  test.each([
    ['pl-63a5400a', 'eu-west-1'],
    ['pl-63a5400a', hole('unknown', 'AWS::Region')],
    ['pl-63a5400a', 'constructor'],
    ['constructor', 'us-east-1'],
    ['pl-0123456789abcdef0', 'us-east-1'],
    ['com.amazonaws.us-east-1.s3', 'eu-west-1'],
    ['org.com.amazonaws.us-east-1.s3', 'us-east-1'],
    ['com.amazonaws.us-east-1.s3express', 'us-east-1'],
    ['com.amazonaws.global.cloudfront.origin-facing', 'us-east-1'],
  ])('%s in %s is not known', (list, region) => {
    expect(serviceOfPrefixList(list, region)).toBeUndefined();
  });

  test('by a name with the region left open is the one of the region', () => {
    const region = hole('unknown', 'AWS::Region');
    expect(serviceOfPrefixList(`com.amazonaws.${region}.s3`, region)).toBe('s3');
  });
});
