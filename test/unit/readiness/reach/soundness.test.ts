import { UNKNOWN } from './_helpers/builders';
import { connects } from './_helpers/packets';
import { Random } from './_helpers/random';
import { canChoose, choose, randomWorld, SERVICES, type World } from './_helpers/worlds';
import { hole } from '../../../../src/readiness/private/model/text';
import type { Network } from '../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../src/readiness/private/reach/reachability';

const CIDR = hole('unknown', 'Cidr');

function answerOf({ network, source }: World, service: string) {
  return canReach(source, service, network).answer;
}

describe('an answer', () => {
  test('is what the packets of a connection find', () => {
    const random = new Random(11);
    const count = { yes: 0, no: 0, unknown: 0 };
    for (let round = 0; round < 2500; round++) {
      const world = randomWorld(random);
      const service = random.one(SERVICES);
      for (const { subnet, answer } of canReach(world.source, service, world.network).subnets) {
        count[answer]++;
        const found = new Set(Array.from({ length: 12 }, () => connects(world, subnet!, service, random)));
        if (answer !== 'unknown') {
          expect([...found]).toEqual([answer === 'yes']);
        }
      }
    }
    expect(Math.min(count.yes, count.no, count.unknown)).toBeGreaterThan(200);
  });

  test('is never another one when less is known', () => {
    const random = new Random(12);
    const lost = { yes: 0, no: 0, unknown: 0 };
    for (let round = 0; round < 5000; round++) {
      const world = randomWorld(random);
      const service = random.one(SERVICES);
      const before = answerOf(world, service);
      const after = answerOf(hidden(world, random), service);
      expect([before, 'unknown']).toContain(after);
      lost[before] += after === before ? 0 : 1;
    }
    expect(Math.min(lost.yes, lost.no)).toBeGreaterThan(20);
  });

  test('holds whatever the unknown turns out to be', () => {
    const random = new Random(13);
    let proven = 0;
    for (let round = 0; round < 1500; round++) {
      const service = random.one(SERVICES);
      const world = hiddenFields(randomWorld(random), random, 4);
      const answer = answerOf(world, service);
      if (answer !== 'unknown') {
        proven++;
        const real = Array.from({ length: 6 }, () => answerOf(concrete(world, random) as World, service));
        expect([...new Set(real)]).toEqual([answer]);
      }
    }
    expect(proven).toBeGreaterThan(200);
  });

  test('does not depend on the order of anything', () => {
    const random = new Random(14);
    for (let round = 0; round < 800; round++) {
      const world = hiddenFields(randomWorld(random), random, 2);
      const service = random.one(SERVICES);
      const { network, source } = shuffled(world, random) as World;
      expect(canReach(source, service, network)).toEqual(canReach(world.source, service, world.network));
    }
  });

  test('does not become yes from no when a route, an endpoint without the name or an allow is taken away', () => {
    const random = new Random(15);
    for (let round = 0; round < 2500; round++) {
      const world = randomWorld(random);
      const service = random.one(SERVICES);
      if (answerOf(world, service) === 'no') {
        expect(answerOf({ ...world, network: poorer(world.network, random) }, service)).not.toBe('yes');
      }
    }
  });

  test('gives its obstacles, all of them as certain as itself', () => {
    const random = new Random(16);
    for (let round = 0; round < 1500; round++) {
      const { network, source } = hidden(randomWorld(random), random);
      const { answer, because, via } = canReach(source, random.one(SERVICES), network);
      expect(because.length > 0).toBe(answer !== 'yes');
      expect(because.filter((cause) => cause.answer !== answer)).toEqual([]);
      expect(via !== undefined).toBe(answer === 'yes');
    }
  });
});

