import type { Finding, ServiceResult, UnknownFact } from './private/result';
import type { FindingSeverity, ReadinessFinding, ReadinessUnknown } from './readiness-finding';
import type { ReadinessService, ReadinessVerdict } from './readiness-service';

/** The public form of what was found of a service. */
export function publicService(service: ServiceResult): ReadinessService {
  const { hops, findings, unknowns } = service;
  return {
    ...service,
    verdict: service.verdict as ReadinessVerdict,
    hops: { ...hops },
    findings: findings.map(publicFinding),
    unknowns: unknowns.map(publicUnknown),
  };
}

/** The public form of a finding. */
export function publicFinding(finding: Finding): ReadinessFinding {
  return { ...finding, catalogue: [...finding.catalogue], severity: finding.severity as FindingSeverity };
}

/** The public form of what is unknown. */
export function publicUnknown(unknown: UnknownFact): ReadinessUnknown {
  return { ...unknown };
}
