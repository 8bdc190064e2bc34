import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { documentOf, fitsManagedPolicy, piecesOf } from './policy-documents';
import { isChangeable } from '../../private/grantable';
import { warn } from '../../private/warnings';

/** Statements in as few managed policies as they fit into, in the order in which they come. */
export class PolicySet {
  public readonly statements: iam.PolicyStatement[] = [];
  private readonly known = new Set<string>();
  private readonly packs: iam.PolicyStatement[][] = [];
  private readonly policies: iam.ManagedPolicy[] = [];
  private readonly identities: iam.IIdentity[] = [];
  private isMade = false;

  public constructor(private readonly scope: Construct, private readonly description: string) {}

  /** Adds a statement, unless it is there. */
  public add(statement: iam.PolicyStatement): void {
    const written = JSON.stringify(Stack.of(this.scope).resolve(statement.toStatementJson()));
    if (this.known.has(written)) {
      return;
    }
    this.known.add(written);
    this.statements.push(statement);
    piecesOf(this.scope, statement).forEach((piece) => this.pack(piece));
    this.settle();
  }

  /** The managed policies, made when they are first asked for. */
  public get managedPolicies(): iam.ManagedPolicy[] {
    this.isMade = true;
    this.settle();
    return [...this.policies];
  }

  /** Attaches the policies, also those that are still to come. */
  public attachTo(identity: iam.IIdentity): void {
    const isElsewhere = Token.compareStrings(identity.env.account, Stack.of(this.scope).account) === TokenComparison.DIFFERENT;
    if (isElsewhere || !isChangeable(identity.grantPrincipal)) {
      warn(this.scope, 'unchangedOperator', `the policies of ${JSON.stringify(identity.grantPrincipal.toString())} cannot be changed here, so ${JSON.stringify(this.scope.node.path)} `
        + 'is not attached to it; attach its managed policies where the identity is made');
      return;
    }
    this.isMade = true;
    this.identities.push(identity);
    this.policies.forEach((policy) => attach(policy, identity));
    this.settle();
  }

  private pack(statement: iam.PolicyStatement): void {
    const last = this.packs[this.packs.length - 1];
    if (last && fitsManagedPolicy(this.scope, [...last, statement])) {
      last.push(statement);
      this.policies[this.packs.length - 1]?.addStatements(statement.copy());
    } else {
      this.packs.push([statement]);
    }
  }

  private settle(): void {
    if (!this.isMade) {
      return;
    }
    this.packs.slice(this.policies.length).forEach((statements) => {
      const number = this.policies.length + 1;
      const policy = new iam.ManagedPolicy(this.scope, number === 1 ? 'Policy' : `Policy${number}`, {
        description: this.description, document: documentOf(statements),
      });
      this.identities.forEach((identity) => attach(policy, identity));
      this.policies.push(policy);
    });
  }
}

function attach(policy: iam.ManagedPolicy, identity: iam.IIdentity): void {
  if ('roleName' in identity) {
    policy.attachToRole(identity as iam.IRole);
  } else if ('userName' in identity) {
    policy.attachToUser(identity as iam.IUser);
  } else {
    policy.attachToGroup(identity as iam.IGroup);
  }
}
