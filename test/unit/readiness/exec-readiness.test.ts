import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnResource, NestedStack, Stack, Stage, Tags, Validations, type App, type PolicyValidationPluginReport } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecReadiness, ExecScope, FailOn, type ExecReadinessOptions } from '../../../src';
import { RULES } from '../../../src/readiness/private/rules';
import { newApp, newService } from '../_helpers/apps';

interface Reported {
  readonly ruleName: string;
  readonly severity: string;
  readonly suggestedFix?: string;
  readonly violatingConstructs: {
    readonly constructPath: string;
    readonly cloudFormationResource?: { readonly templatePath: string; readonly logicalId: string; readonly propertyPaths?: string[] };
  }[];
}

interface Report {
  readonly pluginReports: { readonly pluginName: string; readonly violations: Reported[] }[];
}

beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
afterEach(() => jest.restoreAllMocks());

const SERVICE = 'AWS::ECS::Service';

/** An app with a stack. */
function appWith(options: ExecReadinessOptions = {}, id = 'Stack'): { app: App; stack: Stack } {
  const app = newApp();
  Validations.of(app).addPlugins(new ExecReadiness(options));
  return { app, stack: new Stack(app, id) };
}

/** A service that is ready, but for its read-only root. */
function addBroken(stack: Stack) {
  const api = newService(stack);
  (api.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('ContainerDefinitions.0.ReadonlyRootFilesystem', true);
  return api;
}

function addOff(scope: Stack, id = 'Off'): CfnResource {
  return new CfnResource(scope, id, { type: SERVICE, properties: { TaskDefinition: 'family' } });
}

/** What the plugin has in the report of the CDK, whether the synthesis fails or not. */
function reported(app: App): Reported[] {
  try {
    app.synth();
  } catch {
    // what is of interest is in the report
  }
  const path = join(app.outdir, 'validation-report.json');
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Report : { pluginReports: [] };
  return report.pluginReports.filter(({ pluginName }) => pluginName === 'ExecReady').flatMap(({ violations }) => violations);
}

/** Where a rule is broken. */
function placesOf(app: App, rule: string): string[] {
  const violations = reported(app).filter(({ ruleName }) => ruleName === rule);
  return violations.flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }) => constructPath));
}

