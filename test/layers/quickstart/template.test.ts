import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { QuickstartStack } from '../../../examples/quickstart/quickstart-stack';

const SNAPSHOT = join(__dirname, '../../../examples/quickstart/Quickstart.template.json');
const REGIONS = ['us-east-1', 'cn-north-1', 'us-gov-west-1'];
const FLAGS = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;

/** Synthesises the example, and gives the path of its template. */
function synthesise(context: Record<string, unknown> = {}, prepare: (app: App) => void = () => {}): string {
  const app = new App({ context });
  new QuickstartStack(app, 'Quickstart');
  prepare(app);
  return app.synth().getStackByName('Quickstart').templateFullPath;
}

describe('template of the quickstart example', () => {
  test('is the committed one, byte for byte', () => {
    const template = readFileSync(synthesise(), 'utf8');
    if (process.env.UPDATE_EXAMPLES) {
      writeFileSync(SNAPSHOT, template);
    }

    expect(template).toBe(readFileSync(SNAPSHOT, 'utf8'));
  });

  test.each([['no feature flags', {}], ['the recommended feature flags', FLAGS]])('is the same twice with %s', (_, context) => {
    expect(readFileSync(synthesise(context), 'utf8')).toBe(readFileSync(synthesise(context), 'utf8'));
  });

  test.each([['no feature flags', {}], ['the recommended feature flags', FLAGS]])('has no Lambda, custom resource or asset with %s', (_, context) => {
    const template = readFileSync(synthesise(context), 'utf8');

    const types = Object.values((JSON.parse(template) as { Resources: Record<string, { Type: string }> }).Resources).map(({ Type }) => Type);
    expect(types).toContain('AWS::ECS::Service');
    expect(types.filter((type) => /Lambda|Custom/.test(type))).toEqual([]);
    expect(template).not.toContain('cdk-hnb659fds-assets');
  });

  test('satisfies the validation of CDK, with its findings made errors', () => {
    const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

    expect(JSON.parse(readFileSync(synthesise(context), 'utf8'))).toHaveProperty('Resources');
  });

  test('fails the validation of CDK when it breaks a rule, so that the test above can fail', () => {
    const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };
    const broken = (app: App) => {
      const stack = app.node.findChild('Quickstart') as QuickstartStack;
      (stack.orders.taskDefinition.node.defaultChild as unknown as { cpu: string }).cpu = '300';
    };

    expect(() => synthesise(context, broken)).toThrow(/E3047/);
  });

  test('leaves no finding of cdk-nag AwsSolutions unanswered', () => {
    const checked = synthesise({}, (app) => Validations.of(app).addPlugins(new AwsSolutionsChecks(app)));

    expect(JSON.parse(readFileSync(checked, 'utf8'))).toHaveProperty('Resources');
  });

  test.each([['no feature flags', {}], ['the recommended feature flags', FLAGS]])('has no finding of cfn-lint in any partition with %s', (_, context) => {
    const lint = spawnSync('cfn-lint', ['--regions', ...REGIONS, '--', synthesise(context)], { encoding: 'utf8' });

    expect(lint.error).toBeUndefined();
    expect(lint.stdout).toBe('');
    expect(lint.status).toBe(0);
  });
});
