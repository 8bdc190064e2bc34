import { Lazy, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { EndpointService } from '../../private/exec-facts';
import { CHANNEL_ACTIONS, FIND_LOG_GROUP_ACTION, OPERATOR_KEY_ACTION, SESSION_LOG_ACTIONS, TASK_KEY_ACTION } from '../../private/exec-facts';

/** AWS recommends the same policy for both endpoints of Amazon ECR. */
const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'];

/** What the tasks call for the features that need an endpoint. What an application does with the rest is not known. */
const ACTIONS: Partial<Readonly<Record<EndpointService, readonly string[]>>> = {
  'ssmmessages': CHANNEL_ACTIONS,
  'ecr.api': PULL_ACTIONS,
  'ecr.dkr': PULL_ACTIONS,
  'logs': [...SESSION_LOG_ACTIONS, FIND_LOG_GROUP_ACTION],
  'kms': [TASK_KEY_ACTION, OPERATOR_KEY_ACTION],
  'secretsmanager': ['secretsmanager:GetSecretValue'],
  'ssm': ['ssm:GetParameters'],
};

/** Session logs are written, environment files are read. */
const BUCKET_ACTIONS = ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration', 's3:GetObject', 's3:PutObject'];

const IMAGE_PULL = /^image pull/;

/** The policies of the endpoints that are made: open, or for what they were made for. */
export class EndpointPolicies {
  private readonly allowed = new Map<string, iam.PolicyStatement[]>();
  private isRestricted = false;

  constructor(private readonly scope: IConstruct) {}

  public restrict(): void {
    this.isRestricted = true;
  }

  public allow(service: string, statement: iam.PolicyStatement): void {
    if (!statement.hasPrincipal) {
      throw new Error(`${this.scope.node.path}: the statement for ${JSON.stringify(service)} has no principal, and the policy of an endpoint must name one; `
        + 'pass principals, for example [new iam.AnyPrincipal()] with a condition on aws:PrincipalAccount');
    }
    this.allowed.set(service, [...this.allowed.get(service) ?? [], statement]);
  }

  /** Later services of the VPC may bring more reasons, so the policy is written last. */
  public applyTo(endpoint: ec2.CfnVPCEndpoint, service: EndpointService, reasons: () => string[]): void {
    if (this.isRestricted) {
      endpoint.policyDocument = Lazy.any({
        produce: () => {
          const own = endpointStatements(this.scope, service, reasons());
          return own.length > 0 ? new iam.PolicyDocument({ statements: [...own, ...this.allowed.get(service) ?? []] }) : undefined;
        },
      });
    }
  }
}

/** The statements of an endpoint that lets through what it was made for; none where that is not known. */
function endpointStatements(scope: IConstruct, service: EndpointService, reasons: string[]): iam.PolicyStatement[] {
  if (service === 's3') {
    return [
      ...reasons.some((reason) => IMAGE_PULL.test(reason)) ? [layers(scope)] : [],
      ...reasons.some((reason) => !IMAGE_PULL.test(reason)) ? [ofAccount(scope, BUCKET_ACTIONS)] : [],
    ];
  }
  const actions = ACTIONS[service];
  return actions ? [ofAccount(scope, actions)] : [];
}

/** By the account of who calls: `aws:SourceAccount` is there only when an AWS service calls by itself. */
function ofAccount(scope: IConstruct, actions: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions: [...actions],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': Stack.of(scope).account } },
  });
}

/** Image layers are downloaded by addresses that Amazon ECR has signed, so that the caller is nobody of the account. */
function layers(scope: IConstruct): iam.PolicyStatement {
  const { partition, region } = Stack.of(scope);
  return new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
  });
}
