import { sameText, splitText } from '../../iam';
import type { ResolvedResource, ResolvedSystem, ResolvedTemplate } from '../../sources/resolved';
import type { Answer } from '../answer';
import { NOTHING, type Link } from '../link';
import { isOwnName, refersTo } from './naming';
import { Presence } from './presence';
import type { Property } from '../property';
import { readable, type Text } from '../text';

/** Where something is, as far as it has a place. */
export interface Place {
  readonly account?: Text;
  readonly region?: Text;
}

interface Arn {
  readonly partition: Text;
  readonly account: Text;
  /** What tells it from ARNs of other things, the partition and for IAM the account aside. */
  readonly key: string;
  readonly isIam: boolean;
}

/** The account in ARNs of what AWS keeps for all accounts. */
const OF_AWS = 'aws';

/** More things of one name than anyone would look through: anywhere, and where a pointer can mean them. */
const MAX_NAMED_ALIKE = 1000;
const MAX_NAMESAKES = 50;

/** Finds the resources that pointers mean. */
export class Finder {
  private arns?: ReadonlyMap<string, readonly ResolvedResource[]>;
  /** What was found for pointers of a resource: the same are followed again and again. */
  private readonly links = new WeakMap<ResolvedResource, Map<string, Link<ResolvedResource>>>();

  constructor(private readonly system: ResolvedSystem) {}

  /** What a property points to, by ARN or by name. */
  public at(pointer: Property, ...types: readonly string[]): Link<ResolvedResource> {
    const { text } = pointer;
    if ('unknown' in text) {
      return { unseen: text.unknown };
    }
    return text.known === undefined ? NOTHING : this.called(text.known, pointer, ...types);
  }

  /** What a text means where a pointer stands. */
  public called(text: Text, pointer: Property, ...types: readonly string[]): Link<ResolvedResource> {
    let links = this.links.get(pointer.resource);
    if (!links) {
      this.links.set(pointer.resource, links = new Map());
    }
    const key = `${types.join(' ')} ${pointer.value === text ? '=' : pointer.doubt ?? ''} ${text}`;
    let link = links.get(key);
    if (!link) {
      links.set(key, link = this.find(text, pointer, types));
    }
    return link;
  }

  private find(text: Text, pointer: Property, types: readonly string[]): Link<ResolvedResource> {
    const arn = parseArn(text);
    return arn === undefined ? this.named(text, this.placeOf(pointer.resource), pointer, ...types)
      : this.only(this.withArn(text, arn, pointer, types), text, pointer);
  }

  /** What has a name in a place. */
  public named(name: Text, place: Place, pointer: Property, ...types: readonly string[]): Link<ResolvedResource> {
    const found = this.identified(name, types).filter((resource) => isOwnName(name, resource) || this.isIn(place, resource));
    return this.only(found, name, pointer);
  }

  /** The place of a resource. */
  public placeOf(resource: ResolvedResource): Place {
    const { account, region } = this.templateOf(resource);
    return { account, region };
  }

  public templateOf(resource: ResolvedResource): ResolvedTemplate {
    return this.system.template(resource.stack)!;
  }

  private identified(text: Text, types: readonly string[]): readonly ResolvedResource[] {
    const found = this.system.identified(text);
    return found.length > MAX_NAMED_ALIKE ? [] : found.filter((resource) => types.includes(resource.type));
  }

  private isIn(place: Place, resource: ResolvedResource): boolean {
    const own = this.templateOf(resource);
    const agree = (wanted: Text | undefined, actual: Text) => wanted === undefined || compared(wanted, actual) === 'yes';
    return resource.type === 'AWS::S3::Bucket'
      || agree(place.account, own.account) && (resource.type.startsWith('AWS::IAM::') || agree(place.region, own.region));
  }

  private withArn(text: Text, arn: Arn, pointer: Property, types: readonly string[]): readonly ResolvedResource[] {
    const exact = this.identified(text, types);
    const similar = exact.length > 0 || arn.isIam && arn.account === OF_AWS ? [] : this.byArn.get(arn.key) ?? [];
    return exact.length > 0 || similar.length > MAX_NAMED_ALIKE ? exact : similar.filter((resource) =>
      types.includes(resource.type) && this.mayBe(parseArn(resource.arn!)!, arn, resource, pointer));
  }

  /** Things of IAM are used within one account only, so one that is written out must be the account of the stack. */
  private mayBe(actual: Arn, wanted: Arn, resource: ResolvedResource, pointer: Property): boolean {
    const sameAccount = actual.isIam ? compared(wanted.account, actual.account) : 'yes';
    return compared(wanted.partition, actual.partition) !== 'no'
      && (sameAccount === 'yes' || sameAccount === 'unknown' && this.isIn(this.placeOf(pointer.resource), resource));
  }

  private only(found: readonly ResolvedResource[], text: Text, pointer: Property): Link<ResolvedResource> {
    if (found.length === 0 || found.length > MAX_NAMESAKES) {
      return { unseen: found.length > 0 ? several(text) : pointer.doubt ?? `${JSON.stringify(readable(text))} is not in the templates` };
    }
    const { resource: from } = pointer;
    let presence: Presence | undefined;
    const isPresent = (each: ResolvedResource) => (presence ??= new Presence(this.system, [from])).of(each) === 'yes';
    const certain = found.filter((each) => isOwnName(text, each) || refersTo(from, each) || isPresent(each));
    const near = certain.length > 1 ? certain.filter(({ stack }) => stack === from.stack) : certain;
    if (near.length === 1) {
      return { to: near[0] };
    }
    return { unseen: certain.length > 0 ? several(text) : found[0].createdReason ?? `${found[0].logicalId} is not created` };
  }

  private get byArn(): ReadonlyMap<string, readonly ResolvedResource[]> {
    if (!this.arns) {
      const arns = new Map<string, ResolvedResource[]>();
      for (const resource of this.system.templates.flatMap(({ resources }) => [...resources.values()])) {
        const arn = resource.arn === undefined ? undefined : parseArn(resource.arn);
        const others = arn && arns.get(arn.key);
        if (others) {
          others.push(resource);
        } else if (arn) {
          arns.set(arn.key, [resource]);
        }
      }
      this.arns = arns;
    }
    return this.arns;
  }
}

function parseArn(text: Text): Arn | undefined {
  const [scheme, partition, service, region, account, ...rest] = splitText(text, ':');
  if (scheme !== 'arn' || rest.length === 0) {
    return undefined;
  }
  const isIam = service === 'iam';
  return { partition, account, isIam, key: [service, region, isIam ? '' : account, ...rest].join(':').replace(/:\*$/, '') };
}

/** Most texts that are compared are the same one. */
function compared(one: Text, other: Text): Answer {
  return one === other ? 'yes' : sameText(one, other);
}

function several(text: Text): string {
  return `several resources are called ${JSON.stringify(readable(text))}`;
}
