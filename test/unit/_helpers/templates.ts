import type { Template } from 'aws-cdk-lib/assertions';

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Effect: string;
  readonly Condition?: unknown;
}

interface Resource {
  readonly Properties: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
}

/** A value of a template as one string, with its references in braces. */
export function text(value: unknown): string {
  const [[fn, argument]] = typeof value === 'object' && value !== null ? Object.entries(value) : [['', '']];
  return typeof value === 'string' ? value
    : fn === 'Fn::Join' ? (argument as [string, unknown[]])[1].map(text).join('')
      : fn === 'Ref' ? `{${argument}}` : `{${fn} ${JSON.stringify(argument)}}`;
}

function byLogicalId(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.findResources(type)) as [string, Resource][];
}

/** The logical ids of the resources of a type, or of those whose id contains a part. */
export function idsOf(template: Template, type: string, part = ''): string[] {
  return byLogicalId(template, type).map(([id]) => id).filter((id) => id.includes(part));
}

/** The last parts of the names of the endpoints in a template, each with the features that need it. */
export function endpointsOf(template: Template): Record<string, unknown> {
  const all = byLogicalId(template, 'AWS::EC2::VPCEndpoint').map(([, { Properties, Metadata }]) => [
    text(Properties.ServiceName).replace('com.amazonaws.{AWS::Region}.', ''), Metadata?.['cdk-ecs-exec-ready:reasons'],
  ]);
  return Object.fromEntries(all) as Record<string, unknown>;
}

/** The statements of all inline policies of the roles, users and groups whose logical id contains a part. */
export function statementsOf(template: Template, part: string): Statement[] {
  const policies = byLogicalId(template, 'AWS::IAM::Policy').map(([, { Properties }]) => Properties);
  const own = policies.filter(({ Roles, Users, Groups }) => JSON.stringify([Roles, Users, Groups]).includes(part));
  return own.flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement);
}

/** The actions that those statements allow, sorted. */
export function actionsOf(template: Template, part: string): string[] {
  return [...new Set(statementsOf(template, part).flatMap(({ Action }) => Action))].sort();
}
