import { unclear, violated, type Outcome, type Rule } from './rule';
import { fileSystemPolicy, mountDecision } from '../model/efs-access';
import { efsVolumesOf, type EfsVolume } from '../model/efs-volume';
import { linked } from '../model/link';
import type { Subject } from '../model/subject';

export const EfsAllowed: Rule = {
  id: 'EfsAllowed',
  catalogue: ['X-104'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The policy of a file system of Amazon EFS lets the tasks mount it: everybody, or the task role where the volume has IAM.',
  fix: {
    cdk: 'fileSystem.grantReadWrite(taskDefinition.taskRole), with iam: \'ENABLED\' and transitEncryption: \'ENABLED\' on the volume',
    cloudFormation: 'set TransitEncryption and AuthorizationConfig.IAM of the volume to ENABLED, and allow elasticfilesystem:ClientMount to the task role',
  },
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',
  *check(subject) {
    const definition = linked(subject.taskDefinition);
    for (const volume of definition ? efsVolumesOf(definition) : []) {
      yield* ofVolume(volume, subject);
    }
  },
};

function ofVolume(volume: EfsVolume, subject: Subject): readonly Outcome[] {
  const { fileSystem: { text } } = volume;
  const id = 'known' in text ? text.known : undefined;
  const [found, ...others] = subject.model.system.identified(id).filter(({ type }) => type === 'AWS::EFS::FileSystem');
  if (!found || others.length > 0 || found.created === 'no') {
    return [];
  }
  const policy = fileSystemPolicy(found);
  const decision = policy.given === 'no' ? undefined : mountDecision(volume, found, subject);
  if (decision === undefined || decision.answer === 'yes') {
    return [];
  }
  return decision.answer === 'no' && policy.given === 'yes' ? [violated(policy, `the tasks may not mount ${found.logicalId}: ${decision.because}`)]
    : [unclear(policy, `whether the tasks may mount ${found.logicalId} is not known: ${decision.because}`)];
}
