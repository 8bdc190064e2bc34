import type { awscdk } from 'projen';
import { Component } from 'projen';

/** Compiles every code block of the README and every `@example`. */
export class Rosetta extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const rosetta = project.addTask('rosetta', {
      description: 'Compile the snippets of the README and of the API documentation',
      exec: 'jsii-rosetta extract --compile --fail --no-validate-assemblies .jsii',
    });
    project.postCompileTask.spawn(rosetta);
    project.gitignore.exclude('.jsii.tabl.json', '.jsii.tabl.json.gz');
    project.npmignore?.exclude('.jsii.tabl.json', '.jsii.tabl.json.gz');
  }
}
