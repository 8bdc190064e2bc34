import { violated, type Rule } from './rule';
import { isNoLaunchType, LAUNCH_TYPES } from '../model/compute';

export const LaunchTypeOrStrategy: Rule = {
  id: 'LaunchTypeOrStrategy',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Tasks have a launch type that exists, or a capacity provider strategy, and not both.',
  fix: { cdk: 'capacityProviderStrategies on the service', cloudFormation: 'remove LaunchType, or CapacityProviderStrategy' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  *check({ parts: { launchType, strategy }, model }) {
    if (isNoLaunchType(launchType, model.system)) {
      yield violated(launchType, `${launchType.shown} is no launch type`, { fix: { cloudFormation: `set LaunchType to one of ${[...LAUNCH_TYPES.keys()].join(', ')}` } });
    } else if (launchType.given === 'yes' && strategy.list.items.some(({ given }) => given === 'yes')) {
      yield violated(strategy, 'a launch type and a capacity provider strategy exclude each other, and both are given');
    }
  },
};
