import { id, networks, stack, type Resources } from './_helpers/seen';
import { written } from './_helpers/written';
import { hole } from '../../../../../src/readiness/private/model/text';
import type { Known, Source } from '../../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../../src/readiness/private/reach/reachability';
import { Random } from '../../reach/_helpers/random';
import { randomWorld, SERVICES, type World } from '../../reach/_helpers/worlds';

const ids = (names: Known<readonly string[]>) => ({ known: (names as { known: readonly string[] }).known.map((name) => id(name)) });

function sourceOf({ source }: World): Source {
  return { ...source, subnets: ids(source.subnets), securityGroups: ids(source.securityGroups) };
}

function reached(resources: Resources, world: World, service: string, sections: object = {}) {
  return canReach(sourceOf(world), service, networks(stack(resources, undefined, sections)).network);
}

describe('a network that is written as a template', () => {
  test('is as reachable as the same network built by hand, for the same reasons', () => {
    const random = new Random(21);
    const count = { yes: 0, no: 0, unknown: 0 };
    for (let round = 0; round < 150; round++) {
      const world = randomWorld(random);
      const { network } = networks(stack(written(world, random)));
      for (const service of SERVICES) {
        const [one, other] = [canReach(world.source, service, world.network), canReach(sourceOf(world), service, network)];
        count[one.answer]++;
        const told = ({ because, remarks, answer }: typeof one) => [answer, ...[...because, ...remarks].map(({ obstacle }) => obstacle).sort()];
        expect(told(other)).toEqual(told(one));
      }
    }
    expect(Math.min(count.yes, count.no, count.unknown)).toBeGreaterThan(10);
  });

  test.each<[string, number, (resources: Resources, random: Random) => [Resources, object]]>([
    ['a value is a parameter', 22, (resources, random) => [hidden(resources, random), {}]],
    ['several values are parameters', 23, (resources, random) => [Array.from({ length: 3 }).reduce<Resources>((now) => hidden(now, random), resources), {}]],
    ['a resource may not be created', 24, (resources, random) => [conditional(resources, random), {}]],
    ['another piece may belong to anything', 25, (resources, random) => [{ ...resources, ...stray(resources, random) }, {}]],
    ['a custom resource gets a part of it', 26, (resources, random) => [{ ...resources, ...custom(resources, random) }, {}]],
    ['a macro may change it', 27, (resources) => [resources, { Transform: ['Macro'] }]],
  ])('has no other certain answer when %s', (_, seed, lessKnown) => {
    const random = new Random(seed);
    const lost = { yes: 0, no: 0, unknown: 0 };
    for (let round = 0; round < 80; round++) {
      const world = randomWorld(random);
      const service = random.one(SERVICES);
      const resources = written(world, random);
      const before = reached(resources, world, service).answer;
      const [less, sections] = lessKnown(resources, random);
      const after = reached(less, world, service, sections).answer;
      expect([before, 'unknown']).toContain(after);
      lost[before] += after === before ? 0 : 1;
    }
    expect(lost.no).toBeGreaterThan(0);
  });

  test('answers for what may not be created as with it and without it', () => {
    const random = new Random(29);
    const count = { agreed: 0, unknown: 0 };
    for (let round = 0; round < 120; round++) {
      const world = randomWorld(random);
      const service = random.one(SERVICES);
      const resources = written(world, random);
      const name = random.one(Object.keys(resources).filter((each) => Object.hasOwn(OWNERS, resources[each].Type.slice('AWS::EC2::'.length))));
      const answer = (Condition?: string) => reached({ ...resources, [name]: { ...resources[name], Condition } }, world, service).answer;
      const maybe = answer('Maybe');
      count[maybe === 'unknown' ? 'unknown' : 'agreed']++;
      if (maybe !== 'unknown') {
        expect([answer(), answer('Never')].filter((each) => each !== maybe && each !== 'unknown')).toEqual([]);
      }
    }
    expect(Math.min(count.agreed, count.unknown)).toBeGreaterThan(10);
  });

  test('is read however much of it is unknown', () => {
    const random = new Random(28);
    for (let round = 0; round < 20; round++) {
      const world = randomWorld(random);
      const { answer } = reached(written(world, new Random(1)), world, 'ssmmessages');
      const resources = Array.from({ length: 60 }).reduce<Resources>((now) => hidden(now, random), written(world, random));
      expect([answer, 'unknown']).toContain(reached(resources, world, 'ssmmessages').answer);
    }
  });
});

type Path = readonly string[];

/** Where values stand that a parameter may take the place of. */
function placesIn(value: unknown, path: Path = []): Path[] {
  const isFunction = typeof value === 'object' && value !== null && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
  const below = typeof value === 'object' && value !== null && !isFunction ? Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key])) : [];
  return [...path.length > 2 ? [path] : [], ...below];
}

function replaced(value: any, [key, ...rest]: Path, by: unknown): any {
  if (key === undefined) {
    return by;
  }
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

function hidden(resources: Resources, random: Random): Resources {
  const places = placesIn(resources).filter(([, section]) => section === 'Properties');
  const by = random.one<(value: unknown) => unknown>([
    () => ({ Ref: 'P' }), () => ({ Ref: 'L' }), () => ({ 'Fn::ImportValue': 'elsewhere' }), () => ({ 'Fn::Transform': { Name: 'Any' } }),
    (value) => ({ 'Fn::If': ['Maybe', value, { Ref: 'AWS::NoValue' }] }), (value) => ({ 'Fn::If': ['Maybe', value, { Ref: 'P' }] }),
  ]);
  const place = random.one(places);
  return replaced(resources, place, by(place.reduce((value: any, key) => value[key], resources)));
}

function conditional(resources: Resources, random: Random): Resources {
  const name = random.one(Object.keys(resources));
  return { ...resources, [name]: { ...resources[name], Condition: 'Maybe' } };
}

/** The properties by which pieces say what they belong to. */
const OWNERS: Record<string, string> = {
  Route: 'RouteTableId',
  NetworkAclEntry: 'NetworkAclId',
  SecurityGroupIngress: 'GroupId',
  SecurityGroupEgress: 'GroupId',
  VPCEndpoint: 'VpcId',
  VPCGatewayAttachment: 'VpcId',
  SubnetRouteTableAssociation: 'SubnetId',
  SubnetNetworkAclAssociation: 'SubnetId',
  VPCDHCPOptionsAssociation: 'VpcId',
};

/** A copy of a piece that belongs to what a parameter names. */
function stray(resources: Resources, random: Random): Resources {
  const pieces = Object.values(resources).filter(({ Type }) => Object.hasOwn(OWNERS, Type.slice('AWS::EC2::'.length)));
  const piece = random.one(pieces);
  return { Stray: { ...piece, Properties: { ...piece.Properties, [OWNERS[piece.Type.slice('AWS::EC2::'.length)]]: { Ref: 'P' } } } };
}

function custom(resources: Resources, random: Random): Resources {
  return { Custom: { Type: 'Custom::Anything', Properties: { ServiceToken: 'arn', Some: [{ Of: { 'Fn::Sub': `it is \${${random.one(Object.keys(resources))}}` } }] } } };
}

test('ids of a stack are those that AWS makes up', () => {
  expect(id('Vpc')).toBe(hole('generated', 'stack/Vpc'));
});
