import type { Policy } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import type { Property } from '../property';
import type { Text } from '../text';
import type { Attachment } from './attachment';

/** A KMS key. */
export interface KeyModel {
  readonly resource: ResolvedResource;
  readonly arn: Text;
  /** Where none is written, the one by which AWS leaves the key to the policies of the account. */
  readonly policy: Policy;
  readonly policyAt: Property;
  readonly enabled: Property;
  readonly spec: Property;
  readonly usage: Property;
}

/** A resource that may have a policy of its own. */
export interface GuardedModel {
  readonly resource: ResolvedResource;
  readonly arn: Text;
  /** All that is or may be its policy. */
  readonly policies: readonly Attachment[];
  /** Whether there can be no policy that is not seen. */
  readonly complete: boolean;
  /** What the evaluator takes for a call made by something that exists only when `subject` does; nothing where there is no policy. */
  policyFor(subject: ResolvedResource): Policy | undefined;
}

/** An S3 bucket. */
export interface BucketModel extends GuardedModel {
  readonly name: Text;
  readonly encryption: Property;
  readonly versioning: Property;
  readonly publicAccessBlock: Property;
}

/** A secret of Secrets Manager. */
export interface SecretModel extends GuardedModel {
  readonly kmsKeyId: Property;
}

/** A private repository of Amazon ECR. */
export interface RepositoryModel extends GuardedModel {
  readonly name: Text;
  readonly encryption: Property;
}

/** A log group of CloudWatch Logs. */
export interface LogGroupModel {
  readonly resource: ResolvedResource;
  readonly name: Text;
  /** Without `:*` at its end. */
  readonly arn: Text;
  readonly kmsKeyId: Property;
  readonly retentionInDays: Property;
  readonly logGroupClass: Property;
}

/** A parameter of Systems Manager. */
export interface ParameterModel {
  readonly resource: ResolvedResource;
  readonly name: Text;
  readonly arn: Text;
  readonly type: Property;
}
