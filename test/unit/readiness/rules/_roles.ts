import { changed, judged } from './_judge';
import { policy, publicFargate, type Template } from './_ready';
import type { Rule } from '../../../../src/readiness/private/rules/rule';

/** The statements of the only inline policy of a role. */
export function statementsOf(resources: Template['Resources'], role: 'TaskRole' | 'ExecutionRole' = 'TaskRole'): any[] {
  return resources[role].Properties.Policies[0].PolicyDocument.Statement;
}

/** A template that is ready, with a role whose channel statement, or whole, was changed. */
export function withRole(change: (role: Record<string, any>, resources: Template['Resources'], template: Template) => void, make = publicFargate): Template {
  return changed(make, (resources, template) => change(resources.TaskRole.Properties, resources, template));
}

/** A role that trusts tasks and has one policy. */
export function roleWith(...statements: unknown[]): Template['Resources'][string] {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }),
      Policies: [{ PolicyName: 'all', PolicyDocument: policy(...statements) }],
    },
  };
}

/** The numbers and causes of what a rule finds, and the reasons of what it does not know. */
export function tells(rule: Rule, template: Template | readonly Template[], id = 'Service'): readonly string[] {
  const { findings, unknowns } = judged(template, [rule]).find((each) => each.id === id)!;
  return [...findings.map(({ catalogue, cause }) => `${catalogue.join()}: ${cause}`), ...unknowns.map(({ reason }) => reason)];
}
