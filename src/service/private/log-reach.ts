import { Stack } from 'aws-cdk-lib';
import type { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Reach } from './reach';
import { MORE_EGRESS, otherRegion } from './reach';

/** How a container logs, as the L2 renders it. */
export interface Logging {
  readonly logDriver: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** Where the log driver of a container writes. */
export function logReach(container: ContainerDefinition, logging: Logging | undefined): Reach {
  const { logDriver, options = {} } = logging ?? {};
  switch (logDriver) {
    // the log router sends these
    case 'awsfirelens':
    case undefined: return {};
    case 'awslogs': return toCloudWatch(container, options);
    default: return throughDriver(logDriver, options);
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
function toCloudWatch(container: ContainerDefinition, options: Readonly<Record<string, string>>): Reach {
  const elsewhere = otherRegion(container, options['awslogs-region']);
  if (options['awslogs-endpoint'] !== undefined) {
    return unseen(`to ${JSON.stringify(Stack.of(container).resolve(options['awslogs-endpoint']))}`);
  }
  return elsewhere === undefined ? { needs: [['logs', 'application logs through the awslogs driver']] } : {
    obstacles: [`writes its log to CloudWatch Logs in ${elsewhere}, which cannot be reached from subnets without a way out: endpoints lead to that of `
      + `${Stack.of(container).region} only; use a log group there, or ${MORE_EGRESS}`],
  };
}

/**
 * Other drivers write where they are told to, unless they keep the log on the host.
 *
 * @see https://docs.docker.com/engine/logging/configure/
 */
function throughDriver(logDriver: string, options: Readonly<Record<string, string>>): Reach {
  const address = options[ADDRESS[logDriver] ?? `${logDriver}-address`];
  const isLocal = ON_HOST.includes(logDriver) || (address === undefined ? HOST_BY_DEFAULT.includes(logDriver) : LOCAL.test(address));
  return isLocal ? {} : unseen(`through the log driver ${JSON.stringify(logDriver)}${address === undefined ? '' : ` to ${JSON.stringify(address)}`}`);
}

const ON_HOST: readonly string[] = ['json-file', 'journald', 'local', 'none', 'etwlogs'];
const HOST_BY_DEFAULT: readonly string[] = ['fluentd', 'syslog'];
const ADDRESS: Readonly<Record<string, string>> = { splunk: 'splunk-url' };
const LOCAL = /^(?:unix(?:gram)?:\/\/|(?:(?:tcp(?:\+tls)?|udp):\/\/)?(?:localhost|127\.0\.0\.1)(?::|$))/;

function unseen(where: string): Reach {
  return {
    doubts: [['unknownLogDestination', `writes its log ${where}, and it cannot be seen whether subnets without a way out lead there; `
      + 'use ecs.LogDrivers.awsLogs, or make sure that it is in reach of the VPC']],
  };
}
