import { ifThere } from './if-there';
import { violated, type Rule } from './rule';
import { isImageAddress, parseImage } from '../facts/image-reference';
import { taskContainers } from '../model/task-containers';
import { isKnown } from '../model/text';

export const DockerHubLimits: Rule = {
  id: 'DockerHubLimits',
  catalogue: ['X-101'],
  hop: 'start-up path',
  severity: 'warning',
  requirement: 'Images of Docker Hub are pulled with credentials, or from a copy in Amazon ECR.',
  fix: {
    cdk: 'an ecr.CfnPullThroughCacheRule, or credentials for ContainerImage.fromRegistry()',
    cloudFormation: 'use a pull through cache of Amazon ECR or an image of public.ecr.aws, or set RepositoryCredentials',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html',
  *check(subject) {
    // the agent of an instance may have credentials of its own
    for (const { container, sure } of subject.runsOn('fargate', 'managed-instances') === 'yes' ? taskContainers(subject) : []) {
      const { image, label, at } = container;
      const text = 'known' in image.text ? image.text.known : undefined;
      const isOnHub = text !== undefined && isKnown(text) && isImageAddress(text) && parseImage(text).host === undefined;
      if (isOnHub && at.at('RepositoryCredentials').given === 'no') {
        yield* ifThere(sure, violated(image, `${label} is pulled from Docker Hub without credentials, and Docker Hub limits how often that may be done`), 'warning');
      }
    }
  },
};
