import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { sameText } from '../iam/index';
import { choicesOf } from '../model/choices';
import { linked } from '../model/link';
import { regionMissed } from '../model/log-region';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';
import { isKnown, readable } from '../model/text';

export const ContainerLogGroup: Rule = {
  id: 'ContainerLogGroup',
  catalogue: ['X-099'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The log driver awslogs is told a log group that exists in the Region that it is told, or is to create it.',
  fix: {
    cdk: "logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup })",
    cloudFormation: 'set awslogs-group to an AWS::Logs::LogGroup of the template, and awslogs-region to its Region',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  *check(subject) {
    for (const { container, sure } of taskContainers(subject)) {
      yield* ofDriver(container.at.at('LogConfiguration'), container.label, subject, sure);
    }
    const proxy = subject.parts.at.at('ServiceConnectConfiguration', 'LogConfiguration');
    yield* subject.parts.kind === 'service' ? ofDriver(proxy, 'the proxy of Service Connect', subject, true) : [];
  },
};

function* ofDriver(log: Property, who: string, subject: Subject, sure: boolean): Generator<Outcome> {
  if (!choicesOf(log.at('LogDriver'), subject.model.system).every(({ value }) => value === 'awslogs')) {
    return;
  }
  const option = (name: string) => log.at('Options', `awslogs-${name}`);
  const [group, region] = [option('group'), option('region')];
  // AWS Batch has a group of its own
  const absent = subject.parts.kind === 'batch' ? [] : [group, region].filter(({ given }) => given === 'no');
  if (absent.length > 0) {
    const names = absent.map(({ path }) => path.at(-1)).join(' and ');
    yield* ifThere(sure, violated(absent[0], `${who} logs with awslogs, which needs the ${absent.length > 1 ? 'options' : 'option'} ${names}`), 'error');
  }
  if (absent.length === 0 && group.given !== 'no') {
    yield* ofGroup(group, region, option('create-group'), who, subject);
  }
  if (absent.length === 0 && option('stream-prefix').given === 'no' && subject.runsOn('fargate') === 'yes' && subject.parts.kind !== 'batch') {
    yield unclear(option('stream-prefix'), `${who} logs with awslogs without the option awslogs-stream-prefix, which AWS documents as required on Fargate`);
  }
}

function* ofGroup(group: Property, region: Property, create: Property, who: string, { model }: Subject): Generator<Outcome> {
  const created = create.flag;
  if ('known' in created && created.known === true) {
    return;
  }
  const link = model.policies.logGroup(group);
  const found = linked(link);
  if (!found) {
    yield unclear(group, `whether the log group of ${who} exists, without which it does not start, is not known: ${'unseen' in link ? link.unseen : 'it is not given'}`);
    return;
  }
  const { text } = region;
  const home = model.system.template(found.resource.stack)!.region;
  const same = 'unknown' in text ? 'unknown' : text.known === undefined ? 'yes' : sameText(text.known, home);
  // a group of the same name may be in the other Region
  if (regionMissed(group, region, { model }) !== undefined) {
    yield violated(region, `${who} logs to ${region.shown}, and its log group is made in ${readable(home)}`);
  } else if (same !== 'yes') {
    const where = isKnown(home) ? `the group is made in ${home}` : 'the Region of its stack is not given';
    yield unclear(region, `whether the log group of ${who} exists in the Region ${region.shown} is not known: ${where}`);
  }
}
