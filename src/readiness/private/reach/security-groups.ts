import { overlaps, parseCidr, type Family, type Range } from './cidr';
import { mayBeAnother } from './identity';
import type { Known, SecurityGroup, SecurityRule } from './network';
import type { NetworkIndex } from './network-index';
import { admits, HTTPS } from './ports';
import { serviceOfPrefixList } from './prefix-lists';
import { NOWHERE, PUBLIC, RangeSet } from './ranges';
import type { Answer } from '../model/answer';
import type { Text } from '../model/text';

/** The other side of a connection: in these ranges (if there are none, nothing can be said), and either an interface in these groups or a public service. */
export interface OtherSide {
  readonly family: Family;
  readonly ranges: readonly Range[];
  readonly groups: Known<readonly Text[]>;
  readonly service?: string;
}

/** Whether the groups of an interface let TCP 443 through, one way. They are stateful: the answer always comes back. */
export function groupsAllow(index: NetworkIndex, groups: Known<readonly Text[]>, way: 'egress' | 'ingress', other: OtherSide): Answer {
  return rulesOf(index, groups, way).allow(other);
}

/** Whether the groups let no TCP 443 out to anything at all. */
export function letNothingOut(index: NetworkIndex, groups: Known<readonly Text[]>): boolean {
  return rulesOf(index, groups, 'egress').allowNothing;
}

function rulesOf(index: NetworkIndex, groups: Known<readonly Text[]>, way: 'egress' | 'ingress'): Rules {
  const ids = 'known' in groups ? [...new Set(groups.known)].sort() : [];
  return index.once(['rules', way, ids], () => {
    const seen = ids.map((id) => index.securityGroups.get(id));
    return new Rules(seen, way, index.network.region);
  });
}

/** Peers that rules name. */
class Peers {
  public readonly groups = new Set<Text>();
  public readonly services = new Set<string>();
  /** A peer that may be anything. */
  public anything = false;
  private readonly ranges: Range[] = [];
  private set?: RangeSet;

  public add({ peer }: SecurityRule, region: Text): void {
    const range = 'cidr' in peer ? parseCidr(peer.cidr) : undefined;
    const service = 'prefixList' in peer ? serviceOfPrefixList(peer.prefixList, region) : undefined;
    if ('group' in peer) {
      this.groups.add(peer.group);
    } else if (range) {
      this.ranges.push(...NOWHERE.of(range.family).covers(range) ? [] : [range]);
    } else if (service !== undefined) {
      this.services.add(service);
    } else {
      this.anything = true;
    }
  }

  public get none(): boolean {
    return !this.anything && this.groups.size + this.services.size + this.ranges.length === 0;
  }

  /** Whether the other side is certainly among the peers, wherever in its ranges it is. */
  public have({ family, ranges, groups, service }: OtherSide): boolean {
    return 'known' in groups && groups.known.some((id) => this.groups.has(id))
      || family === 4 && service !== undefined && this.services.has(service)
      || ranges.every((range) => this.rangeSet.covers(range));
  }

  public mayHave(other: OtherSide): boolean {
    return this.anything || this.mayHaveGroup(other.groups) || this.mayHaveService(other)
      || other.ranges.some((range) => this.rangeSet.touches(range));
  }

  private mayHaveGroup(groups: Known<readonly Text[]>): boolean {
    if ('unknown' in groups) {
      return this.groups.size > 0;
    }
    return groups.known.some((id) => this.groups.has(id) || this.groups.size > 0 && mayBeAnother(id))
      || groups.known.length > 0 && [...this.groups].some(mayBeAnother);
  }

  private mayHaveService({ family, ranges, service }: OtherSide): boolean {
    return this.services.size > 0 && (service === undefined
      ? ranges.some((range) => PUBLIC.of(range.family).some((other) => overlaps(other, range)))
      : family === 6 || this.services.has(service));
  }

  private get rangeSet(): RangeSet {
    return this.set ??= new RangeSet(this.ranges);
  }
}

/** The rules of several groups together, as far as they are about TCP 443. */
class Rules {
  private readonly sure = new Peers();
  private readonly perhaps = new Peers();
  private readonly everything: boolean;
  private readonly complete: boolean;

  constructor(groups: readonly (SecurityGroup | undefined)[], way: 'egress' | 'ingress', region: Text) {
    this.everything = way === 'egress' && groups.some((group) => group && !group.egress);
    this.complete = groups.length > 0 && groups.every((group) => group?.complete);
    for (const rule of groups.flatMap((group) => group?.[way] ?? [])) {
      const about = admits(rule.protocol, rule.ports, HTTPS.from);
      if (about !== 'no') {
        (about === 'yes' ? this.sure : this.perhaps).add(rule, region);
      }
    }
  }

  public allow(other: OtherSide): Answer {
    if (other.ranges.length === 0) {
      return 'unknown';
    }
    if (this.everything || this.sure.have(other)) {
      return 'yes';
    }
    return !this.complete || this.sure.mayHave(other) || this.perhaps.mayHave(other) ? 'unknown' : 'no';
  }

  public get allowNothing(): boolean {
    return this.complete && !this.everything && this.sure.none && this.perhaps.none;
  }
}
