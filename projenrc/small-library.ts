import type { awscdk } from 'projen';
import { Component } from 'projen';

/** Takes comments and indentation out of what is compiled: the documentation is in the declarations, and every stranger installs both. */
export class SmallLibrary extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const files = "$(find lib -name '*.js' -not -path 'lib/readiness/private/*' -not -path 'lib/cli/*')";
    project.compileTask.spawn(project.addTask('shrink', {
      description: 'Take comments and indentation out of the compiled library',
      exec: `esbuild ${files} --platform=node --target=node20 --minify-whitespace --log-level=warning --allow-overwrite --outbase=lib --outdir=lib`,
    }));
  }
}
