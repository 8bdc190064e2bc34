import { ifThere } from './if-there';
import { violated, type Rule } from './rule';
import { execTargets } from '../model/exec-targets';

export const InitProcess: Rule = {
  id: 'InitProcess',
  catalogue: ['X-011'],
  hop: 'container',
  severity: 'warning',
  requirement: 'An init process runs in the container, which clears away what the agent and its sessions leave behind.',
  fix: {
    cdk: 'linuxParameters: new ecs.LinuxParameters(this, \'Linux\', { initProcessEnabled: true })',
    cloudFormation: 'set LinuxParameters.InitProcessEnabled to true',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    const { os } = subject;
    for (const target of 'known' in os && os.known === 'linux' ? execTargets(subject) : []) {
      const { container, wanted } = target;
      const init = container.initProcess.flag;
      if (wanted && !container.hasOwnInit && 'known' in init && init.known !== true) {
        yield* ifThere(target.sure, violated(container.initProcess, `no init process runs in ${container.label}, so what sessions leave behind piles up`), 'warning');
      }
    }
  },
};
