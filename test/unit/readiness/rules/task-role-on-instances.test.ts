import { addGroup, addLines, addSettings, byLaunchType, onInstances, onWindows, silent, tells } from './_instances';
import { says } from './_judge';
import { TaskRoleOnInstances } from '../../../../src/readiness/private/rules/task-role-on-instances';

const PLACE = 'Launch.LaunchTemplateData.UserData';
const withSettings = (...settings: string[]) => onInstances((resources) => addSettings(resources, ...settings));
const onHost = (...settings: string[]) => onInstances((resources) => {
  resources.Task.Properties.NetworkMode = 'host';
  addSettings(resources, ...settings);
});

describe('TaskRoleOnInstances', () => {
  silent(TaskRoleOnInstances);

  test('is broken when task roles are switched off', () => {
    expect(says(TaskRoleOnInstances, withSettings('ECS_ENABLE_TASK_IAM_ROLE=false'))).toEqual([`error ${PLACE}`]);
    expect(tells(TaskRoleOnInstances, withSettings('ECS_ENABLE_TASK_IAM_ROLE=false'))).toEqual(['the instances of Instances hand out no task roles']);
    expect(says(TaskRoleOnInstances, withSettings('ECS_ENABLE_TASK_IAM_ROLE=true'))).toEqual([]);
    expect(says(TaskRoleOnInstances, withSettings('ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false'))).toEqual([]);
  });

  test('on the network of the host is broken by another switch', () => {
    expect(says(TaskRoleOnInstances, onHost())).toEqual([]);
    expect(says(TaskRoleOnInstances, onHost('ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false'))).toEqual([`error ${PLACE}`]);
    expect(tells(TaskRoleOnInstances, onHost('ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=False')))
      .toEqual(['the user data of Instances sets ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST to false, and the tasks use the network of the host']);
  });

  test('on Windows is broken unless it is asked for', () => {
    expect(says(TaskRoleOnInstances, onWindows("Initialize-ECSAgent -Cluster '${Cluster}'"))).toEqual([`error ${PLACE}`]);
    expect(says(TaskRoleOnInstances, onWindows("Initialize-ECSAgent -Cluster '${Cluster}' -EnableTaskIAMRole"))).toEqual([]);
    expect(says(TaskRoleOnInstances, onWindows("Initialize-ECSAgent -Cluster '${Cluster}' -EnableTaskIAMRole:$false"))).toEqual([`error ${PLACE}`]);
  });

  test('leaves an agent that is not started to another rule', () => {
    expect(says(TaskRoleOnInstances, onWindows('Get-Date'))).toEqual([]);
  });

  test('does not know what is set in a branch, and is silent on what is not seen at all', () => {
    expect(says(TaskRoleOnInstances, onInstances((resources) => {
      addLines(resources, 'if true; then echo ECS_ENABLE_TASK_IAM_ROLE=false >> /etc/ecs/ecs.config; fi');
    }))).toEqual([`unknown ${PLACE}`]);
    expect(says(TaskRoleOnInstances, onInstances((resources) => addLines(resources, './setup.sh')))).toEqual([]);
  });

  test('is silent without a task role', () => {
    const template = withSettings('ECS_ENABLE_TASK_IAM_ROLE=false');
    delete template.Resources.Task.Properties.TaskRoleArn;
    expect(says(TaskRoleOnInstances, template)).toEqual([]);
  });

  test('only warns of instances beside others', () => {
    expect(says(TaskRoleOnInstances, byLaunchType((resources) => {
      addGroup(resources);
      addSettings(resources, 'ECS_ENABLE_TASK_IAM_ROLE=false');
    }))).toEqual([`warning ${PLACE}`]);
  });
});
