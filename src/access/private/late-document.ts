import type { IResolveContext } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** A document that says at any time what has been said by then. */
export class LateDocument extends iam.PolicyDocument {
  constructor(private readonly current: () => iam.PolicyDocument) {
    super();
  }

  public override get isEmpty(): boolean {
    return this.current().isEmpty;
  }

  public override get statementCount(): number {
    return this.current().statementCount;
  }

  public override resolve(context: IResolveContext): unknown {
    return this.current().resolve(context);
  }

  public override toJSON(): unknown {
    return this.current().toJSON();
  }
}
