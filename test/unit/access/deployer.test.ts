import { Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Call } from './_helpers/requests';
import { answerTo, Deployed } from './_helpers/requests';
import { ExecCapacity } from '../../../src';
import { newService, newStack } from '../_helpers/apps';
import { warningIds } from '../_helpers/warnings';

/** A service on Managed Instances with a volume of Amazon EBS for each task, and two who deploy to it. */
function deploy() {
  const stack = newStack();
  const role = (id: string, service: string) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal(service) });
  const volumes = role('Volumes', 'ecs.amazonaws.com');
  const api = newService(stack, { capacity: ExecCapacity.managedInstances() });
  const volume = new ecs.ServiceManagedVolume(stack, 'Data', { name: 'data', managedEBSVolume: { role: volumes, size: Size.gibibytes(20) } });
  api.taskDefinition.addVolume(volume);
  api.service.addVolume(volume);
  volume.mountIn(api.container, { containerPath: '/data', readOnly: false });
  api.grants.deployer(role('WhoCode', 'codebuild.amazonaws.com'));
  api.grants.deployer(role('WhoAll', 'codebuild.amazonaws.com'), [volumes, volumes]);
  const template = Template.fromStack(stack);
  const deployed = new Deployed(template);
  const [[, { Properties: { ManagedInstancesProvider: provider } }]] = Object.entries(template.findResources('AWS::ECS::CapacityProvider'));
  const arnOf = (part: string) => deployed.arn('AWS::IAM::Role', part);
  return {
    stack,
    policies: { code: deployed.policiesOf('WhoCode'), all: deployed.policiesOf('WhoAll') },
    roles: {
      volumes: arnOf('Volumes'),
      task: arnOf('TaskRole'),
      execution: arnOf('ExecutionRole'),
      infrastructure: deployed.value(provider.InfrastructureRoleArn) as string,
      instances: arnOf('InstanceRole'),
    },
  };
}

type World = ReturnType<typeof deploy>;

const pass = (role: string, to: string): Call => ({ action: 'iam:PassRole', on: [[role]], keys: { 'iam:PassedToService': to } });

/** What is passed to whom, whether the one may who deploys code, and the other who was told of the role of the volumes. */
const TABLE: [string, (roles: World['roles']) => Call, [code: 'yes' | 'no', all: 'yes' | 'no']][] = [
  ['the task role to tasks', ({ task }) => pass(task, 'ecs-tasks.amazonaws.com'), ['yes', 'yes']],
  ['the execution role to tasks', ({ execution }) => pass(execution, 'ecs-tasks.amazonaws.com'), ['yes', 'yes']],
  ['the task role to Amazon ECS itself', ({ task }) => pass(task, 'ecs.amazonaws.com'), ['no', 'no']],
  ['the role of the volumes to Amazon ECS itself', ({ volumes }) => pass(volumes, 'ecs.amazonaws.com'), ['no', 'yes']],
  ['the role of the volumes to tasks', ({ volumes }) => pass(volumes, 'ecs-tasks.amazonaws.com'), ['no', 'no']],
  ['the role of the volumes to another service', ({ volumes }) => pass(volumes, 'ec2.amazonaws.com'), ['no', 'no']],
  ['the infrastructure role of the capacity provider', ({ infrastructure }) => pass(infrastructure, 'ecs.amazonaws.com'), ['no', 'no']],
  ['the role of the instances', ({ instances }) => pass(instances, 'ec2.amazonaws.com'), ['no', 'no']],
  ['another role', () => pass('arn:aws:iam::111122223333:role/admin', 'ecs.amazonaws.com'), ['no', 'no']],
];

describe('who deploys to a service', () => {
  const { stack, roles, policies } = deploy();

  test.each(TABLE)('passes %s as far as an update takes it', (_, callOf, expected) => {
    const call = callOf(roles);
    expect(call.on).toEqual([[expect.stringMatching(/^arn:aws:iam::111122223333:role\/\w+$/)]]);
    expect([answerTo(call, policies.code), answerTo(call, policies.all)]).toEqual(expected);
  });

  test('has roles that are there, each once', () => {
    expect(new Set(Object.values(roles)).size).toBe(5);
    expect(warningIds(stack)).toEqual([]);
    const resources = policies.all.flatMap(({ statements }) => statements).flatMap((one) => one.resources?.items ?? []);
    expect(resources.filter((resource) => resource === roles.volumes)).toHaveLength(1);
  });
});
