import { all, group, isolated, known, tcp, UNKNOWN } from './_helpers/builders';
import { Random } from './_helpers/random';
import type { Answer } from '../../../../src/readiness/private/model/answer';
import { hole } from '../../../../src/readiness/private/model/text';
import { parseCidr } from '../../../../src/readiness/private/reach/cidr';
import type { Known, Peer, SecurityGroup, SecurityRule } from '../../../../src/readiness/private/reach/network';
import { NetworkIndex } from '../../../../src/readiness/private/reach/network-index';
import { EVERYWHERE, PUBLIC } from '../../../../src/readiness/private/reach/ranges';
import { groupsAllow, letNothingOut, type OtherSide } from '../../../../src/readiness/private/reach/security-groups';

const HOLE = hole('unknown', 'GroupId');
const ENI: OtherSide = { family: 4, ranges: [parseCidr('10.0.1.0/28')!], groups: known(['EndpointGroup']) };
const S3: OtherSide = { family: 4, ranges: PUBLIC.of(4), groups: known([]), service: 's3' };

function out(groups: readonly SecurityGroup[], other: OtherSide, ids: Known<readonly string[]> = known(groups.map(({ id }) => id))): Answer {
  return groupsAllow(NetworkIndex.of(isolated({ securityGroups: groups })), ids, 'egress', other);
}

