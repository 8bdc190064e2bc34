import type { App } from 'aws-cdk-lib';
import { addAccelerators } from './accelerators';
import { addExternal } from './external';
import { addFargate } from './fargate';
import { addInstances } from './instances';
import { addManagedInstances } from './managed';
import { Shared } from './shared';
import { addTasks } from './tasks';

/** The same application on every kind of compute; services are in one VPC that they share. */
export function addCompute(app: App): void {
  const { vpc } = new Shared(app, 'Shared');
  addFargate(app, vpc);
  addInstances(app, vpc);
  addAccelerators(app, vpc);
  addManagedInstances(app, vpc);
  addExternal(app, vpc);
  addTasks(app);
}
