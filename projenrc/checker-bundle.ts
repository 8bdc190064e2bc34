import type { awscdk } from 'projen';
import { Component } from 'projen';

const ENGINE = 'lib/readiness/private';

/** Makes one small file of the compiled checker and the YAML parser, so that it starts at once and the package needs nothing but its peers. */
export class CheckerBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addDevDeps('esbuild@^0.28.0', 'yaml@^2.9.0');
    const bundle = project.addTask('bundle', {
      description: 'Bundle the checker',
      steps: [
        { exec: `esbuild ${ENGINE}/index.js --bundle --platform=node --target=node20 --minify --allow-overwrite --log-level=warning --outfile=${ENGINE}/index.js` },
        { exec: `node -e "require('node:fs').copyFileSync('node_modules/yaml/LICENSE', '${ENGINE}/LICENSE-yaml')"` },
      ],
    });
    project.compileTask.spawn(bundle);
    project.npmignore?.exclude(`/${ENGINE}/**`);
    project.npmignore?.include(`/${ENGINE}/index.js`, `/${ENGINE}/LICENSE-yaml`);
    // it is bundled
    project.eslint?.addOverride({
      files: ['src/readiness/private/sources/**'],
      rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, optionalDependencies: false, peerDependencies: true }] },
    });
  }
}
