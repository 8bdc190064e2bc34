import type { App } from 'aws-cdk-lib';
import { addExternal } from './external';
import { addFargate } from './fargate';
import { addInstances } from './instances';
import { addManagedInstances } from './managed';
import { Shared } from './shared';
import { addTasks } from './tasks';

/** The same application on every kind of compute, in one VPC that all of them share. */
export function addCompute(app: App): void {
  const { vpc } = new Shared(app, 'Shared');
  addFargate(app, vpc);
  addInstances(app, vpc);
  addManagedInstances(app, vpc);
  addExternal(app, vpc);
  addTasks(app, vpc);
}
