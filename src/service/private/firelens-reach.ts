import { Stack, Token } from 'aws-cdk-lib';
import type { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Logging } from './log-reach';
import type { Need, Reach } from './reach';
import { MORE_EGRESS, otherRegion } from './reach';

/** How a container routes the logs of the others, as the L2 renders it. */
export interface LogRouter {
  readonly options?: Readonly<Record<string, string | undefined>>;
}

const TO_CLOUDWATCH: Need = ['logs', 'application logs through FireLens to Amazon CloudWatch Logs'];
const TO_FIREHOSE: Need = ['kinesis-firehose', 'application logs through FireLens to Amazon Data Firehose'];
const TO_STREAMS: Need = ['kinesis-streams', 'application logs through FireLens to Amazon Kinesis Data Streams'];
const TO_BUCKET: Need = ['s3', 'application logs through FireLens to Amazon S3'];

/**
 * The outputs of Fluent Bit and Fluentd to services of AWS, by the names of today and those of the older plug-ins.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html
 * @see https://docs.fluentbit.io/manual/data-pipeline/outputs
 */
const OUTPUTS: Readonly<Record<string, Need>> = {
  cloudwatch: TO_CLOUDWATCH,
  cloudwatch_logs: TO_CLOUDWATCH,
  firehose: TO_FIREHOSE,
  kinesis_firehose: TO_FIREHOSE,
  kinesis: TO_STREAMS,
  kinesis_streams: TO_STREAMS,
  s3: TO_BUCKET,
};

/** Outputs that end in the task itself. */
const WITHIN: readonly string[] = ['file', 'null', 'stdout'];

const REMEDY = 'use an output to CloudWatch Logs, Firehose, Kinesis or Amazon S3, or make sure that it is in reach of the VPC';

/** Where the log router is told to send the log of a container. An output that is not named here sends nothing. */
export function firelensReach(container: ContainerDefinition, { logDriver, options = {} }: Partial<Logging> = {}): Reach {
  const output = logDriver === 'awsfirelens' ? nameOf(options) : undefined;
  if (output === undefined || WITHIN.includes(output)) {
    return {};
  }
  const need = Object.hasOwn(OUTPUTS, output) ? OUTPUTS[output] : undefined;
  const elsewhere = otherRegion(container, options.region);
  if (need && elsewhere !== undefined) {
    return {
      obstacles: [`sends its log through FireLens to ${JSON.stringify(output)} in ${elsewhere}, which cannot be reached from subnets without a way out: `
        + `endpoints lead to services of ${Stack.of(container).region} only; use a destination there, or ${MORE_EGRESS}`],
    };
  }
  if (!need || options.endpoint !== undefined) {
    const shown = Token.isUnresolved(output) ? 'an output that is known only at deployment' : `the output ${JSON.stringify(output)}`;
    return {
      doubts: [['unknownLogDestination', `sends its log through FireLens to ${shown}${need ? ' at an endpoint of its own' : ''}, `
        + `and it cannot be seen whether subnets without a way out lead there; ${REMEDY}`]],
    };
  }
  return { needs: [need, ...options.role_arn === undefined ? [] : [['sts', 'application logs through FireLens: the role they are written with'] as const]] };
}

function nameOf(options: Readonly<Record<string, string>>): string | undefined {
  return options.Name ?? options.name ?? options['@type'];
}

/** What is read for the log router before it starts. */
export function routerNeeds(router: LogRouter | undefined): Need[] {
  return router?.options?.['config-file-type'] === 's3' ? [['s3', 'configuration file of the log router']] : [];
}

/** Where the configuration file of the log router sends logs. */
export function routerReach(router: LogRouter | undefined): Reach {
  return router?.options?.['config-file-type'] === undefined ? {} : {
    doubts: [['unknownLogDestination', `routes logs by a configuration file, in which the outputs cannot be seen from here; ${REMEDY}`]],
  };
}
