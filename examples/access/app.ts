import { App } from 'aws-cdk-lib';
import { addAccess } from './access';

addAccess(new App());
