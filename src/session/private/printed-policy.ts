import * as cdk from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';

/** Statements to paste into a policy elsewhere. What is known only at deployment stands in them as `Fn::Sub` writes it, such as `${AWS::AccountId}`. */
export function printedPolicy(scope: Construct, statements: readonly iam.PolicyStatement[]): string {
  const stack = cdk.Stack.of(scope);
  const json = JSON.stringify(flat(stack.resolve(statements.map((statement) => statement.toStatementJson()))));
  return Object.entries(knownOf(stack)).reduce((text, [name, value]) => value ? text.replaceAll(`\${AWS::${name}}`, value) : text, json);
}

function flat(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(flat);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref: name, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };
  if (name ?? attribute) {
    return `\${${name ?? attribute!.join('.')}}`;
  }
  const parts = join?.[1].map(flat);
  return parts?.every((part) => typeof part === 'string') ? parts.join(join![0]) : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, flat(inner)]));
}

function knownOf({ region }: cdk.Stack): Readonly<Record<string, string | undefined>> {
  const info = cdk.Token.isUnresolved(region) ? undefined : RegionInfo.get(region);
  return { Partition: info?.partition, URLSuffix: info?.domainSuffix };
}
