import { unclear, type Rule } from './rule';
import { taskContainers } from '../model/task-containers';

export const LinuxParameters: Rule = {
  id: 'LinuxParameters',
  catalogue: ['X-013'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'No init process is asked for in a Windows container.',
  fix: { cdk: 'leave linuxParameters out', cloudFormation: 'remove LinuxParameters' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  *check(subject) {
    const { os } = subject;
    for (const { container } of 'known' in os && os.known === 'windows' ? taskContainers(subject) : []) {
      const init = container.initProcess.flag;
      if ('known' in init && init.known === true) {
        yield unclear(container.initProcess, `${container.label} runs on Windows, where an init process is not supported; whether AWS refuses or ignores it is not documented, so remove it`);
      }
    }
  },
};
