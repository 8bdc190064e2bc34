import type { Statement, Template } from './template';
import { readable, resourcesOf } from './template';
import { ACTION_REASONS } from '../../lib/private/exec-facts';

const REASONS = 'cdk-ecs-exec-ready:reasons';

/** What was made, and why: each endpoint with the features that need it, each statement of the roles with its reason. */
export function whatAndWhy(template: Template): string[] {
  return [
    ...heading('What the one construct made'),
    ...countsOf(template).map(([type, count]) => `  ${String(count).padStart(2)} ${type}`),
    ...heading('Endpoints, each with what needs it'),
    ...endpointsOf(template).map(({ service, reasons }) => `  ${service.padEnd(15)} ${reasons.join('; ')}`),
    ...['TaskRole', 'ExecutionRole', 'OnCall'].flatMap((role) => [
      ...heading(`What ${role} may do, and why`),
      ...statementsOf(template, role).flatMap(describe),
    ]),
  ];
}

/** The endpoints of a template, by the last part of their service's name. */
export function endpointsOf(template: Template): { service: string; reasons: string[] }[] {
  return resourcesOf(template, 'AWS::EC2::VPCEndpoint').map(([, { Properties, Metadata }]) => ({
    service: readable(Properties.ServiceName).replace(/^.*>\./, ''),
    reasons: (Metadata?.[REASONS] ?? []) as string[],
  }));
}

/** The statements of the inline policies whose name holds the name of a role. */
export function statementsOf(template: Template, role: string): Statement[] {
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([id]) => id.includes(role))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
}

function countsOf(template: Template): [string, number][] {
  const counts = new Map<string, number>();
  Object.values(template.Resources).forEach(({ Type }) => counts.set(Type, (counts.get(Type) ?? 0) + 1));
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

function describe({ Action, Resource, Condition }: Statement): string[] {
  const actions = [Action].flat();
  const reasons = new Set(actions.map((action) => {
    const reason = ACTION_REASONS[action];
    if (!reason) {
      throw new Error(`no reason is known for ${action}`);
    }
    return reason;
  }));
  return [
    `  ${actions.join(', ')}`,
    `    on ${readable(Resource)}${Condition ? `, where ${condition(Condition)}` : ''}`,
    ...[...reasons].map((reason) => `    because ${reason}`),
  ];
}

function condition(value: unknown): string {
  return Object.entries(value as Record<string, Record<string, unknown>>)
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, wanted]) => `${key} ${operator} ${readable(wanted)}`))
    .join(' and ');
}

function heading(text: string): string[] {
  return ['', text];
}
