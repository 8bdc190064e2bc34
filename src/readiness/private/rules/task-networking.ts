import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { execTargets } from '../model/exec-targets';
import { fargateDemand } from '../model/fargate-demand';
import { linked } from '../model/link';
import type { Subject } from '../model/subject';

export const TaskNetworking: Rule = {
  id: 'TaskNetworking',
  catalogue: ['X-014'],
  hop: 'task network',
  severity: 'error',
  requirement: 'The task has a network, and so has each of its containers.',
  fix: { cdk: 'networkMode: ecs.NetworkMode.AWS_VPC', cloudFormation: 'set NetworkMode to awsvpc, bridge or host, and remove DisableNetworking' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',
  *check(subject) {
    const definition = linked(subject.taskDefinition);
    // what there is not on Fargate is told elsewhere
    if (definition?.kind === 'ecs' && fargateDemand(subject)?.demanded !== 'yes') {
      if (definition.at.at('NetworkMode').value === 'none') {
        yield violated(definition.at.at('NetworkMode'), 'the task has no network, so the agent reaches nothing');
      } else {
        yield* ofContainers(subject);
      }
    }
  },
};

/** In every mode, Docker leaves such a container without an interface. */
function* ofContainers(subject: Subject): Generator<Outcome> {
  for (const { container: { at, label }, wanted, sure } of execTargets(subject)) {
    const disabled = at.at('DisableNetworking');
    const { flag } = disabled;
    if ('unknown' in flag && wanted) {
      yield unclear(disabled, `whether ${label} has a network is not known: ${flag.unknown}`);
    } else if ('known' in flag && flag.known === true) {
      const finding = violated(disabled, `${label} has no network, so the agent in it reaches nothing`, { severity: wanted ? 'error' : 'info' });
      yield* ifThere(sure, finding, 'error');
    }
  }
}
