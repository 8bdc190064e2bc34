import { unclear, violated, type Rule } from './rule';
import { choicesOf } from '../model/choices';
import { fargateDemand } from '../model/fargate-demand';

export const NetworkModeFits: Rule = {
  id: 'NetworkModeFits',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The network mode is awsvpc for Fargate, and another one on external instances.',
  fix: { cdk: 'a FargateTaskDefinition', cloudFormation: 'set NetworkMode to awsvpc' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
  *check(subject) {
    const { definition, demanded } = fargateDemand(subject) ?? {};
    const mode = definition?.at.at('NetworkMode');
    if (!mode) {
      return;
    }
    const modes = choicesOf(mode, subject.model.system);
    if (demanded === 'yes' && modes.every(({ literal }) => 'known' in literal && literal.known !== 'awsvpc')) {
      yield violated(mode, mode.given === 'no' ? 'no network mode is given, which means bridge, and Fargate has awsvpc only' : `the network mode is ${mode.shown}, and Fargate has awsvpc only`);
    } else if (demanded === 'yes' && modes.some(({ value }) => value !== 'awsvpc')) {
      yield unclear(mode, `whether the network mode is awsvpc, the only one of Fargate, is not known: ${mode.doubt ?? 'it is one of several'}`);
    } else if (subject.runsOn('external') === 'yes' && modes.every(({ value }) => value === 'awsvpc')) {
      yield violated(mode, 'external instances do not have the network mode awsvpc', { fix: { cloudFormation: 'set NetworkMode to bridge, host or none' } });
    }
  },
};
