import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import { DefaultTokenResolver, Reference, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

class References extends DefaultTokenResolver {
  public readonly found = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token)) {
      this.found.add(token.target);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

/** What a value refers to. Logical ids do not tell, for two stacks may have the same. */
export function referencesIn(scope: IConstruct, value: unknown): ReadonlySet<IConstruct> {
  const resolver = new References();
  Tokenization.resolve(value, { scope, resolver, preparing: false });
  return resolver.found;
}
