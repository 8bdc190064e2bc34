// Pairs of samples, taken in turn so that both sides meet the same machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SIDES = ['exec-ready', 'hand-written'];

/**
 * Samples both sides in turn.
 *
 * @param sampleOf takes one sample of a side
 * @param report is told each pair
 */
export function pairs(count, sampleOf, report) {
  return Array.from({ length: count }, (_, index) => {
    // who goes first changes, so that neither side always meets the colder machine
    const order = index % 2 === 0 ? SIDES : [...SIDES].reverse();
    const pair = Object.fromEntries(order.map((side) => [side, sampleOf(side)]));
    report(index + 1, pair);
    return pair;
  });
}

/** The median of each side, and the median and the extremes of the ratios within the pairs, and the least of each side. */
export function summary(samples, field) {
  const [ours, theirs] = SIDES.map((side) => samples.map((pair) => pair[side][field]));
  const ratios = ours.map((value, index) => value / theirs[index]);
  return {
    ours: median(ours),
    theirs: median(theirs),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    // other programs only ever add to what a sample takes
    least: { ours: Math.min(...ours), theirs: Math.min(...theirs) },
  };
}

/** The seconds that a script takes as a process, and what it printed. */
export function runScript(script, args) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) {
    throw new Error(`${script} ${args.join(' ')} failed:\n${stderr}`);
  }
  return { wall, ...JSON.parse(stdout) };
}

/** Synthesises into a folder that is gone afterwards. */
export function synthesise(side, services, inspect = () => undefined) {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return { ...runScript('synthesis-sample.mjs', [side, String(services), outdir]), inspected: inspect(outdir) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
