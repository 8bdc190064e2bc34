import { changed, says } from './_judge';
import { att, publicFargate, publicInstances, ref, type Template } from './_ready';
import { parameters, saysOfReady } from './_task';
import { EfsReachable } from '../../../../src/readiness/private/rules/efs-reachable';

const FILE_SYSTEM = 'Task.Volumes.0.EFSVolumeConfiguration.FilesystemId';
const OWN_GROUPS = 'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups';
const nfs = (peer: object) => ({ IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, ...peer });
const target = (SecurityGroups: unknown) => ({ Type: 'AWS::EFS::MountTarget', Properties: { FileSystemId: ref('Files'), SubnetId: ref('SubnetA'), SecurityGroups } });

/** A task with a file system that it can reach. */
function mounted(change: (resources: Template['Resources'], template: Template) => void = () => undefined, make = publicFargate): Template {
  return changed(make, (resources, template) => {
    resources.Files = { Type: 'AWS::EFS::FileSystem', Properties: {} };
    resources.FilesGroup = {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'files', VpcId: ref('Vpc'), SecurityGroupIngress: [nfs({ SourceSecurityGroupId: att('Group', 'GroupId') })],
      },
    };
    resources.Target = target([att('FilesGroup', 'GroupId')]);
    resources.Group.Properties.SecurityGroupEgress.push(nfs({ DestinationSecurityGroupId: att('FilesGroup', 'GroupId') }));
    resources.Task.Properties.Volumes = [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: ref('Files') } }];
    change(resources, template);
  });
}

describe('EfsReachable', () => {
  test('is silent when TCP 2049 is open both ways', () => {
    expect(saysOfReady(EfsReachable)).toEqual([]);
    expect(says(EfsReachable, mounted())).toEqual([]);
    expect(says(EfsReachable, mounted(({ FilesGroup, Group }) => {
      FilesGroup.Properties.SecurityGroupIngress = [{ IpProtocol: '-1', CidrIp: '10.0.0.0/16' }];
      delete Group.Properties.SecurityGroupEgress;
    }))).toEqual([]);
  });

  test('is broken when the tasks let nothing out to the file system', () => {
    expect(says(EfsReachable, mounted(({ Group }) => {
      Group.Properties.SecurityGroupEgress.pop();
    }))).toEqual([`error ${OWN_GROUPS}`]);
    expect(says(EfsReachable, mounted(({ Group }) => {
      Group.Properties.SecurityGroupEgress[1] = nfs({ DestinationSecurityGroupId: att('Group', 'GroupId') });
    }))).toEqual([`error ${OWN_GROUPS}`]);
    expect(says(EfsReachable, mounted(({ Group }) => {
      Group.Properties.SecurityGroupEgress[1] = nfs({ CidrIp: '10.0.0.0/8' });
    }))).toEqual([]);
  });

  test.each([
    ['nothing', []],
    ['another port', [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }]],
    ['another group', [nfs({ SourceSecurityGroupId: 'sg-12345678' })]],
  ])('is broken when the mount targets let in %s', (_, SecurityGroupIngress) => {
    expect(says(EfsReachable, mounted(({ FilesGroup }) => {
      FilesGroup.Properties.SecurityGroupIngress = SecurityGroupIngress;
    }))).toEqual([`error ${FILE_SYSTEM}`]);
  });

  test('is silent when one mount target is open, or may be', () => {
    const shut = (groups: unknown) => mounted((resources) => {
      resources.Shut = { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'shut', VpcId: ref('Vpc') } };
      resources.Target.Properties.SecurityGroups = [att('Shut', 'GroupId')];
      resources.Second = target(groups);
      resources.Group.Properties.SecurityGroupEgress[1] = nfs({ CidrIp: '10.0.0.0/16' });
    });
    expect(says(EfsReachable, shut([att('FilesGroup', 'GroupId')]))).toEqual([]);
    expect(says(EfsReachable, shut(['sg-12345678']))).toEqual([]);
    expect(says(EfsReachable, shut(undefined))).toEqual([]);
    expect(says(EfsReachable, shut([att('Shut', 'GroupId')]))).toEqual([`error ${FILE_SYSTEM}`]);
  });

  test('is broken without a mount target', () => {
    expect(says(EfsReachable, mounted((resources) => {
      delete resources.Target;
    }))).toEqual([`error ${FILE_SYSTEM}`]);
  });

  test.each<[string, (resources: Template['Resources'], template: Template) => void]>([
    ['it may belong to any file system', (resources, template) => {
      template.Parameters = parameters('Files2') as never;
      resources.Target.Properties.FileSystemId = ref('Files2');
    }],
    ['a macro may make one', (resources, template) => {
      delete resources.Target;
      Object.assign(template, { Transform: 'Macro' });
    }],
    ['the file system is not at hand', (resources) => {
      delete resources.Target;
      resources.Task.Properties.Volumes[0].EFSVolumeConfiguration.FilesystemId = 'fs-12345678';
    }],
  ])('leaves a mount target alone when %s', (_, change) => {
    expect(says(EfsReachable, mounted(change))).toEqual([]);
  });

  test('lets a mount target come between stacks', () => {
    const { Files, ...others } = mounted((resources) => {
      delete resources.Target;
      resources.Task.Properties.Volumes[0].EFSVolumeConfiguration.FilesystemId = { 'Fn::ImportValue': 'files' };
    }).Resources;
    const first = { Resources: { Files }, Outputs: { Id: { Value: ref('Files'), Export: { Name: 'files' } } } };
    expect(says(EfsReachable, [{ Resources: others }, first])).toEqual([]);
  });

  test('says nothing of the groups of instances', () => {
    expect(says(EfsReachable, mounted(({ FilesGroup }) => {
      FilesGroup.Properties.SecurityGroupIngress = [];
    }, publicInstances))).toEqual([]);
  });
});
