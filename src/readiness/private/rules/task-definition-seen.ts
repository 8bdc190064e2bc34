import { unclear, violated, type Outcome, type Rule } from './rule';
import type { SubjectParts } from '../model/subject';

export const TaskDefinitionSeen: Rule = {
  id: 'TaskDefinitionSeen',
  catalogue: ['X-007', 'X-010'],
  hop: 'service',
  severity: 'error',
  requirement: 'What starts tasks names a task definition, which is at hand with all its containers.',
  fix: { cdk: 'pass the task definition, and check the stacks of an app together', cloudFormation: 'set TaskDefinition, and give the template that holds it' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  *check({ taskDefinition, parts }) {
    if ('unseen' in taskDefinition) {
      yield unclear(parts.taskDefinition, `nothing is known of the tasks without their task definition: ${taskDefinition.unseen}`);
    } else if ('nothing' in taskDefinition) {
      yield unnamed(parts);
    } else {
      const { containersAt, moreContainers } = taskDefinition.to;
      yield* moreContainers === undefined ? [] : [unclear(containersAt, `there may be other containers than those that are seen: ${moreContainers}`)];
    }
    if (parts.kind === 'service' && controllerOf(parts) === 'CODE_DEPLOY') {
      yield violated(parts.at.at('DeploymentController', 'Type'), 'CodeDeploy replaces the tasks with those of task definitions that are not seen here', {
        severity: 'info',
        catalogue: ['X-007'],
        fix: { cloudFormation: 'check the task definitions that CodeDeploy deploys, too' },
      });
    }
  },
};

/** Only a service whose tasks are started by others needs no task definition. */
function unnamed(parts: SubjectParts): Outcome {
  const controller = parts.kind === 'service' ? controllerOf(parts) : undefined;
  if (controller === 'EXTERNAL') {
    return unclear(parts.taskDefinition, 'the tasks are started by task sets, which are not at hand');
  }
  return controller === 'unknown' ? unclear(parts.taskDefinition, 'whether the service needs a task definition depends on its deployment controller, which is not known')
    : violated(parts.taskDefinition, 'no task definition is named, so there is nothing to start', { catalogue: ['X-010'] });
}

function controllerOf({ at }: SubjectParts): string | undefined {
  const type = at.at('DeploymentController', 'Type').literal;
  return 'unknown' in type ? 'unknown' : type.known;
}
