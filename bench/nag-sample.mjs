// cdk-nag on a template that exists: node nag-sample.mjs <template> <folder to synthesise into>
import { require } from './given.mjs';

const [templateFile, outdir] = process.argv.slice(2);
const { App, Stack, Validations } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks } = require('cdk-nag');

const app = new App({ outdir });
Validations.of(app).addPlugins(new AwsSolutionsChecks());
new CfnInclude(new Stack(app, 'Stack'), 'Template', { templateFile });
try {
  app.synth();
} catch {
  // that it has findings is not the point
}
