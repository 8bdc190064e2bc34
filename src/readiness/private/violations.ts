import { visible } from './render/visible';
import type { Finding, ServiceResult, UnseenStack } from './result';

/** What may fail a synthesis. */
export type Failure = 'broken' | 'unknown' | 'warning';

/** Something to report, in the form that validation plugins of the AWS CDK give. */
export interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly violatingResources: { readonly resourceLogicalId?: string; readonly templatePath?: string; readonly locations: string[] }[];
  readonly fix?: string;
  readonly ruleMetadata?: { readonly [key: string]: string };
}

/** A service, and whether it must have exec. */
export interface Candidate {
  readonly service: ServiceResult;
  readonly demand: 'required' | 'forbidden' | 'none';
}

/** The ids of what is reported beside the rules. */
export const NOT_PROVEN = 'NotProven';
export const EXEC_FORBIDDEN = 'ExecForbidden';

/** What is to be reported of a service. What fails is an error, and nothing else is: the CDK decides by that once something is acknowledged. */
export function violationsOf(candidate: Candidate, failOn: ReadonlySet<Failure>): Violation[] {
  const { service, demand } = candidate;
  const { exec, verdict, findings } = service;
  if (demand === 'forbidden') {
    return exec === 'off' ? [] : [exec === 'on' ? forbidden(candidate, failOn) : notProven(candidate, failOn)];
  }
  if (exec === 'off' && demand !== 'required') {
    return [];
  }
  const fails = ({ severity }: Finding) => severity === 'error' ? failOn.has('broken') && verdict !== 'unknown' : failOn.has(severity as Failure);
  const found = findings.map((finding) => violationOf(finding, fails(finding)));
  return verdict === 'unknown' ? [...found, notProven(candidate, failOn)] : found;
}

/** Each violation once, as the most severe that it is for any service. */
export function distinctViolations(violations: readonly Violation[]): Violation[] {
  const distinct = new Map<string, Violation>();
  for (const violation of violations) {
    const { ruleName, description, violatingResources } = violation;
    const key = JSON.stringify([ruleName, description, violatingResources]);
    if (distinct.get(key)?.severity !== 'error') {
      distinct.set(key, violation);
    }
  }
  return [...distinct.values()];
}

/** What is to be reported of a file that cannot be read. */
export function unreadable(file: string, message: string, failOn: ReadonlySet<Failure>): Violation {
  return {
    ruleName: NOT_PROVEN,
    description: `The template cannot be checked for ECS Exec: ${visible(message)}`,
    severity: failOn.has('unknown') ? 'error' : 'warning',
    violatingResources: [{ templatePath: file, locations: [] }],
  };
}

/** What is to be reported of a nested stack whose template is not at hand. */
export function unseenStack({ stack, resource, file, reason }: UnseenStack, failOn: ReadonlySet<Failure>): Violation {
  return {
    ruleName: NOT_PROVEN,
    description: `The nested stack ${visible(resource)} of ${visible(stack)} cannot be checked for ECS Exec: ${visible(reason)}`,
    severity: failOn.has('unknown') ? 'error' : 'warning',
    violatingResources: [{ resourceLogicalId: resource, templatePath: file, locations: [] }],
  };
}

function violationOf({ rule, catalogue, hop, severity, resource, path, file, cause, fix, docs }: Finding, fails: boolean): Violation {
  return {
    ruleName: rule,
    description: visible(cause),
    severity: fails ? 'error' : severity === 'info' ? 'info' : 'warning',
    violatingResources: [{ resourceLogicalId: resource, templatePath: file, locations: path === '' ? [] : [`Properties/${path.replaceAll('.', '/')}`] }],
    fix: visible(`${fix} (${docs})`),
    ruleMetadata: { hop, ...catalogue.length > 0 ? { catalogue: catalogue.join(' ') } : {} },
  };
}

function notProven({ service }: Candidate, failOn: ReadonlySet<Failure>): Violation {
  const reasons = [...new Set(service.unknowns.map(({ reason }) => visible(reason)))];
  return {
    ruleName: NOT_PROVEN,
    description: `It cannot be known whether ECS Exec will work: ${reasons.length > 0 ? reasons.join('; ') : 'it may be on or off'}`,
    severity: failOn.has('unknown') ? 'error' : 'warning',
    violatingResources: [resourceOf(service)],
  };
}

function forbidden({ service }: Candidate, failOn: ReadonlySet<Failure>): Violation {
  return {
    ruleName: EXEC_FORBIDDEN,
    description: 'ECS Exec is switched on where it must be off',
    severity: failOn.has('broken') ? 'error' : 'warning',
    violatingResources: [resourceOf(service)],
    fix: 'switch it off, or take the service out of forbidExec',
  };
}

function resourceOf({ id, file }: ServiceResult): Violation['violatingResources'][number] {
  return { resourceLogicalId: logicalIdOf(id), templatePath: file, locations: [] };
}

/** Of several subjects in one resource, the later ones have a number. */
export function logicalIdOf(id: string): string {
  return id.replace(/\[\d+\]$/, '');
}
