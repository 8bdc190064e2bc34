import { unclear, violated, type Rule } from './rule';

export const ExecSwitchedOn: Rule = {
  id: 'ExecSwitchedOn',
  catalogue: ['X-001', 'X-002'],
  hop: 'service',
  severity: 'error',
  requirement: 'ECS Exec is switched on where the tasks are started: on the service, or in the call that runs the task.',
  fix: { cdk: 'enableExecuteCommand: true', cloudFormation: 'set EnableExecuteCommand to true' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check({ exec, parts }) {
    if ('unknown' in exec) {
      yield unclear(parts.exec, `whether exec is on is not known: ${exec.unknown}`);
    } else if (!exec.known) {
      yield violated(parts.exec, parts.exec.given === 'no' ? 'EnableExecuteCommand is not set' : 'EnableExecuteCommand is false', {
        catalogue: [parts.kind === 'service' || parts.kind === 'task-set' ? 'X-001' : 'X-002'],
      });
    }
  },
};
