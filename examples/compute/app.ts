import { App } from 'aws-cdk-lib';
import { addCompute } from './compute';

addCompute(new App());
