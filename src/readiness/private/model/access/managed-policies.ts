import { managedPolicy, splitText, type Policy } from '../../iam';
import { linked } from '../link';
import type { Property } from '../property';
import { isKnown, readable, type Text } from '../text';
import { Unknown } from '../unknown';
import type { Written } from './attachment';
import type { Documents } from './documents';
import type { Finder } from './finder';

/** The managed policies that ARNs name: those of the templates, those of AWS, and those that are not at hand. */
export class ManagedPolicies {
  private readonly others = new Map<Text, Policy>();

  constructor(private readonly finder: Finder, private readonly documents: Documents) {}

  public at(arn: Property): Written {
    const { text } = arn;
    if ('unknown' in text || text.known === undefined) {
      return { at: arn, policy: managedPolicy(new Unknown('unknown' in text ? text.unknown : 'it is not given')) };
    }
    const own = linked(this.finder.called(text.known, arn, 'AWS::IAM::ManagedPolicy'));
    return own ? this.documents.of(own) : { at: arn, policy: this.other(text.known) };
  }

  private other(arn: Text): Policy {
    let policy = this.others.get(arn);
    if (!policy) {
      // a name that is not known could be that of a policy that denies
      const isNamed = isKnown(splitText(arn, ':').at(-1)!);
      policy = managedPolicy(isNamed ? arn : new Unknown(`it depends on ${readable(arn)}`));
      this.others.set(arn, policy);
    }
    return policy;
  }
}
