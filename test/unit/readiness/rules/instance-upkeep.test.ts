import { addSettings, launchData, onInstances, silent, tells } from './_instances';
import { changed, says } from './_judge';
import { publicFargate } from './_ready';
import { InstanceUpkeep } from '../../../../src/readiness/private/rules/instance-upkeep';

const USER_DATA = 'Launch.LaunchTemplateData.UserData';
const withSettings = (...settings: string[]) => onInstances((resources) => addSettings(resources, ...settings));
const withDisk = (VolumeSize: unknown, DeviceName = '/dev/xvda') => onInstances((resources) => {
  launchData(resources).BlockDeviceMappings = [{ DeviceName, Ebs: { VolumeSize } }];
});

describe('InstanceUpkeep', () => {
  silent(InstanceUpkeep);

  test('warns of a small disk', () => {
    expect(says(InstanceUpkeep, withDisk(20))).toEqual(['warning Launch.LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeSize']);
    expect(tells(InstanceUpkeep, withDisk('20'))).toEqual(['the disk of the instances has 20 GiB, and the image is made for 30']);
    expect(says(InstanceUpkeep, withDisk(30))).toEqual([]);
    expect(says(InstanceUpkeep, withDisk(20, '/dev/xvdb'))).toEqual([]);
  });

  test.each([
    ['ECS_TASK_PIDS_LIMIT=20', 'ECS_TASK_PIDS_LIMIT in the user data of Instances is 20, which leaves little for the processes of a session'],
    ['ECS_DISABLE_IMAGE_CLEANUP=true', 'images are never removed from the instances of Instances'],
    ['ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=72h', 'stopped tasks stay on the instances of Instances for more than 24 hours'],
  ])('warns of %s', (setting, cause) => {
    expect(says(InstanceUpkeep, withSettings(setting))).toEqual([`warning ${USER_DATA}`]);
    expect(tells(InstanceUpkeep, withSettings(setting))).toEqual([cause]);
  });

  test.each(['ECS_TASK_PIDS_LIMIT=4096', 'ECS_TASK_PIDS_LIMIT=x', 'ECS_DISABLE_IMAGE_CLEANUP=false', 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=90m'])('is silent on %s', (setting) => {
    expect(says(InstanceUpkeep, withSettings(setting))).toEqual([]);
  });

  test('warns of a log that grows without end, on instances', () => {
    const log = (Options?: object) => ({ LogDriver: 'json-file', Options });
    expect(says(InstanceUpkeep, onInstances(({ Task }) => {
      Task.Properties.ContainerDefinitions[0].LogConfiguration = log();
    }))).toEqual(['warning Task.ContainerDefinitions.0.LogConfiguration.LogDriver']);
    expect(says(InstanceUpkeep, onInstances(({ Task }) => {
      Task.Properties.ContainerDefinitions[0].LogConfiguration = log({ 'max-size': '10m' });
    }))).toEqual([]);
    expect(says(InstanceUpkeep, changed(publicFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions[0].LogConfiguration = log();
    }))).toEqual([]);
  });
});
