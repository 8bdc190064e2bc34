import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { RootConstruct } from 'constructs';
import { FindingSeverity, ReadinessReport, ReadinessVerdict } from '../../../src';
import { newApp, newService, newStack } from '../_helpers/apps';

const folder = mkdtempSync(join(tmpdir(), 'readiness-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a template and gives its path. */
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const OFF = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: 'family', EnableExecuteCommand: false } };

/** Services with exec on that share a task definition with a read-only root. */
function sharing(...ids: string[]): object {
  const service = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' }, EnableExecuteCommand: true } };
  const task = { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: 'a', Image: 'a', ReadonlyRootFilesystem: true }] } };
  return { Task: task, ...Object.fromEntries(ids.map((id) => [id, service])) };
}

/** A service that is ready, but for the root of its container. */
function serviceWithRoot(stack: Stack, readonly: unknown): void {
  const { defaultChild } = newService(stack).taskDefinition.node;
  (defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('ContainerDefinitions.0.ReadonlyRootFilesystem', readonly);
}

describe('ReadinessReport.ofStack', () => {
  test('finds a service of this library ready', () => {
    const stack = newStack();
    newService(stack);
    const report = ReadinessReport.ofStack(stack);
    expect(report.toString()).toMatch(/^READY {4}ApiService\w+ in Stack \(service, exec on\) Stack\.template\.json:\d+\n/);
    expect(report.ready).toBe(true);
    expect(report.services).toMatchObject([{ stack: 'Stack', kind: 'service', exec: 'on', verdict: ReadinessVerdict.READY, unknowns: [] }]);
    expect(report.services[0].hops).toMatchObject({ service: 'sound', container: 'sound', order: 'sound' });
  });

  test('says what is broken, where and how to mend it', () => {
    const stack = newStack();
    serviceWithRoot(stack, true);
    const report = ReadinessReport.ofStack(stack);
    expect(report.ready).toBe(false);
    expect(report.services[0]).toMatchObject({ verdict: ReadinessVerdict.BROKEN, hops: { container: 'broken' } });
    const [finding] = report.findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
    expect(finding).toMatchObject({
      rule: 'WritableRoot', catalogue: ['X-012'], hop: 'container', path: 'ContainerDefinitions.0.ReadonlyRootFilesystem', latent: false, file: 'Stack.template.json',
    });
    expect(report.toString()).toContain(`Stack.template.json:${finding.line} ${finding.resource}`);
  });

  test('is not ready with a nested stack that is not at hand, unless that is in another stack', () => {
    const stack = newStack();
    newService(stack);
    const other = new Stack(stack.node.root, 'Other');
    new CfnResource(other, 'Elsewhere', { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://bucket.s3.amazonaws.com/child.json' } });
    expect(ReadinessReport.ofStack(stack).ready).toBe(true);
    const report = ReadinessReport.ofApp(stack.node.root as Stage);
    expect(report.ready).toBe(false);
    expect(report.toString()).toContain('its template is not at hand');
  });

  test('is not ready when something is unknown, and says why', () => {
    const stack = newStack();
    serviceWithRoot(stack, { 'Fn::ImportValue': 'elsewhere' });
    const { ready, services: [{ verdict, unknowns }] } = ReadinessReport.ofStack(stack);
    expect([ready, verdict]).toEqual([false, ReadinessVerdict.UNKNOWN]);
    expect(unknowns).toMatchObject([{ hop: 'container', path: 'ContainerDefinitions.0.ReadonlyRootFilesystem', file: 'Stack.template.json' }]);
  });

  test('knows what the service refers to in other stacks, and leaves their services out', () => {
    const app = newApp();
    const shared = new Stack(app, 'Shared');
    const { cluster } = newService(shared);
    const stack = new Stack(app, 'Stack');
    newService(stack, { cluster });
    const report = ReadinessReport.ofStack(stack);
    expect(report.services.map((service) => service.stack)).toEqual(['Stack']);
    expect(report.ready).toBe(true);
    expect(JSON.parse(report.toJson())).toMatchObject({ services: [{ stack: 'Stack' }], summary: { services: 1, ready: 1 } });
  });

  test('takes nested stacks in, and may be asked of one alone', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    new CfnResource(stack, 'Outer', { type: OFF.Type, properties: OFF.Properties });
    new CfnResource(nested, 'Inner', { type: OFF.Type, properties: OFF.Properties });
    expect(ReadinessReport.ofStack(stack).services.map(({ id }) => id)).toEqual(['Outer', 'Inner']);
    expect(ReadinessReport.ofStack(nested).services.map(({ id }) => id)).toEqual(['Inner']);
  });

  test('works for a stack in a stage', () => {
    const stage = new Stage(newApp(), 'Prod');
    newService(new Stack(stage, 'Api'));
    const report = ReadinessReport.ofStack(stage.node.findChild('Api') as Stack);
    expect([report.ready, report.services[0].stack]).toEqual([true, 'Prod/Api']);
  });

  test('fails when the stack is not part of an app', () => {
    expect(() => ReadinessReport.ofStack(new Stack(new RootConstruct(), 'Alone'))).toThrow('Alone: the stack is not part of an app; make it in one');
  });

  test('reads the same wherever the assembly is written', () => {
    const [one, other] = [newStack(), newStack()].map((stack) => {
      serviceWithRoot(stack, true);
      return ReadinessReport.ofStack(stack).toJson();
    });
    expect(one).toBe(other);
  });
});

describe('ReadinessReport.ofApp', () => {
  test('takes all stacks in, those of stages too', () => {
    const app = newApp();
    newService(new Stack(app, 'One'));
    newService(new Stack(new Stage(app, 'Prod'), 'Two'));
    const report = ReadinessReport.ofApp(app);
    expect(report.services.map(({ stack }) => stack).sort()).toEqual(['One', 'Prod/Two']);
    expect(report.ready).toBe(true);
  });
});

describe('ReadinessReport.ofAssembly', () => {
  test('reads what a synthesis wrote', () => {
    const app = newApp();
    newService(new Stack(app, 'One'));
    const report = ReadinessReport.ofAssembly(app.synth().directory);
    expect([report.ready, report.services.map(({ stack }) => stack)]).toEqual([true, ['One']]);
  });
});

describe('ReadinessReport.ofTemplates', () => {
  test('reads JSON and YAML together', () => {
    const paths = [
      file('a.json', { Resources: { A: OFF } }), file('b.yaml', 'Resources:\n  B:\n    Type: AWS::ECS::Service\n    Properties: {TaskDefinition: family}\n'),
    ];
    expect(ReadinessReport.ofTemplates(paths).services.map(({ id, stack }) => ({ id, stack }))).toEqual([{ id: 'A', stack: paths[0] }, { id: 'B', stack: paths[1] }]);
  });

  test('is not ready when nothing has exec on', () => {
    const report = ReadinessReport.ofTemplate(file('off.json', { Resources: { A: OFF } }));
    expect([report.ready, report.services[0].verdict]).toEqual([false, ReadinessVerdict.OFF]);
    expect(ReadinessReport.ofTemplate(file('none.json', { Resources: {} })).ready).toBe(false);
  });

  test('fails when a template cannot be read, and says which and why', () => {
    const good = file('good.json', { Resources: {} });
    const bad = file('bad.json', '{\n"Resources": {');
    expect(() => ReadinessReport.ofTemplate(join(folder, 'absent.json'))).toThrow(`cannot be checked: ${join(folder, 'absent.json')}: not found`);
    expect(() => ReadinessReport.ofTemplates([good, bad])).toThrow(`cannot be checked: ${bad}:2: `);
  });

  test('has what several services share only once among the findings', () => {
    const report = ReadinessReport.ofTemplate(file('shared.json', { Resources: sharing('A', 'B') }));
    expect(report.services.map(({ findings }) => findings.filter(({ rule }) => rule === 'WritableRoot').length)).toEqual([1, 1]);
    expect(report.findings.filter(({ rule }) => rule === 'WritableRoot')).toHaveLength(1);
  });
});
