import type { Model } from '../model';
import { Property } from '../property';

/** The beginnings of the names of repositories that Amazon ECR fills from another registry when they are first asked for. */
export function cachePrefixes(model: Model): readonly string[] {
  return model.once('pull-through cache prefixes', () => model.ofType('AWS::ECR::PullThroughCacheRule').flatMap((rule) => {
    const { literal } = Property.of(rule).at('EcrRepositoryPrefix');
    return 'known' in literal && literal.known ? [literal.known] : [];
  }));
}
