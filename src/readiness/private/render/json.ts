import { HOPS } from '../model/hop';
import type { Finding, InputError, Result, ServiceResult, Summary, UnknownFact, UnseenStack } from '../result';
import { visible } from './visible';

const SERVICE = ['id', 'stack', 'file', 'line', 'kind', 'exec', 'verdict', 'hops', 'findings', 'unknowns'] as const satisfies (keyof ServiceResult)[];
const FINDING = [
  'rule', 'catalogue', 'hop', 'severity', 'resource', 'path', 'latent', 'file', 'line', 'cause', 'fix', 'docs',
] as const satisfies (keyof Finding)[];
const UNKNOWN = ['hop', 'resource', 'path', 'file', 'line', 'reason'] as const satisfies (keyof UnknownFact)[];
const SUMMARY = ['services', 'ready', 'broken', 'unknown', 'off', 'findings'] as const satisfies (keyof Summary)[];
const ERROR = ['file', 'line', 'column', 'message'] as const satisfies (keyof InputError)[];
const UNSEEN = ['stack', 'resource', 'file', 'line', 'reason'] as const satisfies (keyof UnseenStack)[];

/** Writes a result as JSON, with its members in the order of the contract. */
export function renderJson(result: Result): string {
  const document = {
    version: result.version,
    services: result.services.map(service),
    summary: { ...pick(result.summary, SUMMARY), findings: pick(result.summary.findings, ['error', 'warning', 'info']) },
    errors: result.errors.map((error) => pick(error, ERROR)),
    unseen: result.unseen.map((stack) => pick(stack, UNSEEN)),
  };
  // no character of the layout but the end of a line needs an escape, so every one that does stands in a string
  return `${JSON.stringify(document, undefined, 2).split('\n').map(visible).join('\n')}\n`;
}

function service(result: ServiceResult): object {
  return {
    ...pick(result, SERVICE),
    hops: pick(result.hops, HOPS),
    findings: result.findings.map((finding) => pick(finding, FINDING)),
    unknowns: result.unknowns.map((unknown) => pick(unknown, UNKNOWN)),
  };
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}
