import { unclear, violated, type Outcome, type Rule } from './rule';
import { executionIdentity } from '../model/identities';
import { linked } from '../model/link';
import { shortfalls } from '../model/permissions/index';
import { dutiesOf, WRITE_LOG } from '../model/start-up/index';

export const ContainerLogAllowed: Rule = {
  id: 'ContainerLogAllowed',
  catalogue: ['X-036'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The execution role may write what the containers print to CloudWatch Logs, where the awslogs driver does that with it.',
  fix: {
    cdk: 'logGroup.grantWrite(taskDefinition.obtainExecutionRole())',
    cloudFormation: 'allow logs:CreateLogStream and logs:PutLogEvents on the ARN of the log group, which ends in :*',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  *check(subject) {
    const roles = linked(executionIdentity(subject));
    const permissions = roles ? dutiesOf(subject).logs.flatMap((duty) => duty.permissions) : [];
    for (const shortfall of roles ? shortfalls(subject, roles, permissions) : []) {
      yield* told(shortfall);
    }
  },
};

/** Without a stream the container does not start; what cannot be written to it is only lost. */
function* told({ kind, at, cause, permissions }: ReturnType<typeof shortfalls>[number]): Generator<Outcome> {
  const starts = permissions.every(({ action }) => action === WRITE_LOG);
  if (kind !== 'unknown') {
    yield violated(at, cause, { severity: starts ? 'warning' : 'error', ...permissions.some(({ action }) => action === CREATE) ? { fix: GROUP } : {} });
  } else if (!starts) {
    yield unclear(at, cause);
  }
}

const CREATE = 'logs:CreateLogGroup';
const GROUP = { cdk: 'logging: ecs.LogDrivers.awsLogs({ streamPrefix: \'app\', logGroup })', cloudFormation: 'make the log group in the template, or allow logs:CreateLogGroup on it' };
