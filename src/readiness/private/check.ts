import { comparingInBounds } from './iam/index';
import { judge } from './judge';
import { Model } from './model/model';
import type { Result, ServiceResult, Summary, Verdict } from './result';
import { RULES } from './rules/index';
import type { Severity } from './rules/rule';
import type { Sources } from './sources/assembly';
import { resolveSystem } from './sources/resolve';
import { unseenStacks } from './unseen-stacks';

export interface CheckOptions {
  /** Ids of rules to leave out. */
  readonly without?: readonly string[];
}

/** Judges everything that starts ECS tasks in templates that were given together. */
export function check(sources: Sources, options: CheckOptions = {}): Result {
  const rules = RULES.filter(({ id }) => !options.without?.includes(id));
  const system = resolveSystem(sources.inputs);
  const services = comparingInBounds(() => new Model(system).subjects.map((subject) => {
    const result = judge(subject, rules);
    subject.forget();
    return result;
  }));
  return { version: 1, services, summary: summaryOf(services), errors: sources.errors, unseen: unseenStacks(system) };
}

/** How many there are of each. */
export function summaryOf(services: readonly ServiceResult[]): Summary {
  const verdicts = (verdict: Verdict) => services.filter((service) => service.verdict === verdict).length;
  const findings = services.filter(({ verdict }) => verdict !== 'off').flatMap((service) => service.findings);
  const severities = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    services: services.length,
    ready: verdicts('ready'),
    broken: verdicts('broken'),
    unknown: verdicts('unknown'),
    off: verdicts('off'),
    findings: { error: severities('error'), warning: severities('warning'), info: severities('info') },
  };
}
