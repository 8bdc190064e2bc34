import { AGENT_ENDPOINT_SERVICES } from '../../../private/exec-facts';

/**
 * The services of AWS that tasks need, by what for: the last parts of the names of their endpoints.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export const ENDPOINT_GROUPS = {
  channel: ['ssmmessages'],
  registry: ['ecr.api', 'ecr.dkr'],
  objects: ['s3'],
  agent: AGENT_ENDPOINT_SERVICES,
  values: ['secretsmanager', 'ssm'],
  logs: ['logs', 'kinesis-firehose', 'kinesis-streams'],
  key: ['kms'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const GROUPED: readonly string[] = Object.values(ENDPOINT_GROUPS).flat();

/** Whether an endpoint for a service can be added to the VPC of the tasks. */
export function hasEndpoint(service: string): boolean {
  return GROUPED.includes(service);
}
