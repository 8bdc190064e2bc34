import { unclear, violated, type Fix, type Outcome, type Rule } from './rule';
import { CHANNEL_ACTIONS } from '../../../private/exec-facts';
import { channelShortfalls, CHANNELS_IN_WORDS } from '../model/channels';
import { executionIdentity, taskIdentity } from '../model/identities';
import { linked } from '../model/link';
import type { RefusalKind, Shortfall } from '../model/permissions/index';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';

export const TaskRoleChannels: Rule = {
  id: 'TaskRoleChannels',
  catalogue: ['X-021', 'X-022', 'X-023', 'X-028', 'X-029', 'X-030', 'X-031', 'X-033'],
  hop: 'task role',
  severity: 'error',
  requirement: 'The task role allows the four actions that open a session on every resource, and nothing takes that away.',
  fix: {
    cdk: `taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ actions: [${CHANNEL_ACTIONS.map((action) => `'${action}'`).join(', ')}], resources: ['*'] }))`,
    cloudFormation: `add a statement to a policy of the role that allows ${CHANNELS_IN_WORDS} on *`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions',
  *check(subject) {
    const { taskRole } = subject;
    const roles = linked(taskIdentity(subject));
    if (taskRole && roles) {
      yield* channelShortfalls(subject, roles, taskRole).map((shortfall) => told(subject, taskRole, shortfall));
    }
  },
};

function told(subject: Subject, pointer: Property, { kind, at, cause }: Shortfall): Outcome {
  if (kind === 'unknown') {
    return unclear(at, cause);
  }
  const byMistake = kind === 'missing' && executionRoleOpens(subject, pointer);
  const overridden = pointer === subject.parts.taskRoleOverride;
  const number = byMistake ? 'X-031' : NUMBERS[kind];
  return violated(overridden && kind === 'missing' ? pointer : at, byMistake ? `${cause}; the execution role does, which no container sees` : cause, {
    catalogue: overridden ? ['X-029', number] : [number],
    ...FIXES[kind] ? { fix: FIXES[kind] } : {},
  });
}

function executionRoleOpens(subject: Subject, pointer: Property): boolean {
  const roles = linked(executionIdentity(subject));
  return roles !== undefined && channelShortfalls(subject, roles, pointer).length === 0;
}

const NUMBERS: Readonly<Record<RefusalKind, string>> = {
  'missing': 'X-021', 'narrow': 'X-022', 'unmet': 'X-033', 'denied': 'X-023', 'limited': 'X-023', 'guarded': 'X-023', 'left out': 'X-030', 'unknown': 'X-028',
};

const FIXES: Partial<Readonly<Record<RefusalKind, Fix>>> = {
  'narrow': { cdk: 'resources: [\'*\']', cloudFormation: 'set Resource to *: AWS takes nothing narrower for these actions' },
  'unmet': { cloudFormation: 'remove the Condition from the statement' },
  'denied': { cloudFormation: `leave ${CHANNELS_IN_WORDS} out of what the statement denies` },
  'limited': { cloudFormation: `let the permissions boundary allow ${CHANNELS_IN_WORDS} on *` },
  'left out': { cloudFormation: 'give the policy the Condition of what starts the tasks, or none' },
};
