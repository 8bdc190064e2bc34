import * as fs from 'fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newService, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { endpointsOf, idsOf, statementsOf } from '../_helpers/templates';

/** Stateful resources: another logical id would replace them in the stacks of users. */
const STATEFUL = {
  'AWS::EC2::VPC': ['ApiVpcAE038331'],
  'AWS::ECS::Cluster': ['ApiClusterFB0A36D4'],
  'AWS::KMS::Key': ['ApiClusterSessionKeyEC9CB8BF'],
  'AWS::Logs::LogGroup': ['ApiClusterSessionLogA83EFB79', 'ApiLogA9343957'],
};

const FLAGS: [string, Record<string, unknown>][] = [['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]];

/** With the template validation of CDK, which the recommended flags turn into errors. */
function smallest(context: Record<string, unknown>): Stack {
  const stack = new Stack(new App({ context }), 'Stack');
  newService(stack);
  return stack;
}

function synthesized(context: Record<string, unknown>): string {
  const stack = smallest(context);
  return fs.readFileSync((stack.node.root as App).synth().getStackArtifact('Stack').templateFullPath, 'utf8');
}

describe.each(FLAGS)('the smallest app with %s', (_, context) => {
  let template: Template;

  beforeAll(() => {
    template = Template.fromStack(smallest(context));
  });

  test('brings no function, no custom resource and no asset', () => {
    const types = [...new Set(Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type))];
    expect(types.filter((type) => /Lambda|Custom/.test(type))).toEqual([]);
    expect(JSON.stringify(template.toJSON())).not.toContain('cdk-hnb659fds-assets');
  });

  test('gives the same bytes when it is synthesized again', () => {
    const first = synthesized(context);
    expect(first).toContain('AWS::ECS::Service');
    expect(synthesized(context)).toBe(first);
  });

  test.each(Object.entries(STATEFUL))('keeps the logical ids of %s', (type, ids) => {
    expect(idsOf(template, type)).toEqual(ids);
  });

  test('has the same endpoints', () => {
    expect(Object.keys(endpointsOf(template))).toEqual(['ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs', 'kms']);
  });

  test('lets the task decrypt with the session key, and make no data keys', () => {
    expect(statementsOf(template, 'TaskRole').flatMap(({ Action }) => Action).filter((action) => action.startsWith('kms:'))).toEqual(['kms:Decrypt']);
  });
});

test('a second synthesis of the same app gives the same template', () => {
  const app = smallest({}).node.root as App;
  const first: unknown = app.synth().getStackArtifact('Stack').template;
  expect(app.synth({ force: true }).getStackArtifact('Stack').template).toEqual(first);
});
