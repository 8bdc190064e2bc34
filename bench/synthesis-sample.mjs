// One sample of synthesis, in a process of its own: node synthesis-sample.mjs <side> <services> <outdir>
import { buildApp, loadCdk } from './given.mjs';

const [name, count, outdir] = process.argv.slice(2);
const side = await import(`./${name}.mjs`);
loadCdk();
side.load();

const start = process.hrtime.bigint();
buildApp(side, Number(count), outdir).synth();
const net = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage();

console.log(JSON.stringify({ net, cpu: (user + system) / 1e6 }));
