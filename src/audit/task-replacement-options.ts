import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';

/**
 * How the state machine that replaces tasks is observed.
 */
export interface TaskReplacementOptions {
  /**
   * Where the state machine logs each of its steps.
   *
   * AWS lets a state machine log only with rights to the log deliveries and resource policies of all log groups.
   *
   * @default - not logged; AWS Step Functions keeps the history of a replacement for 90 days
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
   */
  readonly logs?: sfn.LogOptions;

  /**
   * Whether AWS X-Ray traces the state machine.
   *
   * @default false
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
   */
  readonly tracingEnabled?: boolean;
}
