import type { IResolveContext } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A document that says at any time what has been said by then. */
export class LateDocument extends iam.PolicyDocument {
  constructor(private readonly scope: Construct, private readonly current: () => iam.PolicyDocument) {
    super();
  }

  public override get isEmpty(): boolean {
    return this.current().isEmpty;
  }

  public override get statementCount(): number {
    return this.current().statementCount;
  }

  /** The constructor of the base class calls it with none. */
  public override addStatements(...statements: iam.PolicyStatement[]): void {
    if (statements.length > 0) {
      const [json] = Stack.of(this.scope).resolve(statements.map((statement) => statement.toStatementJson())) as unknown[];
      throw new Error(`${this.scope.node.path}: the statement ${JSON.stringify(json)} would not be in the policy of the permission set, which says what was granted; `
        + 'add it with grantPrincipal.addToPrincipalPolicy()');
    }
  }

  public override resolve(context: IResolveContext): unknown {
    return this.current().resolve(context);
  }

  public override toJSON(): unknown {
    return this.current().toJSON();
  }
}