describe('security groups', () => {
  test('allow what a packet by packet reading allows', () => {
    const random = new Random(7);
    for (let round = 0; round < 1500; round++) {
      const groups = ['One', 'Two'].map((id) => group(id, { egress: random.list(2, () => randomRule(random)) }));
      const outcomes = new Set(Array.from({ length: 16 }, (_, address) => groups.some(({ egress }) => egress!.some((rule) => naive(rule, address)))));
      expect(out(random.shuffled(groups), ENI)).toBe(outcomes.size > 1 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no');
    }
  });

  test('with something unknown in them say nothing that one of their readings denies', () => {
    const random = new Random(8);
    for (let round = 0; round < 1500; round++) {
      const rules = random.list(3, () => randomRule(random));
      const open = [{}, { protocol: UNKNOWN }, { ports: UNKNOWN }, { peer: UNKNOWN }, { peer: { group: HOLE } }];
      const hidden = rules.map((rule) => ({ ...rule, ...random.one(open) }));
      expect([out([group('One', { egress: rules })], ENI), 'unknown']).toContain(out([group('One', { egress: hidden })], ENI));
    }
  });

  test.each<[string, Answer, SecurityGroup[], OtherSide?]>([
    ['without a list of egress rules let everything out', 'yes', [group('One')]],
    ['with an empty list let nothing out', 'no', [group('One', { egress: [] })]],
    ['may let out to what has no address', 'unknown', [group('One')], { ...ENI, ranges: [] }],
    ['add up', 'yes', [group('One', { egress: [tcp({ cidr: '10.0.1.0/29' })] }), group('Two', { egress: [tcp({ cidr: '10.0.1.8/29' })] })]],
    ['let out to a group that the other side is in', 'yes', [group('One', { egress: [tcp({ group: 'EndpointGroup' })] })]],
    ['do not let out to a group that it is not in', 'no', [group('One', { egress: [tcp({ group: 'Another' })] })]],
    ['may let out to a group of a parameter', 'unknown', [group('One', { egress: [tcp({ group: HOLE })] })]],
    ['may let out to a group that the other side may be in', 'unknown', [group('One', { egress: [tcp({ group: 'Another' })] })], { ...ENI, groups: known([HOLE]) }],
    ['may let out when the groups of the other side are not known', 'unknown', [group('One', { egress: [tcp({ group: 'Another' })] })], { ...ENI, groups: UNKNOWN }],
    ['do not let out to unknown groups by a range elsewhere', 'no', [group('One', { egress: [tcp({ cidr: '10.8.0.0/16' })] })], { ...ENI, groups: UNKNOWN }],
    ['do not let out on another port', 'no', [group('One', { egress: [tcp({ cidr: '0.0.0.0/0' }, 80)] })]],
    ['let out on a range of ports', 'yes', [group('One', { egress: [tcp({ cidr: '0.0.0.0/0' }, 0, 65535)] })]],
    ['let out by any protocol', 'yes', [group('One', { egress: [all({ cidr: '0.0.0.0/0' })] })]],
    ['do not let out by IPv6', 'no', [group('One', { egress: [all({ cidr: '::/0' })] })]],
    ['may let out to a range that has some of the addresses', 'unknown', [group('One', { egress: [tcp({ cidr: '10.0.1.0/30' })] })]],
    ['may let out by rules that are not seen', 'unknown', [group('One', { egress: [], complete: false })]],
    ['let out whatever is not seen', 'yes', [group('One', { egress: [tcp({ cidr: '0.0.0.0/0' })], complete: false })]],
    ['may let out to a prefix list', 'unknown', [group('One', { egress: [tcp({ prefixList: 'pl-0123456789abcdef0' })] })]],
    ['do not let out to S3 what goes to the VPC', 'no', [group('One', { egress: [tcp({ prefixList: 'com.amazonaws.eu-west-1.s3' })] })]],
    ['let out to S3 by its prefix list', 'yes', [group('One', { egress: [tcp({ prefixList: 'com.amazonaws.eu-west-1.s3' })] })], S3],
    ['let out to S3 by the id of its prefix list', 'yes', [group('One', { egress: [tcp({ prefixList: 'pl-6da54004' })] })], S3],
    ['do not let out to S3 by the prefix list of DynamoDB', 'no', [group('One', { egress: [tcp({ prefixList: 'pl-6fa54006' })] })], S3],
    ['may let out to S3 by the prefix list of another region', 'unknown', [group('One', { egress: [tcp({ prefixList: 'pl-63a5400a' })] })], S3],
    ['may let out to S3 over IPv6 by its prefix list', 'unknown', [group('One', { egress: [tcp({ prefixList: 'pl-6da54004' })] })], { ...S3, family: 6, ranges: PUBLIC.of(6) }],
    ['may let out to S3 by a narrower range', 'unknown', [group('One', { egress: [tcp({ cidr: '52.218.0.0/17' })] })], S3],
    ['do not let out to S3 by a private range', 'no', [group('One', { egress: [tcp({ cidr: '10.0.0.0/8' })] })], S3],
    ['let out to S3 by two halves', 'yes', [group('One', { egress: [tcp({ cidr: '0.0.0.0/1' }), tcp({ cidr: '128.0.0.0/1' })] })], S3],
    ['may let out to an interface of the public range by a prefix list', 'unknown', [group('One', { egress: [tcp({ prefixList: 'pl-6da54004' })] })],
      { ...ENI, ranges: EVERYWHERE.of(4) }],
  ])('%s', (_, expected, groups, other = ENI) => {
    expect(out(groups, other)).toBe(expected);
  });

  test.each<[string, Known<readonly string[]>]>([
    ['not known', UNKNOWN],
    ['the default group', known([])],
    ['not seen', known(['Elsewhere'])],
  ])('may let out when they are %s', (_, ids) => {
    expect(out([], ENI, ids)).toBe('unknown');
    expect(letNothingOut(NetworkIndex.of(isolated()), ids)).toBe(false);
  });

  test.each<[string, boolean, SecurityGroup]>([
    ['without rules', true, group('One', { egress: [] })],
    ['with rules for other ports', true, group('One', { egress: [tcp({ cidr: '0.0.0.0/0' }, 80)] })],
    ['with a rule for the machine itself', true, group('One', { egress: [all({ cidr: '127.0.0.1/32' })] })],
    ['with a rule for no address', true, group('One', { egress: [all({ cidr: '255.255.255.255/32' })] })],
    ['with a rule', false, group('One', { egress: [tcp({ cidr: '10.0.0.1/32' })] })],
    ['with a rule for a group', false, group('One', { egress: [tcp({ group: 'Two' })] })],
    ['with a rule for a prefix list', false, group('One', { egress: [tcp({ prefixList: 'pl-6da54004' })] })],
    ['with a rule for something', false, group('One', { egress: [tcp(UNKNOWN)] })],
    ['with a rule for some protocol', false, group('One', { egress: [{ ...tcp({ cidr: '10.0.0.1/32' }), protocol: UNKNOWN }] })],
    ['with rules that are not seen', false, group('One', { egress: [], complete: false })],
    ['with the rules of AWS', false, group('One')],
  ])('%s let nothing out: %s', (_, expected, one) => {
    expect(letNothingOut(NetworkIndex.of(isolated({ securityGroups: [one] })), known(['One']))).toBe(expected);
  });
});

function randomRule(random: Random): SecurityRule {
  const cidr = (): Peer => ({ cidr: `10.0.${random.one([1, 1, 1, 2])}.${random.below(16)}/${random.one([8, 28, 29, 30, 31, 32])}` });
  const from = random.one([0, 443, 443, 444]);
  return {
    protocol: known(random.one(['all', 'tcp', 'tcp', 'tcp', 'other'])),
    ports: known({ from, to: random.one([from, 1000]) }),
    peer: random.chance(85) ? cidr() : { group: random.one(['EndpointGroup', 'Another']) },
  };
}

function naive(rule: any, address: number): boolean {
  const about = rule.protocol.known === 'all' || rule.protocol.known === 'tcp' && rule.ports.known.from <= 443 && 443 <= rule.ports.known.to;
  if ('group' in rule.peer) {
    return about && rule.peer.group === 'EndpointGroup';
  }
  const [a, b, c, d, prefix] = rule.peer.cidr.split(/[./]/).map(Number);
  const block = 2 ** (32 - prefix);
  const [own, written] = [((10 * 256 + 0) * 256 + 1) * 256 + address, ((a * 256 + b) * 256 + c) * 256 + d];
  return about && Math.floor(own / block) === Math.floor(written / block);
}
