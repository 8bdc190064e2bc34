import { changed } from './_judge';
import { awsvpcOf, explained, told, type Resources } from './_network';
import { isolatedFargate, publicFargate, publicInstances, ref, type Template } from './_ready';
import { batchJob } from './_task';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const fargate = (change: (resources: Resources, template: Template) => void) => changed(publicFargate, change);
const reasonOf = (template: Template | readonly Template[]) => explained(template).map(([line, reason]) => `${line}: ${reason}`);
const UNSEEN = `SubnetsSeen unknown ${SUBNETS}: what can be reached from the subnets is not known`;

describe('SubnetsSeen', () => {
  test('is silent when everything is at hand', () => {
    expect([publicFargate(), isolatedFargate(), publicInstances()].map((template) => told(template))).toEqual([[], [], []]);
  });

  test('says once that subnets are a parameter, whatever is needed', () => {
    expect(reasonOf(fargate((resources, template) => {
      awsvpcOf(resources).Subnets = ref('Subnets');
      template.Parameters = { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } };
    }))).toEqual([`${UNSEEN}: parameter Subnets has no value`]);
  });

  test('says which subnets are not in the templates', () => {
    expect(reasonOf(fargate((resources) => { awsvpcOf(resources).Subnets = [ref('SubnetA'), 'subnet-1', 'subnet-2']; })))
      .toEqual([`${UNSEEN}: subnet-1 and subnet-2 are not in the templates`]);
    expect(reasonOf(fargate((resources) => { awsvpcOf(resources).Subnets = [{ 'Fn::ImportValue': 'subnet' }]; })))
      .toEqual([`${UNSEEN}: <Import subnet of 111111111111/eu-west-1> is not in the templates`]);
  });

  test('sees subnets that another template exports', () => {
    const network = changed(publicFargate, (resources, template) => {
      ['Service', 'Task', 'Cluster', 'Key', 'SessionLog', 'AppLog', 'TaskRole', 'ExecutionRole'].forEach((name) => delete resources[name]);
      template.Outputs = { Subnet: { Value: ref('SubnetA'), Export: { Name: 'subnet' } }, Group: { Value: ref('Group'), Export: { Name: 'group' } } };
    });
    const app = changed(publicFargate, (resources) => {
      ['Vpc', 'SubnetA', 'SubnetB', 'Routes', 'RoutesA', 'RoutesB', 'Group', 'Gateway', 'Attachment', 'Default'].forEach((name) => delete resources[name]);
      awsvpcOf(resources).Subnets = [{ 'Fn::ImportValue': 'subnet' }];
      awsvpcOf(resources).SecurityGroups = [{ 'Fn::ImportValue': 'group' }];
      delete resources.Service.DependsOn;
    });
    expect(told([network, app])).toEqual([]);
    expect(reasonOf(app)).toEqual([`${UNSEEN}: <Import subnet of 111111111111/eu-west-1> is not in the templates`]);
  });

  test('says once that a VPC is not wholly at hand', () => {
    expect(reasonOf(fargate(({ Vpc, ...resources }) => {
      for (const name of ['SubnetA', 'SubnetB', 'Routes', 'Group', 'Attachment']) {
        resources[name].Properties.VpcId = 'vpc-1';
      }
    }))).toEqual([`${UNSEEN}: not all of their VPC is in the templates`]);
  });

  test('leaves the instances of services to others, and knows nothing of the networks of jobs', () => {
    expect(reasonOf(changed(publicInstances, ({ Service }) => {
      delete Service.Properties.CapacityProviderStrategy;
      Service.Properties.LaunchType = 'EXTERNAL';
    }))).toEqual([]);
    expect(reasonOf(batchJob({}))).toEqual([
      'SubnetsSeen unknown Service.ContainerProperties.CapacityProviderStrategy: the compute environment of AWS Batch chooses the instances',
    ]);
    expect(reasonOf(batchJob({}, { PlatformCapabilities: ['FARGATE'] }))).toEqual([
      'SubnetsSeen unknown Service.ContainerProperties.NetworkConfiguration.Subnets: what can be reached from the subnets is not known: the compute environment decides on the network',
    ]);
  });

  test('leaves it to others that instances are not at hand', () => {
    expect(reasonOf(changed(publicInstances, ({ Provider }) => {
      Provider.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = 'arn:aws:autoscaling:eu-west-1:111111111111:autoScalingGroup:1:autoScalingGroupName/mine';
    }))).toEqual([]);
  });

  test('says that the network mode is not known, and leaves the compute to others', () => {
    const launchType = (change: (resources: Resources) => void) => fargate((resources, template) => {
      resources.Service.Properties.LaunchType = ref('Type');
      template.Parameters = { Type: { Type: 'String' } };
      change(resources);
    });
    expect(reasonOf(launchType(() => undefined)).filter((line) => line.startsWith('SubnetsSeen'))).toEqual([]);
    expect(reasonOf(changed(publicInstances, ({ Task }, template) => {
      Task.Properties.NetworkMode = ref('Mode');
      template.Parameters = { Mode: { Type: 'String' } };
    }))).toEqual(['SubnetsSeen unknown Task.NetworkMode: the network mode is not known: it depends on <parameter Mode>']);
  });

  test('leaves a task definition that is not at hand to others', () => {
    expect(told(changed(publicInstances, ({ Service }) => { Service.Properties.TaskDefinition = 'arn:aws:ecs:eu-west-1:111111111111:task-definition/other:1'; }))).toEqual([]);
  });
});
