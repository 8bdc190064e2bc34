import type { Finder } from './index';
import type { Model } from '../model';
import { Property } from '../property';
import type { SubjectParts } from '../subject';
import { Unknown } from '../unknown';

/** What services and task sets have in common. */
function common(root: Property, awsvpc: Property): Omit<SubjectParts, 'kind' | 'exec'> {
  return {
    resource: root.resource,
    at: root,
    taskDefinition: root.at('TaskDefinition'),
    cluster: root.at('Cluster'),
    launchType: root.at('LaunchType'),
    strategy: root.at('CapacityProviderStrategy'),
    platformVersion: root.at('PlatformVersion'),
    awsvpc,
  };
}

/** A service that leaves its tasks to task sets has none of its own. */
function leavesTasksToSets(root: Property): boolean {
  const controller = root.at('DeploymentController', 'Type').literal;
  return 'known' in controller && controller.known === 'EXTERNAL' && root.at('TaskDefinition').given === 'no';
}

export const services: Readonly<Record<string, Finder>> = {
  'AWS::ECS::Service': (root, model) => leavesTasksToSets(root) && model.ofType('AWS::ECS::TaskSet').length > 0 ? [] : [{
    ...common(root, root.at('NetworkConfiguration', 'AwsvpcConfiguration')),
    kind: 'service',
    exec: root.at('EnableExecuteCommand'),
    desiredCount: root.at('DesiredCount'),
  }],
};

export const taskSets: Readonly<Record<string, Finder>> = {
  'AWS::ECS::TaskSet': (root, model) => [{
    ...common(root, networkOfSet(root.at('NetworkConfiguration'))),
    kind: 'task-set',
    exec: execOfService(root.at('Service'), model),
  }],
};

/**
 * The schema of task sets spells the key with another capital than that of services, whose spelling is read, too.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskset-networkconfiguration.html
 */
function networkOfSet(network: Property): Property {
  const asServices = network.at('AwsvpcConfiguration');
  return asServices.given === 'yes' ? asServices : network.at('AwsVpcConfiguration');
}

/** A task set has the setting of its service. */
function execOfService(pointer: Property, model: Model): Property {
  const { text } = pointer;
  const service = model.system.identified('known' in text ? text.known : undefined).find(({ type }) => type === 'AWS::ECS::Service');
  return service ? Property.of(service).at('EnableExecuteCommand')
    : new Property(pointer.resource, pointer.path, new Unknown('the service of the task set is not at hand'));
}
