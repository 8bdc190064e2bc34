import { isIP } from 'node:net';
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkContainerNames, checkLists } from './policy-container-names';
import type { ExecGrantOptions } from '../exec-grant-options';

/** A condition block: operators, keys, values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What must be so of whoever calls, whatever is called. None of the operators holds for a request that lacks the key. */
export function callerConditions(options: ExecGrantOptions): Conditions {
  const { from, fromEndpoints, sourceIps, requireMfa, principalTags, notBefore, notAfter } = options;
  return {
    ...equals({
      ...from && { 'aws:SourceVpc': from.vpc.vpcId },
      ...fromEndpoints && { 'aws:SourceVpce': fromEndpoints.map(({ vpcEndpointId }) => vpcEndpointId) },
      ...prefixed('aws:PrincipalTag/', principalTags),
    }),
    ...sourceIps && { IpAddress: { 'aws:SourceIp': sourceIps } },
    ...requireMfa && { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    ...notBefore && { DateGreaterThanEquals: { 'aws:CurrentTime': notBefore } },
    ...notAfter && { DateLessThan: { 'aws:CurrentTime': notAfter } },
  };
}

/** What must be so of the task, besides. */
export function tagConditions(tags: Readonly<Record<string, string>> = {}): Conditions {
  return equals(prefixed('aws:ResourceTag/', tags));
}

export function containerConditions(containers: readonly string[]): Conditions {
  return equals({ 'ecs:container-name': containers });
}

/** All conditions at once. */
export function every(...conditions: readonly Conditions[]): Record<string, Record<string, string | readonly string[]>> {
  const all: Record<string, Record<string, string | readonly string[]>> = {};
  conditions.flatMap((one) => Object.entries(one)).forEach(([operator, keys]) => {
    all[operator] = { ...all[operator], ...keys };
  });
  return all;
}

/** Throws where limits contradict each other, or could not be met as they are written. */
export function checkLimits(scope: IConstruct, options: ExecGrantOptions): void {
  const { from, fromEndpoints, sourceIps, containers, tasks, tags, principalTags, notBefore, notAfter } = options;
  checkLists(scope, {
    fromEndpoints, sourceIps, containers, tasks, tags: tags && Object.keys(tags), principalTags: principalTags && Object.keys(principalTags),
  });
  checkContainerNames(scope, containers ?? []);
  if (sourceIps && (from ?? fromEndpoints)) {
    throw new Error(`${scope.node.path}: sourceIps ${JSON.stringify(sourceIps)} and ${from ? 'from' : 'fromEndpoints'} are never met together, as AWS knows no public address of `
      + 'a call through an endpoint; leave one of the two out');
  }
  complain(scope, 'sourceIps', sourceIps, isAddress, 'an address or a CIDR block; write it as 203.0.113.0/24');
  complain(scope, 'tasks', tasks, (task) => /^[A-Za-z0-9-]+$/.test(task), 'the id of a task; write the last part of its ARN');
  complain(scope, 'notBefore', notBefore === undefined ? [] : [notBefore], isTime, 'a time in UTC; write it as 2026-11-25T08:00:00Z');
  complain(scope, 'notAfter', notAfter === undefined ? [] : [notAfter], isTime, 'a time in UTC; write it as 2026-11-25T08:00:00Z');
  if (notBefore !== undefined && notAfter !== undefined && Date.parse(notBefore) >= Date.parse(notAfter)) {
    throw new Error(`${scope.node.path}: notAfter ${JSON.stringify(notAfter)} is not after notBefore ${JSON.stringify(notBefore)}, so nobody ever has access; exchange the two, or correct one`);
  }
}

function complain(scope: IConstruct, name: string, values: readonly string[] | undefined, isRight: (value: string) => boolean, what: string): void {
  const wrong = values?.find((value) => !Token.isUnresolved(value) && !isRight(value));
  if (wrong !== undefined) {
    throw new Error(`${scope.node.path}: ${JSON.stringify(wrong)} of ${name} is not ${what}`);
  }
}

function isAddress(value: string): boolean {
  const [address, length, ...rest] = value.split('/');
  const version = isIP(address);
  return version !== 0 && rest.length === 0 && (length === undefined || /^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}

/** A day that no month has would be read as one of the next. */
function isTime(value: string): boolean {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? Date.parse(value) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().replace('.000', '') === value;
}

function equals(keys: Readonly<Record<string, string | readonly string[]>>): Conditions {
  return Object.keys(keys).length > 0 ? { StringEquals: keys } : {};
}

function prefixed(prefix: string, tags: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [prefix + key, value]));
}
