// One sample of loading, in a process of its own: node import-sample.mjs <module...>
import { require } from './given.mjs';

const modules = process.argv.slice(2);

const start = process.hrtime.bigint();
modules.forEach((module) => require(module).ExecReadyService);
// whoever makes a service needs it, so both sides pay for it
require('aws-cdk-lib/aws-ecs').FargateService;
const seconds = Number(process.hrtime.bigint() - start) / 1e9;

console.log(JSON.stringify({ seconds, files: Object.keys(require.cache).length }));
