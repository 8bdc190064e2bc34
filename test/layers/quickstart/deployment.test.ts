import { Deployment } from '../../../scripts/quickstart/deployment';
import { readBack } from '../../../scripts/quickstart/read-back';
import { Emulator } from '../emulator/emulator';

describe('quickstart example on the local AWS', () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await Emulator.start();
  });

  afterAll(async () => emulator.stop());

  test.each(['us-east-1', 'cn-north-1', 'us-gov-west-1'])('is deployed to %s as it was meant', async (region) => {
    const deployment = await Deployment.prepare(emulator, region);
    await deployment.deploy();

    const settings = await readBack(deployment);

    expect(settings.length).toBeGreaterThan(25);
    expect(Object.fromEntries(settings.map(({ what, actual }) => [what, actual])))
      .toEqual(Object.fromEntries(settings.map(({ what, expected }) => [what, expected])));
  });

  test('keeps every setting through an update', async () => {
    const deployment = await Deployment.prepare(emulator, 'eu-west-1');
    await deployment.deploy();
    await deployment.deploy('--context', 'desiredCount=3');

    const { services: [{ desiredCount }] } = await deployment.aws<{ services: { desiredCount: number }[] }>(
      'ecs', 'describe-services', '--cluster', deployment.output('OrdersClusterName'), '--services', deployment.output('OrdersServiceName'));
    expect(desiredCount).toBe(3);
    for (const { what, actual, expected } of await readBack(deployment)) {
      expect({ what, value: actual }).toEqual({ what, value: expected });
    }
  });

  test('gives a line with which the aws command finds a running task', async () => {
    const deployment = await Deployment.prepare(emulator, 'us-west-2');
    await deployment.deploy();

    const line = deployment.output('OrdersExecCommand');

    expect(line).toBe(`aws ecs execute-command --region us-west-2 --cluster ${deployment.output('OrdersClusterName')} `
      + `--task "$(aws ecs list-tasks --region us-west-2 --cluster ${deployment.output('OrdersClusterName')} `
      + `--service-name ${deployment.output('OrdersServiceName')} --desired-status RUNNING --query 'taskArns[0]' --output text)" `
      + '--container app --interactive --command /bin/sh');
  });
});
