import { App } from 'aws-cdk-lib';
import { addNetworks } from './networks';

addNetworks(new App());
