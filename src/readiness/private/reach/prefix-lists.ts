import type { Text } from '../model/text';

/**
 * Ids of the prefix lists that AWS manages for its gateway endpoints, as `describe-prefix-lists` gives them. They are fixed per region,
 * and some are used in two regions for different services. As of 2018, with later ones for eu-north-1 and ap-northeast-3; a region that is not here is not known.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const MANAGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ap-northeast-1': { 'pl-61a54008': 's3', 'pl-78a54011': 'dynamodb' },
  'ap-northeast-2': { 'pl-78a54011': 's3', 'pl-48a54021': 'dynamodb' },
  'ap-northeast-3': { 'pl-a4a540cd': 's3' },
  'ap-south-1': { 'pl-78a54011': 's3', 'pl-66a7420f': 'dynamodb' },
  'ap-southeast-1': { 'pl-6fa54006': 's3', 'pl-67a5400e': 'dynamodb' },
  'ap-southeast-2': { 'pl-6ca54005': 's3', 'pl-62a5400b': 'dynamodb' },
  'ca-central-1': { 'pl-7da54014': 's3', 'pl-4ea54027': 'dynamodb' },
  'eu-central-1': { 'pl-6ea54007': 's3', 'pl-66a5400f': 'dynamodb' },
  'eu-north-1': { 'pl-c3aa4faa': 's3', 'pl-adae4bc4': 'dynamodb' },
  'eu-west-1': { 'pl-6da54004': 's3', 'pl-6fa54006': 'dynamodb' },
  'eu-west-2': { 'pl-7ca54015': 's3', 'pl-b3a742da': 'dynamodb' },
  'eu-west-3': { 'pl-23ad484a': 's3', 'pl-abb451c2': 'dynamodb' },
  'sa-east-1': { 'pl-6aa54003': 's3', 'pl-60a54009': 'dynamodb' },
  'us-east-1': { 'pl-63a5400a': 's3', 'pl-02cd2c6b': 'dynamodb' },
  'us-east-2': { 'pl-7ba54012': 's3', 'pl-4ca54025': 'dynamodb' },
  'us-west-1': { 'pl-6ba54002': 's3', 'pl-6ea54007': 'dynamodb' },
  'us-west-2': { 'pl-68a54001': 's3', 'pl-00a54069': 'dynamodb' },
};

/** The service whose IPv4 addresses a prefix list has, by its id or by a name such as `com.amazonaws.eu-west-1.s3`; undefined when not known. */
export function serviceOfPrefixList(list: Text, region: Text): string | undefined {
  const named = /^com\.amazonaws\.(.+)\.(s3|dynamodb)$/.exec(list);
  if (named) {
    return named[1] === region ? named[2] : undefined;
  }
  return Object.hasOwn(MANAGED, region) && Object.hasOwn(MANAGED[region], list) ? MANAGED[region][list] : undefined;
}
