import { violated, type Rule } from './rule';
import { choicesOf } from '../model/choices';
import { strategyOf } from '../model/strategy';

const PLACEMENT = ['PlacementConstraints', 'PlacementStrategies', 'PlacementStrategy'];

export const ComputeOptions: Rule = {
  id: 'ComputeOptions',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Nothing is asked of the scheduler that there is not where the tasks run: no placement and no daemons on Fargate, no platform version elsewhere.',
  fix: { cdk: 'an Ec2Service for placement, a FargateService for platform versions', cloudFormation: 'remove the property' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  *check(subject) {
    const { parts: { at, kind, platformVersion }, model } = subject;
    if (subject.runsOn('fargate') === 'yes' && kind !== 'batch') {
      for (const placement of PLACEMENT.map((name) => at.at(name))) {
        yield* placement.list.items.some(({ given }) => given === 'yes') ? [violated(placement, 'tasks are placed on Fargate, which takes no rules for that')] : [];
      }
      const scheduling = at.at('SchedulingStrategy');
      const isDaemon = choicesOf(scheduling, model.system).every(({ value }) => value === 'DAEMON');
      yield* isDaemon ? [violated(scheduling, 'there are no daemons on Fargate')] : [];
    }
    const isElsewhere = subject.runsOn('ec2', 'external') === 'yes' && !strategyOf(subject);
    if (isElsewhere && kind !== 'batch' && platformVersion.given === 'yes') {
      yield violated(platformVersion, 'platform versions are of Fargate, and the tasks do not run there');
    }
  },
};
