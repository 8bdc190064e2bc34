import { isNoSecret, type Store } from '../access/value-from';
import type { Container } from '../container';
import { sureContainers } from '../exec-targets';
import { imageNeeds } from './image-needs';
import { linked } from '../link';
import { logRegionOf } from '../log-region';
import { makesLogGroup } from '../makes-log-group';
import { doubted, type Call, type Caller, type Need, type Service, type StartNeed } from './need';
import { splitText } from '../../iam/index';
import type { Property } from '../property';
import { serviceIn } from './service-names';
import type { Subject } from '../subject';
import { hasOwnInterface } from '../task-network';
import { hole, readable } from '../text';

/** What must be reached to start the containers: by the task on Fargate, by the instance elsewhere. That a task definition is not at hand is told elsewhere. */
export function startNeeds(subject: Subject): readonly Need[] {
  const definition = linked(subject.taskDefinition);
  const sure = new Set(definition ? sureContainers(definition).map(placeOf) : []);
  const needs = (definition?.containers ?? []).flatMap((container) => {
    const doubt = sure.has(placeOf(container)) ? {} : doubted(`whether ${container.label} is in the task is not known`);
    return [
      ...imageNeeds(subject, container), ...logNeeds(subject, container), ...secretNeeds(subject, container), ...fileNeeds(container),
    ].map((need): StartNeed => ({ ...need, ...doubt }));
  });
  return startersOf(subject).flatMap((from) => needs.map((need) => ({ ...need, from })));
}

function placeOf({ at }: Container): string {
  return at.path.join('.');
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html */
function startersOf(subject: Subject): readonly Need['from'][] {
  const onFargate = subject.runsOn('fargate');
  if (onFargate !== 'unknown') {
    return [onFargate === 'yes' ? 'task' : 'host'];
  }
  return 'known' in subject.compute ? ['task', 'host'] : [hasOwnInterface(subject) ? 'task' : 'host'];
}

/**
 * The `awslogs` driver, without which its container does not start.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
function logNeeds(subject: Subject, container: Container): StartNeed[] {
  const { at, label, logDriver } = container;
  const driver = logDriver.literal;
  if ('known' in driver && driver.known !== 'awslogs') {
    return [];
  }
  const { region, doubt } = regionAt(container, subject);
  const group = subject.model.policies.logGroup(container.logOption('awslogs-group'));
  const resource = 'to' in group ? `${group.to.arn}:log-stream:${hole('unknown', 'the log stream')}` : hole('unknown', 'the log stream');
  const by: Caller = subject.runsOn('fargate') === 'yes' ? 'execution' : 'anyone';
  const open = 'unknown' in driver ? `the log driver of ${label} is not known: ${driver.unknown}` : elsewhere(container);
  return [{
    services: region,
    why: `the log of ${label}`,
    at: at.at('LogConfiguration'),
    weight: 'error',
    ...doubt === undefined ? {} : { doubt: `the region of the log of ${label} is not known: ${doubt}` },
    ...doubted(open),
    calls: [...groupCalls(subject, container, by), ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource, by }))],
  }];
}

/** What makes the log group. AWS does not say whether its ARN then ends in `:*`. */
function groupCalls(subject: Subject, container: Container, by: Caller): readonly Call[] {
  if (!makesLogGroup(subject, container)) {
    return [];
  }
  const { text, literal } = container.logOption('awslogs-group');
  const { partition, account } = subject.template;
  const group = 'known' in text && text.known !== undefined ? text.known : hole('unknown', 'the log group');
  const region = logRegionOf((option) => container.logOption(option), subject);
  const resource = `arn:${partition}:logs:${region}:${account}:log-group:${group}${hole('unknown', 'the end of the ARN')}`;
  return [{ action: 'logs:CreateLogGroup', resource, by, ...'unknown' in literal ? { optional: true } : {} }];
}

function regionAt(container: Container, subject: Subject): { readonly region: readonly Service[]; readonly doubt?: string } {
  const region = logRegionOf((option) => container.logOption(option), subject);
  const services = serviceIn(region, 'logs', subject.template.region);
  return { region: services, ...services.length === 1 ? {} : { doubt: container.logOption('awslogs-region').doubt ?? `it is ${readable(region)}, and the stack may be elsewhere` } };
}

function elsewhere(container: Container): string | undefined {
  return container.logOption('awslogs-endpoint').given === 'no' ? undefined : `where the log of ${container.label} is sent to is not known`;
}

/** Secrets and parameters for variables, log drivers and registries. */
function secretNeeds(subject: Subject, { at, label }: Container): StartNeed[] {
  const registry = at.at('RepositoryCredentials');
  const credentials = registry.at('CredentialsParameter');
  const inList = ({ list: { items } }: Property, why: string) => items.flatMap((item) => item.alternatives
    .flatMap((each) => perhaps(item, why, valueNeeds(subject, each.at('ValueFrom'), why))));
  const ofRegistry = `the registry of ${label}`;
  return [
    ...inList(at.at('Secrets'), `the secrets of ${label}`),
    ...inList(at.at('LogConfiguration', 'SecretOptions'), `the log driver of ${label}`),
    ...perhaps(registry, ofRegistry, valueNeeds(subject, credentials, ofRegistry, isNoSecret(credentials) ? 'nowhere' : 'secret')),
  ];
}

const STORES = {
  secret: { service: 'secretsmanager', action: 'secretsmanager:GetSecretValue' },
  parameter: { service: 'ssm', action: 'ssm:GetParameters' },
} as const;

function valueNeeds(subject: Subject, at: Property, why: string, store = subject.model.policies.storeOf(at)): StartNeed[] {
  // that there is no such value is told elsewhere
  return at.given === 'no' || store === 'nowhere' ? [] : perhaps(at, why, [valueNeed(subject, at, why, store)]);
}

/** The same for something that may not be asked for. */
function perhaps({ given, alternatives, doubt }: Property, why: string, needs: readonly StartNeed[]): StartNeed[] {
  const isSure = given === 'yes' && alternatives.length === 1;
  return needs.map((need) => isSure ? need : ({ ...need, ...doubted(need.doubt ?? `whether ${why} must be reached is not known: ${doubt}`) }));
}

function valueNeed({ model: { policies }, template }: Subject, at: Property, why: string, store: Exclude<Store, 'nowhere'> | undefined): StartNeed {
  const link = store === 'secret' ? policies.secret(at) : store === 'parameter' ? policies.parameter(at) : undefined;
  const resource = link && 'to' in link ? link.to.arn : hole('unknown', 'the value');
  const { text } = at;
  const [scheme, , , region] = 'known' in text && text.known !== undefined ? splitText(text.known, ':') : [];
  const stores = store ? [STORES[store]] : Object.values(STORES);
  const services = stores.flatMap(({ service }) => serviceIn(scheme === 'arn' && region ? region : template.region, service, template.region));
  return {
    services,
    why,
    at,
    weight: 'error',
    ...services.length === 1 ? {} : { doubt: `where ${why} come from is not known: ${at.doubt ?? `${at.shown} may be in another region`}` },
    calls: stores.map(({ action }) => ({ action, resource, by: 'execution' })),
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html */
function fileNeeds({ label, environmentFiles: { items } }: Container): StartNeed[] {
  const why = `the environment files of ${label}`;
  return items.flatMap((item) => {
    const at = item.at('Value');
    const { text } = at;
    const resource = 'known' in text && text.known !== undefined ? text.known : hole('unknown', 'the file');
    return perhaps(item, why, [{ services: ['s3'], why, at, weight: 'error', calls: [{ action: 's3:GetObject', resource, by: 'execution' }] }]);
  });
}
