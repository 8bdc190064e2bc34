import type { awscdk } from 'projen';
import { Component } from 'projen';

const CONSTRUCTS = ['service', 'mixin', 'cluster', 'capacity', 'network', 'session', 'access', 'audit'];
const AT_THE_TOP = ['service', 'mixin'];

/** Which part of `src` may import which: the service stands on the parts, the parts on `private`, and neither side of the engine on the other. */
export class ImportDirections extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const from = (folder: string) => `./src/${folder}/**`;
    project.eslint?.addRules({
      'no-console': ['error'],
      'import/no-cycle': ['error'],
      'import/no-restricted-paths': ['error', {
        zones: [
          ...CONSTRUCTS.map((part) => ({
            target: from(part), from: ['readiness', 'cli'].map(from), message: 'constructs know nothing of the checker',
          })),
          ...CONSTRUCTS.filter((part) => !AT_THE_TOP.includes(part)).map((part) => ({
            target: from(part), from: AT_THE_TOP.map(from), message: 'parts know nothing of the service they serve',
          })),
          ...['readiness', 'cli'].map((part) => ({
            target: from(part), from: CONSTRUCTS.map(from), message: 'the checker knows only templates',
          })),
          { target: from('private'), from: [...CONSTRUCTS, 'readiness', 'cli'].map(from), message: 'private is what the parts stand on' },
        ],
      }],
    });
    project.eslint?.addOverride({
      files: ['src/readiness/private/**', 'src/cli/**', 'src/private/exec-facts.ts'],
      rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'] }] },
    });
  }
}
