import { changed, says } from './_judge';
import { publicFargate, publicInstances, ref, type Template } from './_ready';
import { batchJob, parameters } from './_task';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { Compatibilities } from '../../../../src/readiness/private/rules/compatibilities';
import { ContainerLogGroup } from '../../../../src/readiness/private/rules/container-log-group';
import { ContainerSizes } from '../../../../src/readiness/private/rules/container-sizes';
import { DeclaredVolumes } from '../../../../src/readiness/private/rules/declared-volumes';
import { DefinitionComplete } from '../../../../src/readiness/private/rules/definition-complete';
import { EfsReachable } from '../../../../src/readiness/private/rules/efs-reachable';
import { EfsVolumes } from '../../../../src/readiness/private/rules/efs-volumes';
import { FargateParameters } from '../../../../src/readiness/private/rules/fargate-parameters';
import { FargateSize } from '../../../../src/readiness/private/rules/fargate-size';
import { HostPorts } from '../../../../src/readiness/private/rules/host-ports';
import { ImageAddress } from '../../../../src/readiness/private/rules/image-address';
import { ImageInNewRepository } from '../../../../src/readiness/private/rules/image-in-new-repository';
import { ManagedVolumes } from '../../../../src/readiness/private/rules/managed-volumes';
import { NetworkConfiguration } from '../../../../src/readiness/private/rules/network-configuration';
import { NetworkModeFits } from '../../../../src/readiness/private/rules/network-mode-fits';
import { PortMappings } from '../../../../src/readiness/private/rules/port-mappings';
import { Quotas } from '../../../../src/readiness/private/rules/quotas';
import { RegistryCredentials } from '../../../../src/readiness/private/rules/registry-credentials';
import type { Rule } from '../../../../src/readiness/private/rules/rule';
import { SecretReferences } from '../../../../src/readiness/private/rules/secret-references';
import { UniqueVariables } from '../../../../src/readiness/private/rules/unique-variables';
import { input, system } from '../sources/_builders';

const OF_DEFINITIONS: readonly Rule[] = [
  Compatibilities, ContainerLogGroup, ContainerSizes, DeclaredVolumes, DefinitionComplete, EfsReachable, EfsVolumes, FargateParameters, FargateSize,
  HostPorts, ImageAddress, ImageInNewRepository,
  ManagedVolumes, NetworkModeFits, PortMappings, Quotas, RegistryCredentials, SecretReferences, UniqueVariables,
];
const named = OF_DEFINITIONS.map((rule): [string, Rule] => [rule.id, rule]);

/** A daemon on managed instances. */
function daemon(): Template {
  return changed(publicFargate, ({ Service, Task }) => {
    Service.Type = 'AWS::ECS::Daemon';
    Service.Properties = { ClusterArn: ref('Cluster'), DaemonTaskDefinitionArn: ref('Task'), EnableExecuteCommand: true };
    Task.Type = 'AWS::ECS::DaemonTaskDefinition';
    ['NetworkMode', 'RequiresCompatibilities'].forEach((key) => delete Task.Properties[key]);
  });
}

describe('rules on starting up', () => {
  test.each(named)('leave a task definition to others that is not at hand: %s', (_, rule) => {
    expect(says(rule, changed(publicFargate, ({ Service }) => {
      Service.Properties.TaskDefinition = 'elsewhere:1';
    }))).toEqual([]);
  });

  test.each(named)('are silent about a job of AWS Batch that is in order: %s', (_, rule) => {
    expect(says(rule, batchJob({ LogConfiguration: { LogDriver: 'awslogs' } }, { PlatformCapabilities: ['FARGATE'] }))).toEqual([]);
  });

  test.each(named)('are silent about a daemon that is in order: %s', (_, rule) => {
    expect(says(rule, daemon())).toEqual([]);
  });

  test.each(named)('are silent about a task when nothing is known of what it runs on: %s', (_, rule) => {
    expect(says(rule, changed(publicInstances, ({ Service }, template) => {
      Service.Properties.CapacityProviderStrategy = [{ CapacityProvider: ref('Provider2'), Weight: 1 }];
      template.Parameters = parameters('Provider2') as never;
    }))).toEqual([]);
  });

  test('say of a daemon what they say of any task', () => {
    const broken = (container: object) => changed(daemon, ({ Task }) => Object.assign(Task.Properties.ContainerDefinitions[0], container));
    expect(says(ImageAddress, broken({ Image: 'Not An Image' }))).toEqual(['error Task.ContainerDefinitions.0.Image']);
    expect(says(DeclaredVolumes, broken({ MountPoints: [{ SourceVolume: 'a' }] }))).toEqual(['error Task.ContainerDefinitions.0.MountPoints.0.SourceVolume']);
    expect(says(DefinitionComplete, broken({ Name: undefined }))).toEqual(['error Task.ContainerDefinitions.0.Name']);
  });

  test('take nested stacks for one deployment', () => {
    const child = (change: (resources: Template['Resources']) => void) => changed(publicFargate, (resources, template) => {
      template.Parameters = { Repository: { Type: 'String' } };
      resources.Task.Properties.ContainerDefinitions[0].Image = { 'Fn::Sub': '${Repository}:v1' };
      change(resources);
    });
    const told = (change: (resources: Template['Resources']) => void = () => undefined, more: object = {}) => {
      const Parameters = { Repository: { 'Fn::GetAtt': ['Repository', 'RepositoryUri'] } };
      const Child = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json', Parameters } };
      const parent = { Resources: { Repository: { Type: 'AWS::ECR::Repository', Properties: {} }, Child, ...more } };
      const stack = input(parent, { name: 'parent', nested: { Child: input(child(change), { name: 'parent/Child' }) } });
      return new Model(system(stack)).subjects.flatMap((subject) => {
        const { findings, unknowns } = judge(subject, [ImageInNewRepository]);
        return [...findings.map(({ severity }) => severity), ...unknowns.map(({ reason }) => reason.replace(/^.*known: /, ''))];
      });
    };
    expect(told()).toEqual(['error']);
    expect(told(({ Gateway }) => {
      Gateway.Type = 'Custom::Build';
    })).toEqual(['Child may see to it']);
    const Properties = { TemplateURL: 'other.json', Parameters: { Repository: ref('Repository') } };
    expect(told(undefined, { Other: { Type: 'AWS::CloudFormation::Stack', Properties } })).toEqual(['Other may see to it']);
  });

  test('leave a network configuration alone whose task may be of any mode', () => {
    expect(says(NetworkConfiguration, changed(publicInstances, ({ Task, Service }) => {
      Task.Properties.NetworkMode = { 'Fn::If': ['Vpc', 'awsvpc', 'bridge'] };
      Service.Properties.NetworkConfiguration = { AwsvpcConfiguration: { Subnets: ['subnet-1'] } };
    }))).toEqual([]);
  });
});
