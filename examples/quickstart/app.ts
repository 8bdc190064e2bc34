import { App } from 'aws-cdk-lib';
import { QuickstartStack } from './quickstart-stack';

new QuickstartStack(new App(), 'Quickstart');
