import { text } from '../../_helpers/templates';

type Json = Readonly<Record<string, unknown>>;

/** What the document of a statement is attached to, which decides what its resources mean. */
export type Place = 'identity' | 'key' | 'bucket' | 'endpoint' | 'trust' | 'resource';

/** One action of a statement that allows, on one resource, with references in braces. */
export interface Allowed {
  readonly id: string;
  readonly place: Place;
  readonly action: string;
  /** None in a trust policy. */
  readonly resource: string | undefined;
  readonly principals: readonly string[];
  /** The operators with the keys that they ask for. */
  readonly conditions: readonly string[];
}

const PLACES: Readonly<Record<string, Place>> = {
  'AWS::IAM::Policy': 'identity',
  'AWS::IAM::ManagedPolicy': 'identity',
  'AWS::IAM::Role': 'identity',
  'AWS::IAM::User': 'identity',
  'AWS::IAM::Group': 'identity',
  'AWS::SSO::PermissionSet': 'identity',
  'AWS::KMS::Key': 'key',
  'AWS::S3::BucketPolicy': 'bucket',
  'AWS::EC2::VPCEndpoint': 'endpoint',
};

/** Everything that a template allows: of every statement every action on every resource. */
export function allowedIn(template: unknown): Allowed[] {
  return resourcesOf(template).flatMap(([id, { Type, Properties = {} }]) => statementsIn(Properties).flatMap((statement) => parts(id, PLACES[Type] ?? 'resource', statement)));
}

/** The policies of AWS that a template attaches to roles, each with what it is attached to. */
export function managedIn(template: unknown): { readonly id: string; readonly policy: string }[] {
  return resourcesOf(template).flatMap(([id, { Properties = {} }]) => ((Properties.ManagedPolicyArns ?? []) as unknown[]).map(text)
    .filter((policy) => policy.includes(':policy/')).map((policy) => ({ id, policy: policy.replace(/^.*:policy\//, '') })));
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Json;
}

function resourcesOf(template: unknown): [string, Resource][] {
  return Object.entries((template as { readonly Resources: Readonly<Record<string, Resource>> }).Resources);
}

function statementsIn(value: unknown): Json[] {
  const written = documentIn(value);
  if (written) {
    return statementsIn(written);
  }
  if (Array.isArray(value)) {
    return value.flatMap(statementsIn);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const isStatement = 'Effect' in value && ('Action' in value || 'NotAction' in value);
  return !isStatement ? Object.values(value).flatMap(statementsIn) : value.Effect === 'Allow' ? [value as Json] : [];
}

/** A policy that is written as a text, with or without references in it. */
function documentIn(value: unknown): unknown {
  const isJoined = typeof value === 'object' && value !== null && 'Fn::Join' in value;
  const pieces = isJoined ? (value['Fn::Join'] as [string, unknown[]])[1] : typeof value === 'string' ? [value] : [];
  const written = pieces.map((piece) => typeof piece === 'string' ? piece : text(piece).replaceAll('"', '')).join('');
  return /^\{"Version":.*"Statement":/s.test(written) ? JSON.parse(written) : undefined;
}

function parts(id: string, place: Place, statement: Json): Allowed[] {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  const negated = [NotAction && 'NotAction', NotResource && 'NotResource', NotPrincipal && 'NotPrincipal'].filter(Boolean);
  if (negated.length > 0) {
    throw new Error(`${id} allows all but something: ${negated.join()}`);
  }
  const conditions = Object.entries((Condition ?? {}) as Record<string, Json>).flatMap(([operator, keys]) => Object.keys(keys).map((key) => `${operator} ${key}`));
  return listOf(Action).flatMap((action) => (Resource === undefined ? [undefined] : listOf(Resource)).map((resource) => ({
    id, place: Principal !== undefined && Resource === undefined ? 'trust' : place, action: action!, resource, principals: principalsOf(Principal), conditions,
  })));
}

function principalsOf(principal: unknown): string[] {
  return principal === undefined ? [] : typeof principal === 'string' ? [principal] : Object.values(principal as Json).flatMap(listOf);
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(text);
}