describe('ExecReadiness', () => {
  test('passes a service of this library', () => {
    const { app, stack } = appWith();
    newService(stack);
    expect(() => app.synth()).not.toThrow();
    expect(reported(app).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('fails the synthesis of a broken service, with the construct, the property and the fix', () => {
    const { app, stack } = appWith();
    addBroken(stack);
    expect(() => app.synth()).toThrow(/the root of .+ is read-only[^]+Acknowledge with 'ExecReady::WritableRoot'/);
    const [violation] = reported(app).filter(({ ruleName }) => ruleName === 'WritableRoot');
    expect(violation).toMatchObject({
      severity: 'error',
      suggestedFix: expect.stringContaining('ReadonlyRootFilesystem') as string,
      violatingConstructs: [{
        constructPath: expect.stringMatching(/^Stack\/Api\/.+\/Resource$/) as string,
        cloudFormationResource: { templatePath: 'Stack.template.json', propertyPaths: ['Properties/ContainerDefinitions/0/ReadonlyRootFilesystem'] },
      }],
    });
  });

  test('lets an acknowledged finding pass', () => {
    const { app, stack } = appWith();
    Validations.of(addBroken(stack)).acknowledge({ id: 'ExecReady::WritableRoot', reason: 'entered by other means' });
    expect(() => app.synth()).not.toThrow();
    expect(placesOf(app, 'WritableRoot')).toEqual([]);
  });

  test('shows a broken service without failing when nothing is to fail', () => {
    const { app, stack } = appWith({ failOn: [] });
    addBroken(stack);
    expect(() => app.synth()).not.toThrow();
    expect(placesOf(app, 'WritableRoot')).toHaveLength(1);
  });

  test('leaves out rules', () => {
    const { app, stack } = appWith({ without: ['WritableRoot'] });
    addBroken(stack);
    expect(() => app.synth()).not.toThrow();
  });

  test('fails when a rule to leave out does not exist', () => {
    expect(() => new ExecReadiness({ without: ['WritableRoot', 'WriteableRoot'] })).toThrow(/^without names "WriteableRoot", which is no rule; use .*WritableRoot/);
  });

  test('names all that it may report', () => {
    const { name, version, ruleIds } = new ExecReadiness({ without: ['WritableRoot'] });
    expect([name, version]).toEqual(['ExecReady', '0.0.0']);
    expect(ruleIds).toEqual([...RULES.map(({ id }) => id).filter((id) => id !== 'WritableRoot'), 'NotProven', 'ExecForbidden']);
    expect(new Set(ruleIds).size).toBe(ruleIds!.length);
  });

  test('finds what stands in nested stacks and in stages', () => {
    const { app, stack } = appWith();
    addBroken(new NestedStack(stack, 'Nested'));
    addBroken(new Stack(new Stage(app, 'Prod'), 'Api'));
    expect(placesOf(app, 'WritableRoot').map((path) => path.split('/').slice(0, 2).join('/')).sort()).toEqual(['Prod/Api', 'Stack/Nested']);
  });

  test('knows what the stacks of a stage share', () => {
    const { app, stack } = appWith();
    const { cluster } = newService(stack);
    newService(new Stack(app, 'Other'), { cluster });
    expect(reported(app).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('keeps environments apart and reports each finding once', () => {
    const { app } = appWith();
    ['eu-west-1', 'us-east-1'].forEach((region) => addBroken(new Stack(app, region, { env: { account: '111122223333', region } })));
    expect(placesOf(app, 'WritableRoot').map((path) => path.split('/')[0]).sort()).toEqual(['eu-west-1', 'us-east-1']);
  });

  test('warns of what is not proven, and fails by it on demand', () => {
    for (const [failOn, fails] of [[undefined, false], [[FailOn.UNKNOWN], true]] as const) {
      const { app, stack } = appWith({ failOn: failOn && [...failOn] });
      const api = newService(stack);
      const { defaultChild } = api.taskDefinition.node;
      (defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('ContainerDefinitions.0.ReadonlyRootFilesystem', { 'Fn::ImportValue': 'elsewhere' });
      expect(placesOf(app, 'NotProven')).toEqual([api.service.node.defaultChild!.node.path]);
      const synth = expect(() => app.synth({ force: true }));
      fails ? synth.toThrow('cannot be known') : synth.not.toThrow();
    }
  });

  test('warns of a nested stack that is not at hand, fails by it on demand, and passes over one that is left out', () => {
    const nested = (options: ExecReadinessOptions) => {
      const { app, stack } = appWith(options);
      newService(stack);
      new CfnResource(stack, 'Elsewhere', { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://bucket.s3.amazonaws.com/child.json' } });
      return app;
    };
    expect(placesOf(nested({}), 'NotProven')).toEqual(['Stack/Elsewhere']);
    expect(() => nested({}).synth()).not.toThrow();
    expect(() => nested({ failOn: [FailOn.UNKNOWN] }).synth()).toThrow('Elsewhere');
    expect(placesOf(nested({ leaveOut: [ExecScope.constructs('Stack/Elsewhere')] }), 'NotProven')).toEqual([]);
  });
});

describe('where exec is on or off', () => {
  test('is not asked by default', () => {
    const { app, stack } = appWith();
    addOff(stack);
    expect(() => app.synth()).not.toThrow();
    expect(reported(app)).toEqual([]);
  });

  test.each<[string, ExecScope, string[]]>([
    ['everywhere', ExecScope.everywhere(), ['A/Off', 'A/Nested/Off', 'Prod/B/Off', 'Prod/B/Tagged']],
    ['by the path of a stack', ExecScope.stacks('Prod/B'), ['Prod/B/Off', 'Prod/B/Tagged']],
    ['by the name of a stack', ExecScope.stacks('Prod-B'), ['Prod/B/Off', 'Prod/B/Tagged']],
    ['with the stacks nested in one', ExecScope.stacks('A'), ['A/Off', 'A/Nested/Off']],
    ['by a stage', ExecScope.stacks('Prod'), ['Prod/B/Off', 'Prod/B/Tagged']],
    ['not by the beginning of a name', ExecScope.stacks('Pro', 'Prod-'), []],
    ['by a construct', ExecScope.constructs('A/Off', 'Prod/B/Ta'), ['A/Off']],
    ['by a construct above', ExecScope.constructs('A/Nested'), ['A/Nested/Off']],
    ['by a logical id', ExecScope.constructs('Prod/B/Tagged'), ['Prod/B/Tagged']],
    ['by a tag', ExecScope.tagged('stage', 'prod'), ['Prod/B/Tagged']],
    ['by a tag of another value', ExecScope.tagged('stage', 'test'), []],
  ])('is required %s', (_, scope, places) => {
    const { app, stack } = appWith({ requireExec: [scope] }, 'A');
    addOff(stack);
    addOff(new NestedStack(stack, 'Nested'));
    const other = new Stack(new Stage(app, 'Prod'), 'B');
    addOff(other);
    Tags.of(new ecs.CfnService(other, 'Tagged', { taskDefinition: 'family' })).add('stage', 'prod');
    expect(placesOf(app, 'ExecSwitchedOn').sort()).toEqual([...places].sort());
    expect(reported(app).filter(({ severity }) => severity === 'error').length > 0).toBe(places.length > 0);
  });

  test('may be forbidden, also within what is required', () => {
    const { app, stack } = appWith({ requireExec: [ExecScope.everywhere()], forbidExec: [ExecScope.stacks('Stack')] });
    const { service } = newService(stack);
    addOff(stack);
    addOff(new Stack(app, 'Other'));
    expect(() => app.synth()).toThrow('ECS Exec is switched on where it must be off');
    expect(placesOf(app, 'ExecForbidden')).toEqual([service.node.defaultChild!.node.path]);
    expect(placesOf(app, 'ExecSwitchedOn')).toEqual(['Other/Off']);
  });

  test('is not asked of what is left out, nor is anything else', () => {
    const { app, stack } = appWith({ requireExec: [ExecScope.everywhere()], leaveOut: [ExecScope.constructs('Stack/Off'), ExecScope.constructs('Stack/Api')] });
    addOff(stack);
    addBroken(stack);
    expect(() => app.synth()).not.toThrow();
    expect(reported(app)).toEqual([]);
  });
});

describe('with templates that nobody made well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the plugin says of a template, without an app around it. */
  function validate(name: string, content: string | object | undefined): PolicyValidationPluginReport {
    const templatePath = join(folder, `${name}.template.json`);
    if (content !== undefined) {
      writeFileSync(templatePath, typeof content === 'string' ? content : JSON.stringify(content));
    }
    return new ExecReadiness({ requireExec: [ExecScope.tagged('a', 'b'), ExecScope.stacks('x'), ExecScope.everywhere()] }).validate({
      templatePaths: [templatePath],
      stackTemplates: [{ stackConstructPath: 'No/Such', templatePath }],
      accountId: undefined,
      region: undefined,
      appConstruct: newApp(),
    });
  }

  test.each<[string, string | undefined]>([['absent', undefined], ['broken', '{'], ['deep', '['.repeat(100_000)]])('it says that one that is %s cannot be checked', (name, content) => {
    const { success, violations } = validate(name, content);
    expect(success).toBe(true);
    expect(violations).toContainEqual(expect.objectContaining({
      ruleName: 'NotProven', severity: 'warning', violatingResources: [{ templatePath: join(folder, `${name}.template.json`), locations: [] }],
    }));
  });

  test.each<[string, string | object]>([
    ['names of prototypes', '{"Resources":{"__proto__":{"Type":"AWS::ECS::Service"},"constructor":{"Type":"AWS::ECS::Service","Properties":{"toString":1}}}}'],
    ['properties of odd types', { Resources: { A: { Type: SERVICE, Properties: [{ Ref: 3 }] }, B: { Type: SERVICE, Properties: { EnableExecuteCommand: [] } } } }],
    ['circles', { Resources: { A: { Type: SERVICE, Properties: { TaskDefinition: { 'Fn::GetAtt': ['A', 'Name'] } } } } }],
  ])('it gives a report on %s', (name, content) => {
    const { success, violations } = validate(name, content);
    expect(violations.length).toBeGreaterThan(0);
    expect(success).toBe(violations.every(({ severity }) => severity !== 'error'));
  });
});
