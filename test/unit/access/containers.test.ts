import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ExecGrants } from '../../../src';
import { ExecReadyDaemon } from '../../../src/service/exec-ready-daemon';
import { newApp, newService, newStack, privateImage, PUBLIC_IMAGE } from '../_helpers/apps';
import { statementsOf } from '../_helpers/templates';
import { newTask } from '../service/_tasks';

type Grants = Pick<ExecGrants, 'exec'>;
type Container = ecs.ContainerDefinitionOptions;

/** What has containers, with a way to add one. */
const OWNERS: [string, (stack: Stack) => { grants: Grants; path: string; add: (id: string, options: Container) => void }][] = [
  ['a service', (stack) => {
    const service = newService(stack);
    return { grants: service.grants, path: 'Stack/Api/Service', add: (id, options) => service.addContainer(id, options) };
  }],
  ['a task', (stack) => {
    const task = newTask(stack);
    return { grants: task.grants, path: 'Stack/Report/TaskDefinition', add: (id, options) => task.addContainer(id, options) };
  }],
  ['a daemon', (stack) => {
    const daemon = new ExecReadyDaemon(stack, 'Agent', { container: { image: privateImage(stack) } });
    return { grants: daemon.grants, path: 'Stack/Agent/Daemon', add: (id, options) => daemon.addContainer(id, options) };
  }],
];

const newRole = (stack: Stack) => new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });

function plainService(stack: Stack, props: Partial<ecs.FargateServiceProps> = {}, scope = stack): ecs.FargateService {
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'Tasks');
  taskDefinition.addContainer('app', { image: PUBLIC_IMAGE });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  return new ecs.FargateService(stack, 'Plain', { cluster, taskDefinition, enableECSManagedTags: true, ...props });
}

/** The containers that the operators may open. */
function opened(stack: Stack): unknown[] {
  return statementsOf(Template.fromStack(stack), 'Operators').flatMap(({ Condition }) => (Condition as Conditions | undefined)?.StringEquals?.['ecs:container-name'] ?? []);
}

type Conditions = Partial<Record<string, Record<string, unknown>>>;

describe.each(OWNERS)('a grant that is limited to containers of %s', (_, make) => {
  test('takes those that are added later', () => {
    const stack = newStack();
    const { grants, add } = make(stack);
    grants.exec(newRole(stack), { containers: ['app', 'web'] });
    add('web', { image: privateImage(stack) });
    expect(opened(stack)).toEqual(['app', 'web']);
  });

  test('fails for a name that none has', () => {
    const stack = newStack();
    const { grants, path } = make(stack);
    grants.exec(newRole(stack), { containers: ['app', 'wep'] });
    expect(() => Template.fromStack(stack)).toThrow(`[${path}] no container has the name "wep" that grants.exec() is limited to, so nobody would be let in by it; `
      + 'write one of ["app"], or add the container');
  });

  test('takes a name that is not known', () => {
    const stack = newStack();
    make(stack).grants.exec(newRole(stack), { containers: [Lazy.string({ produce: () => 'wep' })] });
    expect(opened(stack)).toEqual(['wep']);
  });
});

describe('of a plain service, containers are known', () => {
  test('in another stack', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    ExecGrants.fromService(plainService(stack, {}, new Stack(app, 'Tasks'))).exec(newRole(stack), { containers: ['wep'] });
    expect(() => Template.fromStack(stack)).toThrow('no container has the name "wep"');
  });

  test.each<[string, string, unknown]>([
    ['the name of one', 'ContainerDefinitions.0.Name', 'web'],
    ['all of them', 'ContainerDefinitions', [{ Name: 'web', Image: 'web' }]],
    ['all of them with what is known at deployment', 'ContainerDefinitions', { 'Fn::If': ['Large', [{ Name: 'web' }], [{ Name: 'small' }]] }],
    ['a name with what is known at deployment', 'ContainerDefinitions.0.Name', { Ref: 'Name' }],
  ])('as they are in the template, where somebody overrides %s', (_, path, value) => {
    const stack = newStack();
    const service = plainService(stack);
    (service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride(path, value);
    ExecGrants.fromService(service).exec(newRole(stack), { containers: ['web'] });
    expect(opened(stack)).toEqual(['web']);
  });
});

describe('any name of a container is taken', () => {
  test('where the deployments of a service are made elsewhere', () => {
    const stack = newStack();
    const service = plainService(stack, { deploymentController: { type: ecs.DeploymentControllerType.EXTERNAL } });
    ExecGrants.fromService(service).exec(newRole(stack), { containers: ['web'] });
    expect(opened(stack)).toEqual(['web']);
  });

  test('where the task definition of a service was made elsewhere', () => {
    const stack = newStack();
    const service = plainService(stack);
    (service.node.defaultChild as ecs.CfnService).taskDefinition = 'elsewhere:7';
    ExecGrants.fromService(service).exec(newRole(stack), { containers: ['web'] });
    expect(opened(stack)).toEqual(['web']);
  });

  test('of a cluster, whose tasks may be anybody\'s', () => {
    const stack = newStack();
    const { cluster } = newService(stack);
    ExecGrants.fromCluster(cluster).exec(newRole(stack), { containers: ['web'] });
    expect(opened(stack)).toEqual(['web']);
  });
});
