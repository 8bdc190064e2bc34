import { unclear, violated, type Rule } from './rule';
import { executionIdentity } from '../model/identities';
import { linked } from '../model/link';
import { shortfalls } from '../model/permissions/index';
import { dutiesOf } from '../model/start-up/index';

export const EnvironmentFilesReadable: Rule = {
  id: 'EnvironmentFilesReadable',
  catalogue: ['X-035'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The execution role may fetch the environment files and the configuration of a log router that are in S3.',
  fix: { cdk: 'bucket.grantRead(taskDefinition.obtainExecutionRole())', cloudFormation: 'allow s3:GetObject on the file' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html',
  *check(subject) {
    const roles = linked(executionIdentity(subject));
    const permissions = roles ? dutiesOf(subject).files.flatMap((duty) => duty.permissions) : [];
    for (const { kind, at, cause } of roles ? shortfalls(subject, roles, permissions) : []) {
      yield kind === 'unknown' ? unclear(at, cause) : violated(at, cause);
    }
  },
};
