import type { Duty } from './duty';
import { onAll, perhaps } from './duty';
import { identityAllows } from '../../iam/index';
import type { Answer } from '../answer';
import type { Compute } from '../compute';
import type { Container } from '../container';
import { logRegionOf } from '../log-region';
import { makesLogGroup } from '../makes-log-group';
import type { Decide, Permission } from '../permissions/index';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { hole, type Text } from '../text';

/** Fargate takes no task definition with this log driver and without an execution role; elsewhere the instance may have credentials. */
const NEEDED: Readonly<Record<Compute, Answer>> = { 'fargate': 'yes', 'external': 'unknown', 'managed-instances': 'unknown', 'ec2': 'no' };

/**
 * What it takes to start a container whose output goes to CloudWatch Logs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export function logOf(subject: Subject, container: Container): Duty[] {
  const driver = container.logDriver.literal;
  if ('unknown' in driver || driver.known !== 'awslogs') {
    return [];
  }
  const duty = log(subject, container);
  const { compute } = subject;
  return ['known' in compute && compute.known.includes('fargate') ? duty
    : { ...perhaps('outside of Fargate the agent decides whether the log is written with this role or with that of the instance', duty), needed: onAll(subject, NEEDED) }];
}

/** What loses the output when it is not allowed. */
export const WRITE = 'logs:PutLogEvents';

/** @see https://docs.aws.amazon.com/batch/latest/userguide/using_cloudwatch_logs.html */
const GROUP_OF_BATCH = '/aws/batch/job';

function log(subject: Subject, container: Container): Duty {
  const group = container.logOption('awslogs-group');
  const name = textOf(group) ?? (subject.parts.kind === 'batch' ? GROUP_OF_BATCH : undefined);
  const { partition, account } = subject.template;
  const region = logRegionOf((option) => container.logOption(option), subject);
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
  const stream = `${arn}:log-stream:${streamOf(container)}`;
  return {
    at: container.logDriver,
    what: `${container.label}, whose output goes to CloudWatch Logs`,
    needed: onAll(subject, NEEDED),
    // that no group is named is told elsewhere
    permissions: name === undefined ? [] : [
      ...makesLogGroup(subject, container) ? [groupPermission(group, arn)] : [],
      ...['logs:CreateLogStream', WRITE].map((action): Permission => ({ at: group, by: 'agent', action, resource: stream })),
    ],
  };
}

/** The text of an option, with something in its place when it is not known. */
function textOf({ text, resource, path }: Property): Text | undefined {
  return 'unknown' in text ? hole('unknown', `${resource.stack}/${resource.logicalId}: ${path.join('.')}`) : text.known;
}

function groupPermission(group: Property, arn: Text): Permission {
  const { literal } = group;
  const doubt = 'unknown' in literal ? { doubt: `whether the log group exists is not known: ${literal.unknown}` } : {};
  return { at: group, by: 'agent', action: 'logs:CreateLogGroup', resource: arn, decide: ofGroup, ...doubt };
}

/** The streams of a container are called by the prefix, the container and the task. */
function streamOf(container: Container): Text {
  const [prefix, name] = [container.logOption('awslogs-stream-prefix').text, container.name];
  const known = 'known' in prefix && prefix.known !== undefined && 'known' in name && name.known !== undefined;
  return known ? `${prefix.known}/${name.known}/${hole('unknown', 'the task')}` : hole('unknown', 'the log stream');
}

/** AWS tells in two ways what the ARN of a group is when it is made. */
const ofGroup: Decide = (request, identity) => {
  const [plain, asStream] = ['', ':log-stream:'].map((end) => identityAllows({ ...request, resource: `${request.resource ?? ''}${end}` }, identity));
  return plain.answer === asStream.answer ? plain
    : { ...asStream, answer: 'unknown', because: 'AWS does not say whether the ARN of a log group that is made ends in :*' };
};
