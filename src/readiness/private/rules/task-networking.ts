import { ifThere } from './if-there';
import { violated, type Outcome, type Rule } from './rule';
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
      }
      yield* ofContainers(subject);
    }
  },
};

/** Where every container has a network interface of its own, it can be left out. */
function* ofContainers(subject: Subject): Generator<Outcome> {
  const { networkMode } = subject;
  const own = 'known' in networkMode && (networkMode.known === 'bridge' || networkMode.known === 'default');
  for (const { container: { at, label }, wanted, sure } of own ? execTargets(subject) : []) {
    const disabled = at.at('DisableNetworking').flag;
    if ('known' in disabled && disabled.known === true) {
      const finding = violated(at.at('DisableNetworking'), `${label} has no network, so the agent in it reaches nothing`, { severity: wanted ? 'error' : 'info' });
      yield* ifThere(sure, finding, 'error');
    }
  }
}
