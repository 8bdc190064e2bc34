import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { choicesOf } from '../model/choices';
import { meddlerWith } from '../model/dependents';
import { linked } from '../model/link';
import { rootOf } from '../model/roots';
import type { Subject } from '../model/subject';
import { taskContainers, type TaskContainer } from '../model/task-containers';
import type { ResolvedResource } from '../sources/resolved';

const KINDS: readonly string[] = ['service', 'task-set', 'daemon'];

export const ImageInNewRepository: Rule = {
  id: 'ImageInNewRepository',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The image of each container exists before tasks are started: a repository is empty when it is created.',
  fix: {
    cdk: "ecs.ContainerImage.fromAsset('./app'), or a stack of its own for the repository",
    cloudFormation: 'create the repository and push the image before this is deployed, or start with a DesiredCount of 0',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-ecr-image.html',
  *check(subject) {
    for (const container of KINDS.includes(subject.parts.kind) ? taskContainers(subject) : []) {
      const repository = linked(subject.model.policies.repository(container.container.image))?.resource;
      if (repository && repository.created !== 'no') {
        yield* ofRepository(repository, container, subject);
      }
    }
  },
};

function ofRepository(repository: ResolvedResource, { container, sure }: TaskContainer, subject: Subject): readonly Outcome[] {
  const { image, label } = container;
  const { model, resource, parts } = subject;
  const counts = parts.desiredCount ? choicesOf(parts.desiredCount, model.system).map(({ number }) => 'known' in number ? number.known ?? 1 : undefined) : [1];
  if (rootOf(repository.stack, model.system) !== rootOf(resource.stack, model.system)) {
    const cause = `the image of ${label} has to be pushed after the stack of ${repository.logicalId} is deployed, and before this one is`;
    return ifThere(sure, violated(image, cause, { severity: 'info' }), 'info');
  }
  if (counts.every((count) => count === 0)) {
    return [];
  }
  const doubt = repository.created === 'unknown' ? 'it may not be created'
    : counts.some((count) => count === 0 || count === undefined) ? 'there may be no tasks at first' : meddlerWith(repository, model);
  return doubt === undefined ? ifThere(sure, violated(image, `the image of ${label} is in ${repository.logicalId}, which is empty when the tasks are first started`), 'error')
    : [unclear(image, `whether the image of ${label} is in ${repository.logicalId} when the tasks are first started is not known: ${doubt}`)];
}
