import { violated, type Rule } from './rule';
import { sureContainers } from '../model/exec-targets';
import { linked } from '../model/link';

export const PidNamespace: Rule = {
  id: 'PidNamespace',
  catalogue: ['X-015'],
  hop: 'container',
  severity: 'warning',
  requirement: 'Each container has processes of its own, as sessions work in one container of those that share them.',
  fix: { cdk: 'leave pidMode out', cloudFormation: 'remove PidMode' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check({ taskDefinition }) {
    const definition = linked(taskDefinition);
    const mode = definition?.at.at('PidMode');
    const length = definition ? sureContainers(definition).length : 0;
    if (mode?.value === 'task' && length > 1) {
      yield violated(mode, `the ${length} containers share their processes, so sessions work in one of them only`);
    }
  },
};
