import { HOPS, type Hop } from './model/hop';
import { Property } from './model/property';
import type { Subject } from './model/subject';
import { withPlainHoles } from './plain-holes';
import type { Finding, HopState, ServiceResult, UnknownFact, Verdict } from './result';
import { unclear, type Fix, type Outcome, type Rule } from './rules/rule';

/** The rule that says no more than that exec is off. */
const SWITCH = 'ExecSwitchedOn';

/** Judges what starts tasks by all rules. */
export function judge(subject: Subject, rules: readonly Rule[]): ServiceResult {
  const findings: Finding[] = [];
  const unknowns: UnknownFact[] = [];
  const exec = 'unknown' in subject.exec ? 'unknown' : subject.exec.known ? 'on' : 'off';
  for (const rule of rules) {
    for (const outcome of outcomesOf(rule, subject)) {
      if ('unknown' in outcome) {
        unknowns.push({ hop: rule.hop, ...placeOf(outcome.at, subject), reason: withPlainHoles(outcome.unknown) });
      } else {
        findings.push({
          rule: rule.id,
          catalogue: outcome.catalogue ?? rule.catalogue,
          hop: rule.hop,
          severity: outcome.severity ?? rule.severity,
          latent: exec === 'off' && rule.id !== SWITCH,
          ...placeOf(outcome.at, subject),
          cause: withPlainHoles(outcome.cause),
          fix: inWords(outcome.fix ?? rule.fix),
          docs: rule.docs,
        });
      }
    }
  }
  const hops = hopsOf(subject, findings, unknowns);
  const { file, line } = placeOf(Property.of(subject.resource), subject);
  return {
    id: subject.id,
    stack: subject.resource.stack,
    file,
    line,
    kind: subject.parts.kind,
    exec,
    verdict: verdictOf(exec, findings, hops),
    hops,
    findings: distinct(findings),
    unknowns: distinct(unknowns),
  };
}

/** What a rule says. One that fails leaves its question open: it must not take the others with it. */
function outcomesOf(rule: Rule, subject: Subject): Outcome[] {
  try {
    return [...rule.check(subject)];
  } catch (error) {
    return [unclear(subject.at, `${rule.id} could not be applied: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

function verdictOf(exec: ServiceResult['exec'], findings: readonly Finding[], hops: ServiceResult['hops']): Verdict {
  if (exec !== 'on') {
    return exec;
  }
  if (findings.some(({ severity }) => severity === 'error')) {
    return 'broken';
  }
  // who may open a session is not the service's business
  return HOPS.some((hop) => hop !== 'operator' && hops[hop] === 'unknown') ? 'unknown' : 'ready';
}

/** The hops that a subject needs, with what is known of them. */
function hopsOf(subject: Subject, findings: readonly Finding[], unknowns: readonly UnknownFact[]): ServiceResult['hops'] {
  const states: Partial<Record<Hop, HopState>> = {};
  for (const hop of HOPS) {
    const broken = findings.some((finding) => finding.hop === hop && finding.severity === 'error');
    const unknown = unknowns.some((fact) => fact.hop === hop);
    if (broken || unknown || subject.needs(hop)) {
      states[hop] = broken ? 'broken' : unknown ? 'unknown' : 'sound';
    }
  }
  return states;
}

function placeOf(at: Property, subject: Subject): Pick<Finding, 'resource' | 'path' | 'file' | 'line'> {
  const { resource, path } = at;
  const template = subject.model.system.template(resource.stack)!;
  const position = template.positionOf(path.length === 0 ? resource.path : [...resource.path, 'Properties', ...path]);
  return { resource: resource.logicalId, path: path.join('.'), file: template.file, line: position.line };
}

function inWords({ cdk, cloudFormation }: Fix): string {
  return cdk === undefined ? cloudFormation : `${cloudFormation}; with the CDK: ${cdk}`;
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
