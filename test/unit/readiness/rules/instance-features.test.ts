import { addGroup, addLines, addSettings, byLaunchType, launchData, onInstances, onManagedInstances, onWindows, silent, tells, userDataOf } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { InstanceFeatures } from '../../../../src/readiness/private/rules/instance-features';

const DRIVER = 'Task.ContainerDefinitions.0.LogConfiguration.LogDriver';
type Resources = Template['Resources'];
const container = ({ Task }: Resources) => Task.Properties.ContainerDefinitions[0];

function withDriver(LogDriver: string, change: (resources: Resources) => void = () => undefined): Template {
  return onInstances((resources) => {
    container(resources).LogConfiguration = { LogDriver };
    change(resources);
  });
}

const bottlerocket = (resources: Resources, settings = '') => {
  launchData(resources).ImageId = '{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id}}';
  userDataOf(resources, `[settings.ecs]\ncluster = "\${Cluster}"\n${settings}`);
};
const awsvpc = ({ Task, Service }: Resources) => {
  Task.Properties.NetworkMode = 'awsvpc';
  Service.Properties.NetworkConfiguration = { AwsvpcConfiguration: { Subnets: [ref('SubnetA')], SecurityGroups: [ref('Group')] } };
};

describe('InstanceFeatures', () => {
  silent(InstanceFeatures);

  describe('of log drivers', () => {
    test.each(['json-file', 'syslog', 'fluentd', 'none', 'awsfirelens'])('offers %s on Linux', (driver) => {
      expect(says(InstanceFeatures, withDriver(driver))).toEqual([]);
    });

    test.each(['splunk', 'gelf', 'journald'])('is broken by %s, unless it is asked for', (driver) => {
      expect(says(InstanceFeatures, withDriver(driver))).toEqual([`error ${DRIVER}`]);
      expect(tells(InstanceFeatures, withDriver(driver))).toEqual([`the instances of Instances do not offer the log driver ${driver} of container "app", so no such task is placed there`]);
      expect(says(InstanceFeatures, withDriver(driver, (resources) => addSettings(resources, `ECS_AVAILABLE_LOGGING_DRIVERS=["awslogs","${driver}"]`)))).toEqual([]);
      expect(says(InstanceFeatures, withDriver(driver, (resources) => addLines(resources, `echo "ECS_AVAILABLE_LOGGING_DRIVERS=[\\"${driver}\\"]" >> /etc/ecs/ecs.config`)))).toEqual([]);
    });

    test('is broken by a list without the driver', () => {
      expect(says(InstanceFeatures, onInstances((resources) => addSettings(resources, 'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file"]')))).toEqual([`error ${DRIVER}`]);
    });

    test('offers less on Bottlerocket', () => {
      expect(says(InstanceFeatures, withDriver('fluentd', bottlerocket))).toEqual([`error ${DRIVER}`]);
      expect(says(InstanceFeatures, withDriver('fluentd', (resources) => bottlerocket(resources, 'logging-drivers = ["fluentd"]')))).toEqual([]);
      expect(says(InstanceFeatures, withDriver('awslogs', bottlerocket))).toEqual([]);
    });

    test('does not know what an image of your own offers, or what cannot be read', () => {
      expect(says(InstanceFeatures, withDriver('splunk', (resources) => {
        launchData(resources).ImageId = 'ami-1';
      }))).toEqual([`unknown ${DRIVER}`]);
      expect(says(InstanceFeatures, withDriver('splunk', (resources) => addSettings(resources, 'ECS_AVAILABLE_LOGGING_DRIVERS=splunk')))).toEqual([`unknown ${DRIVER}`]);
      expect(says(InstanceFeatures, withDriver('splunk', (resources) => addLines(resources, './setup.sh')))).toEqual([`unknown ${DRIVER}`]);
    });

    test('is silent on a usual driver where something else cannot be seen', () => {
      expect(says(InstanceFeatures, withDriver('json-file', (resources) => addLines(resources, './setup.sh')))).toEqual([]);
    });

    test('only warns of instances beside others', () => {
      expect(says(InstanceFeatures, byLaunchType((resources) => {
        addGroup(resources);
        addSettings(resources, 'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file"]');
      }))).toEqual([`warning ${DRIVER}`]);
    });

    test('does not know whether a container is in the task that may not be', () => {
      expect(says(InstanceFeatures, onInstances(({ Task }, template) => {
        template.Parameters = { With: { Type: 'String' } };
        template.Conditions = { Both: { 'Fn::Equals': [ref('With'), 'yes'] } };
        Task.Properties.ContainerDefinitions.push({ 'Fn::If': ['Both', { Name: 'b', Image: 'x', LogConfiguration: { LogDriver: 'splunk' } }, ref('AWS::NoValue')] });
      }))).toEqual(['unknown Task.ContainerDefinitions.1.LogConfiguration.LogDriver']);
    });
  });

  test('is broken by an execution role that does not write the log', () => {
    const off = (value: string) => onInstances((resources) => addSettings(resources, `ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=${value}`));
    expect(says(InstanceFeatures, off('false'))).toEqual([`error ${DRIVER}`]);
    expect(tells(InstanceFeatures, off('false'))[0]).toContain('to write the log of container "app" with the execution role');
    expect(says(InstanceFeatures, off('true'))).toEqual([]);
    const windows = onWindows("Initialize-ECSAgent -Cluster '${Cluster}' -EnableTaskIAMRole");
    expect(says(InstanceFeatures, windows)).toEqual([`error ${DRIVER}`]);
    delete windows.Resources.Task.Properties.ExecutionRoleArn;
    expect(says(InstanceFeatures, windows)).toEqual([]);
    expect(says(InstanceFeatures, onWindows('[Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", "true", "Machine")\nInitialize-ECSAgent'))).toEqual([]);
  });

  test('is broken by tasks with interfaces of their own where there are none', () => {
    const place = 'Service.NetworkConfiguration.AwsvpcConfiguration';
    const linux = (...settings: string[]) => onInstances((resources) => {
      awsvpc(resources);
      addSettings(resources, ...settings);
    });
    expect(says(InstanceFeatures, linux())).toEqual([]);
    expect(says(InstanceFeatures, linux('ECS_ENABLE_TASK_ENI=false'))).toEqual([`error ${place}`]);
    expect(says(InstanceFeatures, linux('ECS_ENABLE_TASK_ENI=0'))).toEqual([`error ${place}`]);
    expect(says(InstanceFeatures, linux('ECS_ENABLE_TASK_ENI=maybe'))).toEqual([`unknown ${place}`]);
    const windows = (options: string) => onWindows(`Initialize-ECSAgent -Cluster '\${Cluster}' ${options}`, (resources) => {
      awsvpc(resources);
      delete resources.Task.Properties.ExecutionRoleArn;
    });
    expect(says(InstanceFeatures, windows('-EnableTaskENI'))).toEqual([]);
    expect(says(InstanceFeatures, windows(''))).toEqual([`error ${place}`]);
  });

  test('is broken by privileged containers where they are forbidden', () => {
    const privileged = (change: (resources: Resources) => void) => onInstances((resources) => {
      container(resources).Privileged = true;
      change(resources);
    });
    const place = 'Task.ContainerDefinitions.0.Privileged';
    expect(says(InstanceFeatures, privileged(() => undefined))).toEqual([]);
    expect(says(InstanceFeatures, privileged((resources) => addSettings(resources, 'ECS_DISABLE_PRIVILEGED=true')))).toEqual([`error ${place}`]);
    expect(says(InstanceFeatures, privileged(bottlerocket))).toEqual([`error ${place}`]);
    expect(says(InstanceFeatures, privileged((resources) => bottlerocket(resources, 'allow-privileged-containers = true')))).toEqual([]);
  });

  test('is broken by GPUs that the image has no driver for', () => {
    const gpu = (change: (resources: Resources) => void) => onInstances((resources) => {
      container(resources).ResourceRequirements = [{ Type: 'GPU', Value: '1' }];
      change(resources);
    });
    const place = 'Task.ContainerDefinitions.0.ResourceRequirements.0';
    expect(says(InstanceFeatures, gpu(() => undefined))).toEqual([`error ${place}`]);
    expect(says(InstanceFeatures, gpu((resources) => addSettings(resources, 'ECS_ENABLE_GPU_SUPPORT=true')))).toEqual([]);
    expect(says(InstanceFeatures, gpu((resources) => {
      launchData(resources).ImageId = '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id}}';
    }))).toEqual([]);
    expect(says(InstanceFeatures, onManagedInstances((resources) => {
      container(resources).ResourceRequirements = [{ Type: 'GPU', Value: '1' }];
    }))).toEqual([]);
  });
});
