import { unclear, violated, type Outcome, type Rule } from './rule';
import { efsVolumesOf, type EfsVolume } from '../model/efs-volume';
import { linked } from '../model/link';
import { mountTargetsOf } from '../model/mount-targets';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskGroups } from '../model/task-groups';
import { admitsGroups, portRules } from '../model/tcp-port';
import type { Text } from '../model/text';

const NFS = 2049;

export const EfsReachable: Rule = {
  id: 'EfsReachable',
  catalogue: ['X-104'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A file system of Amazon EFS has mount targets, and TCP 2049 is open from the tasks to them.',
  fix: {
    cdk: 'fileSystem.connections.allowDefaultPortFrom(service)',
    cloudFormation: 'add an AWS::EFS::MountTarget for each zone, and rules for TCP 2049 from the security group of the tasks to that of the mount targets',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-best-practices.html',
  *check(subject) {
    const definition = linked(subject.taskDefinition);
    for (const volume of definition ? efsVolumesOf(definition) : []) {
      yield* ofVolume(volume, subject);
    }
  },
};

function ofVolume({ fileSystem }: EfsVolume, subject: Subject): readonly Outcome[] {
  const { model, resource } = subject;
  const id = 'known' in fileSystem.text ? fileSystem.text.known : undefined;
  const found = model.system.identified(id).filter(({ type }) => type === 'AWS::EFS::FileSystem');
  const targets = found.length === 1 && found[0].created !== 'no' ? mountTargetsOf(found[0], model) : undefined;
  if (targets?.length === 0) {
    // another stack may bring some in between
    const { logicalId, created, stack } = found[0];
    return stack !== resource.stack ? []
      : [created === 'yes' ? violated(fileSystem, `${logicalId} has no mount target, so that nothing can mount it`)
        : unclear(fileSystem, `${logicalId}, which may not be created, has no mount target`)];
  }
  const groups = taskGroups(subject);
  return targets && groups ? openTo(targets, groups, fileSystem, subject) : [];
}

/** What is closed between tasks and mount targets. */
function openTo(targets: readonly Property[], groups: readonly Text[], fileSystem: Property, subject: Subject): readonly Outcome[] {
  const { model, resource, parts } = subject;
  const members = targets.map((target) => {
    const { texts } = target.at('SecurityGroups');
    return 'known' in texts ? texts.known : [];
  });
  const out = portRules(groups, 'egress', NFS, resource, model);
  if (out.none || members.every((ids) => ids.length > 0 && admitsGroups(out, ids) === 'no')) {
    return [violated(parts.awsvpc.at('SecurityGroups'), `the security groups of the tasks let no TCP ${NFS} out to the mount targets of the file system`)];
  }
  const shut = members.map((ids, index) => admitsGroups(portRules(ids, 'ingress', NFS, targets[index].resource, model), groups));
  return shut.every((answer) => answer === 'no')
    ? [violated(fileSystem, `the security groups of the mount targets let no TCP ${NFS} in from the tasks`)] : [];
}
