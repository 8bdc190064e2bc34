import { changed, judged, says } from './_judge';
import { att, publicFargate, ref, sub, type Template } from './_ready';
import { saysOfReady } from './_task';
import { CommandNamesContainer } from '../../../../src/readiness/private/rules/command-names-container';

const SIDECAR = { Name: 'proxy', Image: 'public.ecr.aws/nginx/nginx:1.27' };
const COMMAND = 'aws ecs execute-command --interactive --command /bin/sh --task ID --cluster ';

function output(Value: unknown, change: (resources: Template['Resources'], template: Template) => void = addSidecar): Template {
  return changed(publicFargate, (resources, template) => {
    template.Outputs = { Shell: { Value } };
    change(resources, template);
  });
}

function addSidecar({ Task }: Template['Resources']): void {
  Task.Properties.ContainerDefinitions.push(SIDECAR);
}

describe('CommandNamesContainer', () => {
  test('is silent when no command is handed out', () => {
    expect(saysOfReady(CommandNamesContainer)).toEqual([]);
    expect(says(CommandNamesContainer, output(sub('see execute-command, or list the tasks of --cluster=${Other}')))).toEqual([]);
  });

  test.each([
    ['the cluster', sub(`${COMMAND}\${Cluster}`)],
    ['the cluster, joined', { 'Fn::Join': ['', [COMMAND, ref('Cluster'), ' --region eu-west-1']] }],
    ['the cluster, by its ARN', sub(`${COMMAND}"\${Cluster.Arn}"`)],
    ['the cluster, after an equals sign', sub('aws ecs execute-command --cluster=${Cluster} --interactive --command sh')],
    ['the service', sub('aws ecs execute-command --task $(aws ecs list-tasks --service-name \'${Service.Name}\' --query x) --command sh')],
  ])('mentions a command for %s', (_, value) => {
    expect(says(CommandNamesContainer, output(value))).toEqual(['info Shell']);
  });

  test('says where and why', () => {
    const [{ findings: [finding] }] = judged(output(sub(`${COMMAND}\${Cluster}`)), [CommandNamesContainer]);
    expect(finding).toMatchObject({ resource: 'Shell', path: '', hop: 'operator', cause: 'the command names no container, and the task has 2' });
  });

  test('counts what Service Connect adds', () => {
    const connect = (Enabled: boolean) => says(CommandNamesContainer, output(sub(`${COMMAND}\${Cluster}`), ({ Service }) => {
      Service.Properties.ServiceConnectConfiguration = { Enabled };
    }));
    expect(connect(true)).toEqual(['info Shell']);
    expect(connect(false)).toEqual([]);
  });

  test.each([
    ['a container is named', sub(`${COMMAND}\${Cluster} --container app`), addSidecar],
    ['there is one container', sub(`${COMMAND}\${Cluster}`), () => undefined],
    ['it is for another cluster', `${COMMAND}other`, addSidecar],
    ['it names another service', sub(`${COMMAND}\${Cluster} --service-name other`), addSidecar],
    ['the output is not made', sub(`${COMMAND}\${Cluster}`), (resources: Template['Resources'], template: Template) => {
      addSidecar(resources);
      template.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
      template.Outputs!.Shell.Condition = 'Never';
    }],
    ['the cluster has another service, which it may be for', sub(`${COMMAND}\${Cluster}`), (resources: Template['Resources']) => {
      addSidecar(resources);
      resources.Other = resources.Service;
    }],
  ])('is silent when %s', (_, value, change) => {
    expect(says(CommandNamesContainer, output(value, change))).toEqual([]);
  });

  test('finds the command of one service among several', () => {
    const template = output(att('Service', 'Name'), (resources, { Outputs }) => {
      addSidecar(resources);
      resources.Other = { ...resources.Service };
      Outputs!.Shell.Value = sub(`${COMMAND}\${Cluster} --service-name \${Other.Name}`);
    });
    expect(says(CommandNamesContainer, template)).toEqual([]);
    expect(says(CommandNamesContainer, template, 'Other')).toEqual(['info Shell']);
  });
});
