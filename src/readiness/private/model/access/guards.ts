import { sameText, splitText } from '../../iam';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import { Property } from '../property';
import type { Text } from '../text';
import { Bindings } from './bindings';
import type { Documents } from './documents';
import type { Finder } from './finder';
import { Guard } from './guard';
import { unseenTie } from './own-policies';
import { assign } from './separate-policies';
import type { Unseen } from './unseen';

/** What has policies that are resources of their own. */
export interface Guarded {
  readonly type: string;
  readonly policyType: string;
  /** The property of the policy that names what it is about. */
  readonly key: string;
}

/** The policies of buckets or secrets, by what they name. */
export class Guards {
  private readonly bindings: Bindings;

  constructor(
    private readonly system: ResolvedSystem, guarded: Guarded, finder: Finder,
    private readonly documents: Documents, private readonly unseen: Unseen,
  ) {
    const resources = system.templates.flatMap((template) => [...template.resources.values()]);
    this.bindings = new Bindings({
      all: resources.filter(({ type }) => type === guarded.type),
      namesOf,
      together: (one, other) => {
        const [own, others] = [finder.placeOf(one), finder.placeOf(other)];
        const same = own.account === others.account && own.region === others.region;
        // the name of a bucket is its own everywhere
        return same || guarded.type === 'AWS::S3::Bucket' ? 'yes' : sameText(`${own.account}/${own.region}`, `${others.account}/${others.region}`);
      },
    });
    resources.filter(({ type }) => type === guarded.policyType).forEach((policy) => assign(this.bindings, Property.of(policy).at(guarded.key)));
  }

  public of(resource: ResolvedResource): Guard {
    const bindings = this.bindings.of(resource);
    const ties = bindings?.map(({ from, doubt }) => ({ ...this.documents.of(from), needs: [from] as const, doubt }));
    const reason = ties === undefined ? 'more policies may be about it than can be looked at' : this.unseen.attached(resource);
    const name = `a policy of ${resource.logicalId}`;
    return new Guard(this.system, ties ?? [], reason === undefined ? undefined : unseenTie(Property.of(resource), name, reason));
  }
}

/** All that a resource is called. The ARN of a secret is good without the letters that AWS makes up for its end. */
function namesOf({ identifiers, arn }: ResolvedResource): readonly Text[] {
  const parts = arn === undefined ? [] : splitText(arn, ':');
  const name = parts[2] === 'secretsmanager' ? identifiers.find((each) => splitText(each, ':').length === 1) : undefined;
  return name === undefined ? identifiers : [...identifiers, [...parts.slice(0, -1), name].join(':')];
}
