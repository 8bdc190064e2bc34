import { changed, judged } from './_judge';
import { allow, att, inline, policy, publicFargate, sub, type Template } from './_ready';
import { AuditSafe } from '../../../../src/readiness/private/rules/audit-safe';
import { ContainerNameDeny } from '../../../../src/readiness/private/rules/container-name-deny';
import { LocationCondition } from '../../../../src/readiness/private/rules/location-condition';
import { NoDirectSession } from '../../../../src/readiness/private/rules/no-direct-session';
import { OperatorDescribesTasks } from '../../../../src/readiness/private/rules/operator-describes-tasks';
import { OperatorResources } from '../../../../src/readiness/private/rules/operator-resources';
import { OperatorScope } from '../../../../src/readiness/private/rules/operator-scope';
import { OperatorSessionKey } from '../../../../src/readiness/private/rules/operator-session-key';
import { SwitchCondition } from '../../../../src/readiness/private/rules/switch-condition';
import { TagGates } from '../../../../src/readiness/private/rules/tag-gates';

const RULES = [
  AuditSafe, ContainerNameDeny, LocationCondition, NoDirectSession, OperatorDescribesTasks, OperatorResources, OperatorScope, OperatorSessionKey,
  SwitchCondition, TagGates,
];

export const EXEC = 'ecs:ExecuteCommand';
export const CLUSTER = att('Cluster', 'Arn');
export const TASKS = sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task/${Cluster}/*');
export const BOTH = [CLUSTER, TASKS];
const DESCRIBE = allow('ecs:DescribeTasks', TASKS);
const LIST = allow('ecs:ListTasks', '*', { Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } } });
const KEY = allow('kms:GenerateDataKey', att('Key', 'Arn'));

/** What an operator needs beside the permission to open sessions. */
export const REST = [DESCRIBE, LIST, KEY];

/** Who may assume the role of an operator. */
export const PEOPLE = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') } });

type Change = (resources: Template['Resources'], template: Template) => void;

/** A template that is ready, with a role for people that has what an operator needs and some statements in front of it. */
export function operator(statements: readonly unknown[], change: Change = () => undefined, make = publicFargate): Template {
  return role([...statements, ...REST], change, make);
}

/** A template that is ready, with a role for people that has some statements. */
export function role(statements: readonly unknown[], change: Change = () => undefined, make = publicFargate): Template {
  return changed(make, (resources, template) => {
    resources.Operator = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: PEOPLE, Policies: [inline('exec', ...statements)] } };
    change(resources, template);
  });
}

/** Another resource that has some statements, in place of the role of the operator. */
export function insteadOfRole(make: (document: object) => Template['Resources'][string]): Change {
  return (resources) => {
    const { PolicyDocument } = resources.Operator.Properties.Policies[0];
    resources.Operator = make(PolicyDocument);
  };
}

/** Where a statement of the operator is written. */
export const statement = (index: number, element?: string) => ['Operator.Policies.0.PolicyDocument.Statement', index, ...element === undefined ? [] : [element]].join('.');

/** What all rules about operators say of a subject: `Rule severity resource.path`, or `unknown resource.path`. */
export function flaws(template: Template | readonly Template[], id = 'Service'): readonly string[] {
  const result = judged(template, RULES).find((each) => each.id === id)!;
  return [
    ...result.findings.map(({ rule, severity, resource, path }) => [rule, severity, path === '' ? resource : `${resource}.${path}`].join(' ')),
    ...result.unknowns.map(({ resource, path }) => `unknown ${resource}.${path}`),
  ];
}

/** The causes that those rules give, and what they do not know. */
export function causes(template: Template | readonly Template[], id = 'Service'): readonly string[] {
  const { findings, unknowns } = judged(template, RULES).find((each) => each.id === id)!;
  return [...findings.map(({ catalogue, cause }) => `${catalogue.join()}: ${cause}`), ...unknowns.map(({ reason }) => reason)];
}

/** The three forms in which a policy is given to nobody in particular. */
export const FOR_ANYONE: Readonly<Record<string, Change>> = {
  'a policy by itself': insteadOfRole((PolicyDocument) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } })),
  'a group': insteadOfRole((PolicyDocument) => ({ Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'exec', PolicyDocument }] } })),
};

/** The forms in which what someone may do is seen as a whole. */
export const FOR_SOMEONE: Readonly<Record<string, Change>> = {
  'a role': () => undefined,
  'a user': insteadOfRole((PolicyDocument) => ({ Type: 'AWS::IAM::User', Properties: { Policies: [{ PolicyName: 'exec', PolicyDocument }] } })),
  'a permission set': insteadOfRole((InlinePolicy) => ({ Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'exec', InstanceArn: 'arn:aws:sso:::instance/i', InlinePolicy } })),
};

export { allow, deny } from './_ready';
