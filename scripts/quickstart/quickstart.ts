/* eslint-disable no-console */
import { isDeepStrictEqual } from 'util';
import { Deployment } from './deployment';
import { readBack } from './read-back';
import { synthesise } from './synthesise';
import { whatAndWhy } from './what-and-why';
import { Emulator } from '../../test/layers/emulator/emulator';

const REGION = 'us-east-1';

/** Shows the library at work: what it makes and why, and that AWS keeps it so. */
async function main(): Promise<boolean> {
  step('Synthesising examples/quickstart');
  whatAndWhy(synthesise()).forEach((line) => console.log(line));

  const missing = Emulator.missing();
  if (missing.length > 0) {
    step('Not deployed: the local AWS is not there. To get it:');
    missing.forEach((line) => console.log(`  ${line}`));
    return true;
  }
  step('Starting a local AWS (moto with our patch)');
  const emulator = await Emulator.start();
  try {
    return await deployAndReadBack(emulator);
  } finally {
    await emulator.stop();
  }
}

async function deployAndReadBack(emulator: Emulator): Promise<boolean> {
  step(`Bootstrapping ${REGION} with the cdk command`);
  const deployment = await Deployment.prepare(emulator, REGION);
  step('Deploying with the cdk command');
  await deployment.deploy();
  step('Reading every setting back with the aws command');
  const settings = await readBack(deployment);
  const wrong = settings.filter(({ actual, expected }) => !isDeepStrictEqual(actual, expected));
  settings.forEach((setting) => console.log(`  ${wrong.includes(setting) ? 'WRONG' : 'ok   '} ${setting.what}`));
  wrong.forEach((setting) => console.error(JSON.stringify(setting, null, 2)));
  step('To open a session in a running task:');
  console.log(`  ${deployment.output('OrdersExecCommand')}`);
  return wrong.length === 0;
}

function step(text: string): void {
  console.log(`\n== ${text}`);
}

main().then((ok) => {
  console.log(ok ? '\nQuickstart: done, everything is as it should be' : '\nQuickstart: FAILED, see WRONG above');
  process.exitCode = ok ? 0 : 1;
}, (error: Error) => {
  console.error(`\n${error.message}\n\nQuickstart: FAILED`);
  process.exitCode = 1;
});
