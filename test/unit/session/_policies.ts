import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parsePolicy, type Policy } from '../../../src/readiness/private/iam';

/** Where a stack is deployed to. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly suffix: string;
}

export const ACCOUNT = '111122223333';

const STACK_UUID = 'c0ffee00-1111-2222-3333-444455556666';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** What CloudFormation makes of the policies of a stack at a place. */
export class Deployed {
  private readonly resources: Record<string, Resource>;

  constructor(stack: Stack, private readonly place: Place) {
    this.resources = (Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> }).Resources;
  }

  /** The ARN of the one resource of a type whose logical id contains a part. */
  public arnOf(type: string, part = ''): string {
    return this.arn(this.find(type, part));
  }

  /** The policy of the one resource of a type whose logical id contains a part. */
  public policyOf(type: string, part = ''): Policy {
    const { KeyPolicy, PolicyDocument } = this.resources[this.find(type, part)].Properties;
    return parsePolicy(this.resolve(KeyPolicy ?? PolicyDocument) as never, part);
  }

  private find(type: string, part: string): string {
    const found = Object.keys(this.resources).filter((id) => this.resources[id].Type === type && id.includes(part));
    expect(found).toHaveLength(1);
    return found[0];
  }

  private arn(id: string): string {
    const { partition, region } = this.place;
    const { Type, Properties } = this.resources[id];
    return {
      'AWS::KMS::Key': `arn:${partition}:kms:${region}:${ACCOUNT}:key/${id}`,
      'AWS::S3::Bucket': `arn:${partition}:s3:::${id.toLowerCase()}`,
      'AWS::Logs::LogGroup': `arn:${partition}:logs:${region}:${ACCOUNT}:log-group:${String(this.resolve(Properties.LogGroupName))}`,
      'AWS::IAM::Role': `arn:${partition}:iam::${ACCOUNT}:role/${id}`,
    }[Type] ?? id;
  }

  private resolve(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.resolve(item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const [fn, argument] = Object.entries(value)[0] ?? [];
    switch (fn) {
      case 'Ref': return this.ref(argument as string);
      case 'Fn::GetAtt': return this.arn((argument as string[])[0]);
      case 'Fn::Join': return (this.resolve((argument as unknown[])[1]) as string[]).join((argument as string[])[0]);
      case 'Fn::Split': return (this.resolve((argument as unknown[])[1]) as string).split((argument as string[])[0]);
      case 'Fn::Select': return (this.resolve((argument as unknown[])[1]) as string[])[(argument as number[])[0]];
      default: return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolve(item)]));
    }
  }

  private ref(name: string): unknown {
    const { partition, region, suffix } = this.place;
    const pseudo: Record<string, string> = {
      'AWS::Partition': partition,
      'AWS::Region': region,
      'AWS::AccountId': ACCOUNT,
      'AWS::URLSuffix': suffix,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${ACCOUNT}:stack/Stack/${STACK_UUID}`,
    };
    return pseudo[name] ?? this.resolve(this.resources[name].Properties.LogGroupName) ?? name;
  }
}
