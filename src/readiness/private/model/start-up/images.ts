import type { Duty } from './duty';
import { onAll, perhaps } from './duty';
import { guardedBy } from './guarded';
import { cachePrefixes } from './pull-through-cache';
import { contextOf } from '../../iam/index';
import type { Answer } from '../answer';
import type { Compute } from '../compute';
import type { Container } from '../container';
import type { Permission } from '../permissions/index';
import type { Subject } from '../subject';
import { hole, type Text } from '../text';
import { imageSourceOf } from '../traffic/image-source';

/**
 * Where the instance has a role of its own, that may do to pull images.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
const NEEDED: Readonly<Record<Compute, Answer>> = { 'fargate': 'yes', 'external': 'yes', 'managed-instances': 'unknown', 'ec2': 'no' };

/** What it takes to pull the image of a container from a private repository of Amazon ECR. */
export function pullOf(subject: Subject, container: Container): Duty[] {
  const { image, label, at } = container;
  const credentials = at.at('RepositoryCredentials').given;
  const source = credentials === 'yes' ? undefined : imageSourceOf(image, subject.model.system);
  if (source?.from === 'ecr') {
    const duty = pull(subject, container, source.repository, source.region);
    return [credentials === 'no' ? duty : perhaps(`whether ${label} has credentials of its own for its registry is not known`, duty)];
  }
  if (source?.from !== 'unknown') {
    return [];
  }
  const { template: { partition, region, account } } = subject;
  const repository = `arn:${partition}:ecr:${region}:${account}:repository/${hole('unknown', 'the repository')}`;
  return [perhaps(`where the image of ${label} comes from is not known: ${source.reason}`, pull(subject, container, repository, region))];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_ECS.html */
function pull(subject: Subject, { image, label }: Container, repository: Text, region: Text): Duty {
  const link = subject.model.policies.repository(image);
  const call = { at: image, by: 'agent', resource: repository, decide: guardedBy(link, subject) } as const;
  const guard = 'to' in link ? link.to.policies[0]?.at : undefined;
  const cached = 'to' in link ? [] : cachePermissions(subject, { ...call, action: '' });
  return {
    at: image,
    what: `${label}, whose image is in a private repository of Amazon ECR`,
    needed: onAll(subject, NEEDED),
    permissions: [
      {
        at: image,
        by: 'agent',
        action: 'ecr:GetAuthorizationToken',
        resource: '*',
        context: contextOf({ 'aws:RequestedRegion': region }),
        // AWS says that this call comes from the network of Fargate, not from that of the task
        ...subject.runsOn('fargate') === 'no' ? {} : { fromElsewhere: true },
      },
      ...['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].map((action): Permission => ({ ...call, action, ...guard ? { guard } : {} })),
      ...cached,
    ],
  };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html */
function cachePermissions(subject: Subject, call: Permission): Permission[] {
  const isCached = cachePrefixes(subject.model).some((prefix) => call.resource.includes(`:repository/${prefix}/`));
  const doubt = 'the image may be in the cache already, or the policy of the registry may allow it';
  return isCached ? ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'].map((action) => ({ ...call, action, doubt })) : [];
}
