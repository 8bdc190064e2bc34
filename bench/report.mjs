// The table of docs/benchmarks.md.
import { availableParallelism } from 'node:os';
import { require, SERVICES_PER_STACK } from './given.mjs';

const TARGET_RATIO = 1.15;
// the last services may cost this many times the first ones, or the inverse, for growth to be called linear
const LINEAR = 1.25;
const CHECKING_RATIO = 3;

/** What was measured, as Markdown. */
export function report({ load, templates, loading, synthesis, checking }) {
  return `# Benchmarks

Services made by this library against the same resources written by hand with L2s (\`bench/hand-written.mjs\`), in one run.

- ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, aws-cdk-lib ${require('aws-cdk-lib/package.json').version}, ${availableParallelism()} cores, load average ${load.toFixed(1)} at the start${load > 0.5 ? ': the machine was shared with other work' : ''}.
- How to read: a ratio of 1.00 costs the same as by hand; seconds depend on the machine. Where the lowest and the highest ratio are far apart, the machine was busy and the CPU time tells more. Reproduce with \`npm run bench\`.

## Synthesis

Each service has one image in Amazon ECR, a port, a secret and a group of operators; all share one isolated VPC and one cluster. ${SERVICES_PER_STACK} services a stack, the feature flags of a new CDK app, and every sample a new process; the two sides take turns, ${synthesis.map(({ services, pairs }) => `${pairs} times at ${services}`).join(', ')}. Seconds are medians; ratios are medians of the ratios within a pair, with the lowest and the highest. CPU time is that of the whole process; other programs on the machine disturb it less. *Net* is from the classes being loaded to the end of \`app.synth()\`. CDK's own validation of templates is off: it costs both sides the same.

${table(
    ['services', 'exec-ready, s', 'by hand, s', 'ratio', 'net, s', 'net by hand, s', 'net ratio', 'CPU time ratio'],
    synthesis.map(({ services, wall, net, cpu }) => [
      services, seconds(wall.ours), seconds(wall.theirs), spread(wall), seconds(net.ours), seconds(net.theirs), spread(net), spread(cpu),
    ]),
  )}

${target(synthesis)}

## Growth

${growth(synthesis)}

## Loading

Until \`ExecReadyService\` can be used, against the modules of aws-cdk-lib that the library requires; both with \`FargateService\`, which every service needs.

${table(
    ['', 'exec-ready', 'by hand', 'ratio'],
    [
      ['seconds', loading.seconds.ours.toFixed(3), loading.seconds.theirs.toFixed(3), ratio(loading.seconds.ratio)],
      ['files loaded', loading.files.ours, loading.files.theirs, ratio(loading.files.ratio)],
    ],
  )}

## Templates

Both sides make the same resources with the same properties and as many dependencies: the run fails when they differ. Names, descriptions and metadata are left out of that comparison; they, the reasons in the metadata of the endpoints among them, make the difference in size.

${table(
    ['services', 'stacks', 'resources', 'exec-ready, bytes', 'by hand, bytes', 'ratio'],
    Object.entries(templates).map(([services, { stacks, resources, ours, theirs }]) => [services, stacks, resources, ours, theirs, ratio(ours / theirs)]),
  )}

One more service is ${templates[11].resources - templates[10].resources} resources on either side, its secret and its operators among them: ${templates[11].ours - templates[10].ours} bytes, by hand ${templates[11].theirs - templates[10].theirs}.

${checkingSection(checking)}
`;
}

function checkingSection({ most, mixes, others, growth: sizes }) {
  const densest = mixes.at(-1);
  return `## Checking

\`exec-ready check --format json\` on one template (\`bench/check-template.mjs\`) as a whole process, against a Node.js process that only reads and parses the file, taken in turn. A template has at most ${most} resources, as many as AWS CloudFormation takes: services with six each, and functions with what they work on in place of services. No more than ${densest.services} services fit. Seconds are medians; so are the times of reading, with the lowest and the highest.

${table(
    ['services', 'JSON, s', 'read and parse, s', 'times reading', 'YAML, s', 'read and parse, s', 'times reading'],
    mixes.map(({ services, json, yaml }) => [services, ...[json, yaml].flatMap((each) => [each.check.toFixed(3), each.read.toFixed(3), spread(each)])]),
  )}

Target, at most ${CHECKING_RATIO} times of reading, by the number of services: ${['json', 'yaml'].map((format) => `${format.toUpperCase()} ${met(mixes, format)}`).join('; ')}.

Other checkers on the file with ${densest.services} services, in JSON; they look for other things.

${table(
    ['', 'seconds', 'times reading'],
    others.map(({ name, seconds: taken }) => taken === undefined ? [name, 'not installed', ''] : [name, taken.toFixed(2), ratio(taken / densest.json.read)]),
  )}

${table(
    ['services', 'resources', 'seconds beyond reading', 'microseconds a service'],
    sizes.map((size) => [size.services, size.resources, size.seconds.toFixed(2), (size.seconds / size.services * 1e6).toFixed(0)]),
  )}`;
}

function met(mixes, format) {
  const [held, missed] = [true, false].map((is) => mixes.filter((mix) => mix[format].ratio <= CHECKING_RATIO === is).map(({ services }) => services));
  const said = (verdict, services) => services.length === 0 ? [] : [`**${verdict}** with ${services.join(', ')}`];
  return [...said('met', held), ...said('missed', missed)].join(', ');
}

function target(synthesis) {
  const { wall, net, cpu } = synthesis.find(({ services }) => services === 50);
  const isMet = wall.ratio <= TARGET_RATIO;
  return `Target, a ratio of at most ${TARGET_RATIO} at 50 services: **${isMet ? 'met' : 'missed'}** with ${ratio(wall.ratio)} (net ${ratio(net.ratio)}, CPU time ${ratio(cpu.ratio)}).`;
}

/** From differences, in which starting and loading cancel out. */
function growth(synthesis) {
  const at = (services, side) => synthesis.find((sample) => sample.services === services).cpu.least[side];
  const perService = (from, to, side) => (at(to, side) - at(from, side)) / (to - from);
  const rows = [['exec-ready', 'ours'], ['by hand', 'theirs']].map(([name, side]) => {
    const [few, many] = [perService(10, 50, side), perService(50, 200, side)];
    return { name, few, many, growth: many / few, whole: at(200, side) / at(50, side) };
  });
  return `From the least CPU time of each size, which is the least disturbed one.

${table(
    ['', 'one more service, 10 to 50, ms', 'one more, 50 to 200, ms', 'second to first', '200 services to 50'],
    rows.map(({ name, few, many, growth: times, whole }) => [name, (few * 1000).toFixed(1), (many * 1000).toFixed(1), ratio(times), ratio(whole)]),
  )}

${verdict(rows[0].growth)}`;
}

function verdict(times) {
  if (times > LINEAR) {
    return `Time grows **faster than linearly** in the number of services: the last ones cost ${ratio(times)} times the first ones.`;
  }
  if (times < 1 / LINEAR) {
    return `Undecided: the last services look cheaper than the first ones, ${ratio(times)} times, as they do when the machine was busy. Run it again when the machine is idle.`;
  }
  return `Time grows **linearly** in the number of services: the last ones cost ${ratio(times)} times the first ones.`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => index === 0 ? '---' : '--:')), ...rows.map(line)].join('\n');
}

function spread({ ratio: middle, lowest, highest }) {
  return `${ratio(middle)} (${ratio(lowest)} to ${ratio(highest)})`;
}

function seconds(value) {
  return value.toFixed(2);
}

function ratio(value) {
  return value.toFixed(2);
}
