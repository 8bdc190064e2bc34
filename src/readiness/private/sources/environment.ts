import type { HoleBook } from './holes';
import type { Environment } from './stack-input';
import { isKnown, type Text } from '../model/text';

/** The pseudo parameters that depend on where a stack goes. */
export interface Place {
  readonly account: Text;
  readonly region: Text;
  readonly partition: Text;
  readonly urlSuffix: Text;
  /** Distinguishes what is named alike in different places; empty when nothing is written down. */
  readonly mark: string;
}

/** Partitions by the beginning of their regions, with the domain of their services. */
const PARTITIONS: readonly (readonly [prefix: string, partition: string, urlSuffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['', 'aws', 'amazonaws.com'],
];

/**
 * The place of an environment, with holes for what is not written down.
 *
 * @param usual the partition of stacks whose region is not known
 */
export function placeOf({ account, region }: Environment, holes: HoleBook, usual?: string): Place {
  const known = PARTITIONS.find(([prefix, partition]) =>
    region !== undefined && isKnown(region) ? region.startsWith(prefix) : partition === usual);
  return {
    account: account ?? holes.unknown('AWS::AccountId', { word: true }),
    region: region ?? holes.unknown('AWS::Region', { word: true }),
    partition: known?.[1] ?? holes.unknown('AWS::Partition', { word: true }),
    urlSuffix: known?.[2] ?? holes.unknown('AWS::URLSuffix', { word: true }),
    mark: account === undefined && region === undefined ? '' : ` of ${account ?? 'any account'}/${region ?? 'any region'}`,
  };
}

/** Whether two environments can be the same. */
export function compatible(one: Environment, other: Environment): boolean {
  const agree = (left?: string, right?: string) => left === undefined || right === undefined || left === right;
  return agree(one.account, other.account) && agree(one.region, other.region);
}
