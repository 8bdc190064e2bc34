import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import type { Template } from './template';
import { QuickstartStack } from '../../examples/quickstart/quickstart-stack';

/** The template of the quickstart example. */
export function synthesise(): Template {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'quickstart-')) });
  new QuickstartStack(app, 'Quickstart');
  return app.synth().getStackByName('Quickstart').template as Template;
}
