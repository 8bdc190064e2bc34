// Compares services made by this library with the same resources written by hand, and checking with reading. Run it with `npm run bench`.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureChecking } from './checking.mjs';
import { LIBRARY } from './given.mjs';
import { report } from './report.mjs';
import { countByType, differences, resourcesIn, templatesIn } from './same-resources.mjs';
import { pairs, runScript, SIDES, summary, synthesise } from './samples.mjs';

const SIZES = [{ services: 1, pairs: 5 }, { services: 10, pairs: 5 }, { services: 50, pairs: 5 }, { services: 200, pairs: 3 }];
const IMPORT_PAIRS = 11;
const root = fileURLToPath(new URL('..', import.meta.url));
const library = join(root, 'lib');
// what checks templates is not loaded by what makes them
const NOT_CONSTRUCTS = ['readiness', 'cli'];

if (!existsSync(join(library, 'index.js'))) {
  console.error('lib/index.js is missing: run `npm run bench`, which compiles the library first');
  process.exit(1);
}
const load = loadavg()[0];
const started = Date.now();
console.log(`Benchmarks: exec-ready against hand-written, about four minutes on two idle cores. Load average now: ${load.toFixed(1)}`);

const templates = Object.fromEntries([...SIZES.map(({ services }) => services), 11].map((services) => [services, compareTemplates(services)]));
const loading = measureLoading();
const synthesis = SIZES.map(measureSynthesis);
const checking = measureChecking();

mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(join(root, 'docs', 'benchmarks.md'), report({ load, templates, loading, synthesis, checking }));
console.log(`\n${Math.round((Date.now() - started) / 1000)} s.`);
console.log('Benchmarks: done, written to docs/benchmarks.md');

/** Warms the disk cache up, too. */
function compareTemplates(services) {
  const [ours, theirs] = SIDES.map((side) => synthesise(side, services, templatesIn).inspected);
  const differ = differences(ours, theirs);
  if (differ.length > 0) {
    console.error(`The two sides do not make the same resources for ${services} services:`);
    console.error(countByType(ours), countByType(theirs));
    differ.slice(0, 20).forEach((line) => console.error(line));
    process.exit(1);
  }
  const resources = resourcesIn(ours).length;
  console.log(`  services ${services}: the same ${resources} resources on both sides, in ${ours.length} stacks`);
  return { stacks: ours.length, resources, ours: bytes(ours), theirs: bytes(theirs) };
}

function bytes(all) {
  return all.reduce((sum, template) => sum + template.bytes, 0);
}

function measureLoading() {
  const modules = { 'exec-ready': [LIBRARY], 'hand-written': cdkModulesOf(library) };
  const samples = pairs(
    IMPORT_PAIRS,
    (side) => runScript('import-sample.mjs', modules[side]),
    (number, pair) => console.log(`  loading, pair ${number} of ${IMPORT_PAIRS}: ${SIDES.map((side) => `${side} ${pair[side].seconds.toFixed(3)} s`).join(', ')}`),
  );
  return { seconds: summary(samples, 'seconds'), files: summary(samples, 'files') };
}

/** The modules of CDK that the compiled constructs require. */
function cdkModulesOf(folder) {
  const sources = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.js') && !NOT_CONSTRUCTS.includes(file.split(/[\\/]/)[0]))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const required = sources.flatMap((source) => [...source.matchAll(/require\("(aws-cdk-lib[^"]*|constructs)"\)/g)].map(([, module]) => module));
  return [...new Set(required)].sort();
}

function measureSynthesis({ services, pairs: count }) {
  const samples = pairs(
    count,
    (side) => synthesise(side, services),
    (number, pair) => console.log(`  services ${services}, pair ${number} of ${count}: ${SIDES.map((side) => `${side} ${pair[side].wall.toFixed(2)} s`).join(', ')}`),
  );
  return { services, pairs: count, wall: summary(samples, 'wall'), net: summary(samples, 'net'), cpu: summary(samples, 'cpu') };
}
