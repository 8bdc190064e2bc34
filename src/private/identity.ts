import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * What a value stands for, so that two ways to say it compare equal.
 *
 * A reference to a resource of the app stands for that resource, whatever attribute it names and from whatever stack; an id that
 * is written out stands for itself in its account and region.
 */
export function identityOf(scope: IConstruct, id: string): string {
  const [token] = Tokenization.reverseString(id).tokens;
  if (Reference.isReference(token)) {
    return token.target.node.path;
  }
  const { account, region } = Stack.of(scope);
  return [account, region, id].join('|');
}

/** The resources that a value refers to. */
export function referencedBy(value: string): IConstruct[] {
  return Tokenization.reverseString(value).tokens.filter(Reference.isReference).map(({ target }) => target);
}
