import { ofEach, type Duty } from './duty';
import { guardedBy } from './guarded';
import { splitText } from '../../iam/index';
import type { Container } from '../container';
import type { Permission } from '../permissions/index';
import { Property } from '../property';
import type { Subject } from '../subject';

/**
 * What it takes to fetch the environment files of a container, and the configuration of its log router, from S3. The agent does that with nothing but the
 * execution role.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function filesOf(subject: Subject, { at, label, environmentFiles }: Container): Duty[] {
  const fetched = (pointer: Property, what: string) => ofEach([pointer], (each) => [{
    at: each, what: `${label}, ${what}`, needed: 'yes', permissions: [fetch(subject, each)],
  }]);
  const router = at.at('FirelensConfiguration', 'Options');
  const source = router.at('config-file-type').literal;
  return [
    ...ofEach(environmentFiles.items, (file) => fetched(file.at('Value'), 'which has an environment file')),
    ...'known' in source && source.known === 's3' ? fetched(router.at('config-file-value'), 'whose configuration is in S3') : [],
  ];
}

function fetch(subject: Subject, at: Property): Permission {
  const { text } = at;
  const call = { at, by: 'agent', action: 's3:GetObject' } as const;
  if ('unknown' in text || text.known === undefined || !text.known.startsWith('arn:')) {
    return { ...call, resource: '*', doubt: `which file it is is not known: ${'unknown' in text ? text.unknown : at.doubt ?? `${at.shown} is no ARN`}` };
  }
  const [name] = splitText(splitText(text.known, ':').slice(5).join(':'), '/');
  const link = subject.model.policies.bucket(new Property(at.resource, at.path, name));
  const guard = 'to' in link ? link.to.policies[0] : undefined;
  return { ...call, resource: text.known, decide: guardedBy(link, subject), ...guard ? { guard: guard.at } : {} };
}
