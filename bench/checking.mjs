// What checking a template costs, against reading it and against other checkers.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fullTemplateOf, templateOf } from './check-template.mjs';
import { require } from './given.mjs';

const SAMPLES = 9;
const OTHERS = 3;
const root = fileURLToPath(new URL('..', import.meta.url));
const READ = {
  json: 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))',
  yaml: 'require("yaml").parse(require("node:fs").readFileSync(process.argv[1], "utf8"))',
};
/** As many resources as CloudFormation takes, and as many services among them; no more than the last of these fit. */
const RESOURCES = 500;
const MIXES = [1, 10, 20, 40, 81];
const GROWTH = [100, 1000, 10_000];

/** Measures in a folder of its own. */
export function measureChecking() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-check-'));
  try {
    const full = (services, format) => written(folder, services, fullTemplateOf(services, RESOURCES), format);
    const mixes = MIXES.map((services) => ({ services, json: compared(full(services, 'json')), yaml: compared(full(services, 'yaml')) }));
    const densest = full(MIXES.at(-1), 'json');
    return { most: RESOURCES, mixes, others: others(densest, folder), growth: GROWTH.map((services) => growth(written(folder, services, templateOf(services), 'json'))) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compared(template) {
  const pairs = Array.from({ length: SAMPLES }, () => ({ check: run(checking(template)), read: run(reading(template)) }));
  console.log(`  checking ${template.resources} resources with ${template.services} services in ${template.format}: ${pairs.map(({ check, read }) => (check / read).toFixed(2)).join(', ')} times of reading`);
  return summary(pairs);
}

function written(folder, services, template, format) {
  const file = join(folder, `${services}.template.${format}`);
  writeFileSync(file, format === 'json' ? JSON.stringify(template, undefined, 1) : require('yaml').stringify(template, { aliasDuplicateObjects: false }));
  return { file, format, services, resources: Object.keys(template.Resources).length };
}

function checking({ file }) {
  return [process.execPath, [join(root, 'bin', 'exec-ready'), 'check', file, '--format', 'json']];
}

function reading({ file, format }) {
  return [process.execPath, ['-e', READ[format], file]];
}

/** cfn-lint and cdk-nag on the same template; nothing for one that is not installed. */
function others({ file }, folder) {
  const commands = {
    'cfn-lint': ['cfn-lint', [file]],
    'cdk-nag AwsSolutions, with CfnInclude': [process.execPath, [fileURLToPath(new URL('nag-sample.mjs', import.meta.url)), file, join(folder, 'cdk.out')]],
  };
  return Object.entries(commands).map(([name, command]) => {
    const isThere = spawnSync(command[0], ['--version']).error === undefined;
    const samples = isThere ? Array.from({ length: OTHERS }, () => run(command)) : [];
    console.log(`  ${name}: ${isThere ? `${median(samples).toFixed(2)} s` : 'not installed'}`);
    return { name, seconds: isThere ? median(samples) : undefined };
  });
}

function growth(template) {
  const seconds = median(Array.from({ length: template.services > 1000 ? 1 : OTHERS }, () => run(checking(template)) - run(reading(template))));
  console.log(`  checking ${template.services} services: ${seconds.toFixed(2)} s more than reading`);
  return { services: template.services, resources: template.resources, seconds };
}

/** The seconds of a command as a process, whatever it says of the template. */
function run([command, args]) {
  const start = process.hrtime.bigint();
  const { error, status, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1024 ** 3, env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' } });
  if (error || status === null || command === process.execPath && status > 1) {
    throw error ?? new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function summary(pairs) {
  const ratios = pairs.map(({ check, read }) => check / read);
  return {
    check: median(pairs.map(({ check }) => check)),
    read: median(pairs.map(({ read }) => read)),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
