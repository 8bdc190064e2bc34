import { Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { PolicySet } from './policy-set';

/** Takes what is granted to a policy. It is nobody, so that policies of resources cannot name it. */
export class PolicyPrincipal implements iam.IPrincipal {
  public readonly assumeRoleAction = 'sts:AssumeRole';
  public readonly grantPrincipal = this;

  public readonly principalAccount: string;
  private readonly path: string;

  public constructor(private readonly owner: IConstruct, private readonly policies: PolicySet) {
    this.path = owner.node.path;
    this.principalAccount = Stack.of(owner).account;
  }

  /** Grants write statements for resources also where they then leave them out. */
  public get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.ArnPrincipal(Lazy.string({
      produce: () => {
        throw new Error(`${this.path}: the policy of a resource must name who may use it, and a policy is nobody; `
          + 'grant this to a role or user, or have the resource leave it to the policies of its account');
      },
    })).policyFragment;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policies.add(statement);
    return { statementAdded: true, policyDependable: this.owner };
  }

  public toString(): string {
    return this.path;
  }
}
