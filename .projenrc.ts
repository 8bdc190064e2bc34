import { awscdk, javascript, ReleasableCommits } from 'projen';
import { CheckerBundle } from './projenrc/checker-bundle';
import { ImportDirections } from './projenrc/import-directions';
import { L2Options } from './projenrc/l2-options';
import { Layers } from './projenrc/layers';
import { Rosetta } from './projenrc/rosetta';
import { SmallLibrary } from './projenrc/small-library';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-ecs-exec-ready',
  description: 'Amazon ECS services on which ECS Exec works from the first deployment, and the proof of it before anything is deployed',
  keywords: ['aws', 'awscdk', 'aws-cdk', 'ecs', 'ecs-exec', 'fargate', 'execute-command'],
  author: 'The cdk-ecs-exec-ready developers',
  authorAddress: 'https://github.com/cdk-ecs-exec-ready',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-ecs-exec-ready/cdk-ecs-exec-ready.git',
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,

  cdkVersion: '2.262.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  devDeps: [
    '@iarna/toml@3.0.0', '@mrgrain/jsii-struct-builder', '@types/node@^20', 'aws-cdk@2.1148.1', 'cdk-nag@^3.0.2',
    'tree-sitter-powershell@0.26.4', 'web-tree-sitter@0.27.2',
  ],

  publishToPypi: { distName: 'cdk-ecs-exec-ready', module: 'cdk_ecs_exec_ready' },
  publishToMaven: {
    javaPackage: 'io.github.cdkecsexecready',
    mavenGroupId: 'io.github.cdkecsexecready',
    mavenArtifactId: 'cdk-ecs-exec-ready',
  },
  publishToNuget: { dotNetNamespace: 'CdkEcsExecReady', packageId: 'CdkEcsExecReady' },
  publishToGo: { moduleName: 'github.com/cdk-ecs-exec-ready/cdk-ecs-exec-ready-go' },

  compat: true,
  compressAssembly: true,
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  github: false,
  depsUpgrade: false,
  sampleCode: false,
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'projenrc', 'examples', 'scripts'] },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      randomize: true,
      testPathIgnorePatterns: ['/node_modules/', '/test/layers/'],
      coverageThreshold: { statements: 95, branches: 95, functions: 95, lines: 95 },
      // a worker that has run some hundred suites spends most of its time on its memory, and then runs out of it
      maxWorkers: 2,
      workerIdleMemoryLimit: '1GB',
    },
  },
  gitignore: ['cdk.out', '__pycache__', '.venv'],
});

['/.ci/', '/bench/', '/docs/*', '/examples/', '/projenrc/', '/rosetta/', '/scripts/', '/.eslintrc.json', '/API.md', '/CONTRIBUTING.md']
  .forEach((pattern) => project.npmignore?.exclude(pattern));
project.npmignore?.include('/docs/readiness.schema.json');
project.gitignore.exclude('.jsii.gz');

// as small as can be: no sources in what is compiled
['inlineSources', 'inlineSourceMap'].forEach((option) => project.tsconfig?.file.addOverride(`compilerOptions.${option}`, false));

// The lock file must name no registry, and must be accepted by `npm ci`: unrs-resolver 1.13 lacks some of its own platform packages.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.package.addPackageResolutions('unrs-resolver@1.12.2');

new ImportDirections(project);
new L2Options(project);
new CheckerBundle(project);
new SmallLibrary(project);
new Layers(project);
new Rosetta(project);

project.synth();
