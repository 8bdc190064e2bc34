import type { Finding, ServiceResult } from './result';

/** The findings of all services, those that several services share only once. */
export function distinctFindings(services: readonly ServiceResult[]): Finding[] {
  const findings = new Map<string, Finding>();
  for (const finding of services.flatMap((service) => service.findings)) {
    const { rule, severity, file, line, resource, path, latent, cause } = finding;
    const key = JSON.stringify([rule, severity, file, line, resource, path, latent, cause]);
    if (!findings.has(key)) {
      findings.set(key, finding);
    }
  }
  return [...findings.values()];
}