/** The world with one thing less known about it. */
function hidden(world: World, random: Random): World {
  const { network, source } = world;
  const without = <T>(items: readonly T[]) => items.filter((item) => item !== random.one(items));
  const one = <T extends object>(items: readonly T[], change: (item: T) => object) => {
    const chosen = random.one(items);
    return items.map((item) => item === chosen ? { ...item, ...change(item) } : item);
  };
  const networks: (() => Record<string, unknown>)[] = [
    () => ({ vpcs: one(network.vpcs, () => ({ seen: 'part' })) }),
    () => ({ vpcs: one(network.vpcs, () => ({ cidrs: UNKNOWN })) }),
    () => ({ subnets: one(network.subnets, () => ({ cidrs: UNKNOWN })) }),
    () => ({ subnets: one(network.subnets, () => ({ vpc: UNKNOWN })) }),
    () => ({ routeTables: one(network.routeTables, () => ({ complete: false })) }),
    () => ({ networkAcls: one(network.networkAcls, () => ({ complete: false })) }),
    () => ({ securityGroups: one(network.securityGroups, () => ({ complete: false })) }),
    () => ({ routeTables: one(network.routeTables, ({ routes }) => ({ routes: one(routes, () => ({ destination: UNKNOWN })) })) }),
    () => ({ routeTables: one(network.routeTables, ({ routes }) => ({ routes: one(routes, () => ({ target: { kind: 'unknown', ...UNKNOWN } })) })) }),
    () => ({ securityGroups: one(network.securityGroups, ({ ingress }) => ({ ingress: one(ingress, () => ({ peer: UNKNOWN })) })) }),
    () => ({ securityGroups: one(network.securityGroups, ({ egress }) => ({ egress: egress && one(egress, () => ({ peer: { cidr: CIDR } })) })) }),
    () => ({ networkAcls: one(network.networkAcls, ({ entries }) => ({ entries: one(entries, () => ({ cidr: CIDR })) })) }),
    () => ({ subnets: without(network.subnets) }),
    () => ({ routeTables: without(network.routeTables) }),
    () => ({ networkAcls: without(network.networkAcls) }),
    () => ({ securityGroups: without(network.securityGroups) }),
    () => ({ natGateways: [] }),
    () => ({ vpcs: [] }),
  ];
  switch (random.below(4)) {
    case 0: return hiddenFields(world, random, 3);
    case 1: return { network, source: random.chance(50) ? { ...source, families: UNKNOWN } : hiddenFields(world, random, 1).source };
    default: return { source, network: { ...network, ...random.one(networks)() } as Network };
  }
}

type Path = readonly (string | number)[];

/** Where the known fields of a world are that a random world may have otherwise. */
function fieldsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = 'known' in value && canChoose(String(path.at(-1))) ? [path] : [];
  return [...own, ...'known' in value ? [] : Object.entries(value).flatMap(([key, each]) => fieldsIn(each, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) {
    return by;
  }
  const copy: any = Array.isArray(value) ? [...value] : { ...value as object };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

function hiddenFields(world: World, random: Random, most: number): World {
  // A subnet in another VPC than its routes is no network that AWS would accept.
  const fields = fieldsIn(world).filter((path) => !(path.includes('subnets') && path.at(-1) === 'vpc'));
  const chosen = Array.from({ length: 1 + random.below(most) }, () => random.one(fields));
  return chosen.reduce<World>((made, path) => replaced(made, path, UNKNOWN) as World, world);
}

/** The world with something for everything that is not known. */
function concrete(value: unknown, random: Random, field = ''): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if ('unknown' in value && canChoose(field)) {
    return choose(random, field);
  }
  return Array.isArray(value)
    ? value.map((each) => concrete(each, random))
    : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, concrete(each, random, key)]));
}

function shuffled(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? random.shuffled(value.map((each) => shuffled(each, random)))
    : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shuffled(each, random)]));
}

/** The network without one of the things that let traffic pass; endpoints that have the name may stand in the way of another path. */
function poorer(network: Network, random: Random): Network {
  const without = <T>(items: readonly T[], may: (item: T) => boolean = () => true) => {
    const gone = random.one(items.filter(may));
    return items.filter((item) => item !== gone);
  };
  return random.one<() => Network>([
    () => ({ ...network, routeTables: network.routeTables.map((table) => ({ ...table, routes: without(table.routes) })) }),
    () => ({ ...network, endpoints: without(network.endpoints, (each: any) => !(each.type.known === 'interface' && each.privateDns.known)) }),
    () => ({
      ...network,
      networkAcls: network.networkAcls.map((acl) => ({ ...acl, entries: without(acl.entries, (each: any) => each.action.known === 'allow') })),
    }),
    () => ({ ...network, securityGroups: network.securityGroups.map((group) => ({ ...group, ingress: without(group.ingress) })) }),
    () => ({ ...network, securityGroups: network.securityGroups.map((group) => ({ ...group, egress: group.egress && without(group.egress) })) }),
  ])();
}
