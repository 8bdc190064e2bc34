import type { awscdk } from 'projen';
import { Component, JsonFile } from 'projen';

/**
 * The layers of the tests.
 *
 * `build` runs the unit layer; `npm test` runs all of them, and sets the checkout up first.
 */
export class Layers extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);

    project.testTask.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

    new JsonFile(project, 'test/layers/jest.config.json', {
      obj: {
        rootDir: '../..',
        testMatch: ['<rootDir>/test/layers/**/*.test.ts'],
        transform: { '^.+\\.[t]sx?$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
        maxWorkers: 1,
        testTimeout: 600_000,
      },
    });
    const layers = project.addTask('test:layers', {
      description: 'Emulator, consumer, lint and snapshot layers on the built library',
      exec: 'jest --ci --config test/layers/jest.config.json',
      receiveArgs: true,
    });
    project.addTask('examples:update', {
      description: 'Accept the templates of the examples as they are now',
      env: { UPDATE_EXAMPLES: '1' },
      exec: 'jest --ci --config test/layers/jest.config.json test/layers/quickstart/template test/layers/compute/template test/layers/access/template',
    });
    const rules = project.addTask('docs:rules', {
      description: 'Write docs/rules.md from the rules',
      exec: 'ts-node --transpile-only --project scripts/tsconfig.json scripts/rules/update.ts',
    });
    project.postCompileTask.spawn(rules);
    const unit = project.addTask('test:unit', { description: 'The quick loop' });
    unit.spawn(project.testTask);

    const all = project.addTask('test:all', { description: 'Every layer' });
    all.spawn(project.compileTask);
    all.spawn(project.postCompileTask);
    all.spawn(unit);
    all.spawn(layers);

    const script = (name: string, command: string) => project.setScript(name, `node scripts/setup.mjs && ${command}`);
    script('test', 'npx projen test:all');
    script('test:unit', 'npx projen test:unit');
    script('quickstart', 'npx projen compile && npx ts-node --transpile-only --project scripts/tsconfig.json scripts/quickstart/quickstart.ts');
    script('bench', 'npx projen compile && node bench/bench.mjs');
  }
}
