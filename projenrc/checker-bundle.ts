import type { awscdk, TaskStep } from 'projen';
import { Component } from 'projen';

const ENGINE = 'readiness/private';

/** Makes small files of the checker, the YAML parser and the command, so that they start at once and the package needs nothing but its peers. */
export class CheckerBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addDevDeps('esbuild@^0.28.0', 'yaml@^2.9.0');
    const bundle = project.addTask('bundle', {
      description: 'Bundle the checker',
      steps: [
        bundled(`${ENGINE}/index`, './sources/yaml'),
        bundled(`${ENGINE}/sources/yaml`),
        bundled('cli/index', '../readiness/private/index'),
        { exec: `node -e "require('node:fs').copyFileSync('node_modules/yaml/LICENSE', 'lib/${ENGINE}/LICENSE-yaml')"` },
      ],
    });
    project.compileTask.spawn(bundle);
    project.npmignore?.exclude(`/lib/${ENGINE}/**`, '/lib/cli/**');
    project.npmignore?.include(`/lib/${ENGINE}/index.js`, `/lib/${ENGINE}/sources/yaml.js`, `/lib/${ENGINE}/LICENSE-yaml`, '/lib/cli/index.js');
    // it is bundled
    project.eslint?.addOverride({
      files: ['src/readiness/private/sources/**'],
      rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, optionalDependencies: false, peerDependencies: true }] },
    });
  }
}

/** From the sources: what they are compiled to hides from the bundler what is not used. */
function bundled(file: string, external = ''): TaskStep {
  const elsewhere = external === '' ? '' : ` --external:${external}`;
  return { exec: `esbuild src/${file}.ts --bundle --platform=node --target=node20 --minify --log-level=warning${elsewhere} --allow-overwrite --outfile=lib/${file}.js` };
}
