import { violated, type Outcome, type Rule } from './rule';
import { BROAD_POLICIES, DEPRECATED_POLICIES } from '../facts/broad-policies';
import { splitText, type Selection, type Statement } from '../iam/index';
import type { Attachment } from '../model/access/index';
import { taskIdentity } from '../model/identities';
import { linked } from '../model/link';
import { statementAt } from '../model/permissions/index';
import { Unknown } from '../model/unknown';

export const NarrowTaskRole: Rule = {
  id: 'NarrowTaskRole',
  catalogue: ['X-105', 'X-106'],
  hop: 'task role',
  severity: 'warning',
  requirement: 'The task role allows what the application needs and not all of AWS: whoever opens a session may do all that it may.',
  fix: { cdk: 'grant the task role what the application calls, with the grant methods of what it is called on', cloudFormation: 'name the actions and resources that the application needs' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  *check(subject) {
    for (const role of linked(taskIdentity(subject)) ?? []) {
      for (const attachment of role.attachments.filter(({ created }) => created === 'yes')) {
        yield* ofPolicy(attachment, `role ${role.resource.logicalId}`);
      }
    }
  },
};

function* ofPolicy(attachment: Attachment, role: string): Generator<Outcome> {
  const name = nameOf(attachment);
  const successor = name === undefined ? undefined : DEPRECATED_POLICIES.get(name);
  if (name !== undefined && successor !== undefined) {
    yield violated(attachment.at, `${role} has ${name}, which AWS has replaced`, {
      catalogue: ['X-105'], fix: { cloudFormation: `replace the policy: AWS names ${successor}` },
    });
  } else if (name !== undefined && BROAD_POLICIES.has(name)) {
    yield violated(attachment.at, `${role} has ${name}`, { catalogue: ['X-106'] });
  } else if (name === undefined) {
    for (const statement of attachment.policy.statements.filter(isBroad)) {
      yield violated(statementAt(attachment, statement.index), `${role} allows ${statement.actions.not ? 'all but a few actions' : 'every action'} on every resource`, { catalogue: ['X-106'] });
    }
  }
}

/** Path and name of a policy of AWS. */
function nameOf({ at: { text } }: Attachment): string | undefined {
  const arn = 'known' in text && text.known !== undefined ? splitText(text.known, ':') : [];
  return arn[4] === 'aws' ? arn[5]?.replace(/^policy\//, '') : undefined;
}

/** Whether a statement allows every action, or every one but a few, on every resource. */
function isBroad({ effect, actions, resources, conditions }: Statement): boolean {
  return effect === 'Allow' && conditions.length === 0 && (actions.not || has(actions, /^\*(?::\*)?$/)) && resources !== undefined && !resources.not && has(resources, /^\*$/);
}

function has({ items }: Selection<unknown>, pattern: RegExp): boolean {
  return items.some((item) => !(item instanceof Unknown) && typeof item === 'string' && pattern.test(item));
}
