import { isEverything, subnetsOf, withoutRoute } from './missing-way';
import { severityOf } from './obstacle-rule';
import { shownPaths } from './path-words';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { hasEndpoint } from '../facts/endpoint-groups';
import type { Subject } from '../model/subject';
import { blocksOf, isConsequence, type Block } from '../model/traffic/blocks';

export const WayOut: Rule = {
  id: 'WayOut',
  catalogue: ['X-065'],
  hop: 'route',
  severity: 'error',
  requirement: 'The subnets have a way to everything that the tasks need: an endpoint, a NAT gateway, or an internet gateway with public addresses.',
  fix: {
    cdk: 'vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, or vpc.addInterfaceEndpoint() for each service',
    cloudFormation: 'add a default route to a NAT gateway to the route table of the subnets, or an AWS::EC2::VPCEndpoint for each service',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-outbound.html',
  *check(subject) {
    const blocks = withoutRoute(subject);
    const everything = blocks.filter((block) => isEverything(subject, block));
    yield* inOne(everything, subject).flatMap((block) => [...nothing(block, subject)]);
    yield* blocks.filter((block) => !everything.includes(block)).flatMap((block) => [...rest(block, subject)]);
    yield* doubts(subject);
  },
};

/** Tasks with interfaces of their own and their instances may be in the same subnets: that is told once, where the tasks have theirs. */
function inOne(blocks: readonly Block[], subject: Subject): readonly Block[] {
  const groups = new Map<string, Block>();
  const isOwn = ({ at }: Block) => at.resource === subject.resource;
  for (const block of [...blocks.filter(isOwn), ...blocks.filter((each) => !isOwn(each))]) {
    const key = JSON.stringify(block.ids.map(([subnet]) => subnet).sort());
    const first = groups.get(key);
    groups.set(key, first ? { ...first, paths: [...first.paths, ...block.paths] } : block);
  }
  return [...groups.values()];
}

function* nothing(block: Block, subject: Subject): Iterable<Outcome> {
  const cause = `neither a route nor an endpoint leads out of ${subnetsOf(block, subject)}: ${shownPaths(block.paths)}`;
  yield violated(block.at, cause, { severity: severityOf(block.paths) });
}

/** What no endpoint of the VPC could lead to, told where it is asked for. */
function* rest(block: Block, subject: Subject): Iterable<Outcome> {
  const paths = block.paths.filter(({ need }) => !hasEndpoint(need.services[0]));
  for (const at of new Set(paths.map(({ need }) => need.at))) {
    const here = paths.filter(({ need }) => need.at === at);
    yield violated(at, `no route leads to the internet from ${subnetsOf(block, subject)}: ${shownPaths(here)}`, { severity: severityOf(here) });
  }
}

function* doubts(subject: Subject): Iterable<Outcome> {
  const open = blocksOf(subject).filter(({ obstacle, answer, paths }) => obstacle === 'no-route' && answer === 'unknown' && severityOf(paths) === 'error');
  for (const block of open.filter((each) => !isConsequence(each))) {
    yield unclear(block.at, `whether all routes that the tasks need lead out of ${subnetsOf(block, subject)} is not known`);
  }
}
