import type { Finding, InputError, Result, ServiceResult, UnknownFact, UnseenStack, Verdict } from '../../../../src/readiness/private/result';

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    rule: 'TaskRoleChannels',
    catalogue: ['X-012'],
    hop: 'task role',
    severity: 'error',
    resource: 'TaskRole',
    path: 'Policies.0',
    latent: false,
    file: 'api.json',
    line: 12,
    cause: 'the task role may not open the channels',
    fix: 'allow the four actions',
    docs: 'https://docs.aws.amazon.com/channels.html',
    ...more,
  };
}

export function unknownFact(more: Partial<UnknownFact> = {}): UnknownFact {
  return { hop: 'route', resource: 'Service', path: 'NetworkConfiguration', file: 'api.json', line: 7, reason: 'the subnets are a parameter', ...more };
}

export function serviceResult(more: Partial<ServiceResult> = {}): ServiceResult {
  return {
    id: 'Service', stack: 'Prod/Api', file: 'api.json', line: 3, kind: 'service', exec: 'on', verdict: 'ready', hops: { service: 'sound', order: 'sound' }, findings: [], unknowns: [], ...more,
  };
}

export function unseenStack(more: Partial<UnseenStack> = {}): UnseenStack {
  return { stack: 'Prod/Api', resource: 'Child', file: 'api.json', line: 5, reason: 'its template is not at hand', ...more };
}

export function resultOf(services: ServiceResult[], errors: InputError[] = [], unseen: UnseenStack[] = []): Result {
  const count = (verdict: Verdict) => services.filter((service) => service.verdict === verdict).length;
  const found = services.flatMap(({ findings }) => findings).filter(({ latent }) => !latent).map(({ severity }) => severity);
  const [error, warning, info] = ['error', 'warning', 'info'].map((severity) => found.filter((other) => other === severity).length);
  return {
    version: 1,
    services,
    summary: {
      services: services.length,
      ready: count('ready'),
      broken: count('broken'),
      unknown: count('unknown'),
      off: count('off'),
      findings: { error, warning, info },
    },
    errors,
    unseen,
  };
}
