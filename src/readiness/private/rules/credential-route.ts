import { unclear, type Rule } from './rule';
import { TASK_CREDENTIALS_ADDRESS } from '../facts/link-local';
import type { Container } from '../model/container';
import { execTargets } from '../model/exec-targets';

export const CredentialRoute: Rule = {
  id: 'CredentialRoute',
  catalogue: ['X-014'],
  hop: 'container',
  severity: 'error',
  requirement: 'A Windows container on an instance has a route to the credentials of the task role: its own interface brings one, a shared one does not.',
  fix: {
    cdk: 'networkMode: ecs.NetworkMode.AWS_VPC',
    cloudFormation: 'set NetworkMode to awsvpc, or let the container run the script of AWS that adds the route before anything else',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  *check(subject) {
    const { os, networkMode } = subject;
    const windows = 'known' in os && os.known === 'windows';
    const shared = 'known' in networkMode && networkMode.known === 'default';
    for (const { container, wanted } of windows && shared ? execTargets(subject) : []) {
      if (wanted && !addsRoute(container)) {
        yield unclear(container.at.at('Command'), `whether ${container.label} adds a route to ${TASK_CREDENTIALS_ADDRESS}, where the credentials of the task role are, is not known: its image may do so`);
      }
    }
  },
};

function addsRoute({ at }: Container): boolean {
  return ['EntryPoint', 'Command'].flatMap((key) => at.at(key).list.items)
    .some(({ text }) => 'known' in text && text.known?.includes(TASK_CREDENTIALS_ADDRESS));
}
