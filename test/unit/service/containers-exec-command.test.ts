import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecCapacity, ExecReadyCluster } from '../../../src';
import { newApp, newService, newStack, privateImage } from '../_helpers/apps';
import { text } from '../_helpers/templates';

const TASK = '"$(aws ecs list-tasks --region {AWS::Region} --cluster {CLUSTER} --service-name {SERVICE} --desired-status RUNNING '
  + "--query 'taskArns[0]' --output text)\"";

/** A command with the references to cluster and service by what they stand for. */
function plain(value: unknown): string {
  return text(value).replace(/\{ApiCluster[^}]*\}/g, '{CLUSTER}').replace(/\{Fn::GetAtt \["ApiService[^\]]*\]\}/g, '{SERVICE}');
}

test('a container without networking fails where sessions are to be opened, on instances too', () => {
  const stack = newStack();
  const options = { image: privateImage(stack), disableNetworking: true };
  const service = newService(stack, { capacity: ExecCapacity.ec2() });
  service.addContainer('Sidecar', { ...options, execTarget: false });
  expect(() => service.addContainer('Worker', options)).toThrow('Stack/Api: the container "Worker" has disableNetworking true, and the agent of ECS Exec must reach '
    + 'Session Manager; leave it out, or set execTarget to false');
});

describe('the command that opens a session', () => {
  test('names the container of the application, in a task of several', () => {
    const stack = newStack();
    const service = newService(stack);
    service.addContainer('Sidecar', { image: privateImage(stack) });
    expect(plain(stack.resolve(service.execCommand)))
      .toBe(`aws ecs execute-command --region {AWS::Region} --cluster {CLUSTER} --task ${TASK} --container app --interactive --command /bin/sh`);
  });

  test('names any other container, whoever added it', () => {
    const stack = newStack();
    const service = newService(stack);
    const worker = service.addContainer('Worker', { image: privateImage(stack) });
    const other = service.taskDefinition.addContainer('Other', { image: privateImage(stack) });
    const commands = [service.container, worker, other].map((container) => stack.resolve(service.execCommandFor(container)) as unknown);
    expect(commands[0]).toEqual(stack.resolve(service.execCommand));
    expect(commands.map((command) => /--container (\w+) /.exec(text(command))?.[1])).toEqual(['app', 'Worker', 'Other']);
  });

  test('names a container with a proxy of Service Connect beside it', () => {
    const stack = newStack();
    const service = newService(stack, {
      container: { image: privateImage(stack), containerName: 'web', portMappings: [{ name: 'http', containerPort: 8080 }] },
      serviceConnectConfiguration: { namespace: 'local', services: [{ portMappingName: 'http' }] },
    });
    expect(plain(stack.resolve(service.execCommand))).toContain('--container web ');
  });

  test('and the output with the name of the cluster import nothing of a cluster that another stack makes', () => {
    const app = newApp();
    const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id));
    const cluster = new ExecReadyCluster(one, 'Cluster');
    newService(other, { cluster });
    const outputs = Object.values(Template.fromStack(other).findOutputs('*') as Record<string, { Value: unknown }>).map(({ Value }) => Value);
    const name = '{"Fn::Select":[1,{"Fn::Split":["/",{"Ref":"ApiServiceD5B4A50A"}]}]}';
    expect(outputs.map((value) => JSON.stringify(value)).filter((each) => each.includes(name))).toHaveLength(2);
    expect(JSON.stringify(outputs)).not.toContain('Import');
  });

  test('runs PowerShell in every container of Windows', () => {
    const stack = newStack();
    const service = newService(stack, { runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE } });
    const worker = service.addContainer('Worker', { image: privateImage(stack) });
    expect(plain(stack.resolve(service.execCommandFor(worker)))).toMatch(/--container Worker --interactive --command powershell\.exe$/);
  });

  test('fails when nobody is to exec into the container', () => {
    const stack = newStack();
    const service = newService(stack);
    const sidecar = service.addContainer('Sidecar', { image: privateImage(stack), execTarget: false });
    expect(() => service.execCommandFor(sidecar)).toThrow('Stack/Api: the container "Sidecar" has execTarget false, so nobody is to exec into it');
  });

  test('fails when the container is one of another task', () => {
    const stack = newStack();
    const service = newService(stack);
    const other = newService(stack, { cluster: service.cluster }, 'Other');
    expect(() => service.execCommandFor(other.container))
      .toThrow('Stack/Api: the container "app" is one of "Stack/Other/TaskDefinition"; pass one of this task');
  });
});
