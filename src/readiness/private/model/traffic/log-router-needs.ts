import type { Container } from '../container';
import type { Need } from './need';
import { serviceIn } from './service-names';
import { FIRELENS } from '../../facts/logging-drivers';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { taskContainers } from '../task-containers';

/**
 * The outputs of Fluent Bit and Fluentd to services of AWS, by the names of today and those of the older plug-ins.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html
 */
const OUTPUTS: ReadonlyMap<string, string> = new Map([
  ['cloudwatch', 'logs'], ['cloudwatch_logs', 'logs'], ['firehose', 'kinesis-firehose'], ['kinesis_firehose', 'kinesis-firehose'], ['kinesis', 'kinesis-streams'],
  ['kinesis_streams', 'kinesis-streams'], ['s3', 's3'],
]);

/** Where the log router of a task sends logs, as far as that is written down. Without a way there, they are lost and sessions work. */
export function logRouterNeeds(subject: Subject): readonly Need[] {
  return taskContainers(subject).flatMap(({ container, sure }) => sure ? needsOf(container, subject) : []);
}

function needsOf(container: Container, { template }: Subject): readonly Need[] {
  const { literal } = container.logDriver;
  if (!('known' in literal) || literal.known !== FIRELENS) {
    return [];
  }
  const region = container.logOption('region').text;
  const service = OUTPUTS.get(outputOf(container) ?? '');
  const services = service !== undefined && 'known' in region ? serviceIn(region.known ?? template.region, service, template.region) : [];
  // one that is somewhere else is not seen, and no more than a warning hangs on it
  return services.length === 1 && container.logOption('endpoint').given === 'no'
    ? [{ services, why: `the log of ${container.label} through FireLens`, at: container.at.at('LogConfiguration'), from: 'task', weight: 'warning', calls: [] }] : [];
}

function outputOf(container: Container): string | undefined {
  const names = ['Name', 'name', '@type'].map((key): Property['literal'] => container.logOption(key).literal);
  const [first] = names.filter((each) => 'unknown' in each || each.known !== undefined);
  return first && 'known' in first ? first.known : undefined;
}
