import { changed, judged, says } from './_judge';
import { isolatedFargate, policy, publicFargate, publicInstances, sub, type Template } from './_ready';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import type { Rule } from '../../../../src/readiness/private/rules/rule';
import { input, system } from '../sources/_builders';

export const SESSION = 'Cluster.Configuration.ExecuteCommandConfiguration';
export const STATEMENTS = 'TaskRole.Policies.0.PolicyDocument.Statement';

type Resources = Template['Resources'];

/** What is done to a template that is ready. */
export type Change = (resources: Resources, template: Template) => void;

/** A template that is ready, whose cluster sets up its sessions in another way. */
export function session(configuration: unknown, change: Change = () => undefined): Template {
  return changed(publicFargate, (resources, template) => {
    resources.Cluster.Properties = configuration === undefined ? {} : { Configuration: { ExecuteCommandConfiguration: configuration } };
    change(resources, template);
  });
}

/** A template that is ready, whose sessions are recorded as told. */
export function logged(LogConfiguration: unknown, change: Change = () => undefined): Template {
  return session({ KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, Logging: 'OVERRIDE', LogConfiguration }, change);
}

/** A template that is ready, whose sessions are recorded in a bucket of the template. */
export function toBucket(log: object = {}, bucket: object = {}, change: Change = () => undefined): Template {
  return logged({ S3BucketName: { Ref: 'Bucket' }, S3KeyPrefix: 'exec', ...log }, (resources, template) => {
    resources.Bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'sessions', ...bucket } };
    change(resources, template);
  });
}

/** The statements of the task role: 0 opens sessions, 1 finds the log group, 2 writes to it, 3 uses the key. */
export function statementsOf({ TaskRole }: Resources): any[] {
  return TaskRole.Properties.Policies[0].PolicyDocument.Statement;
}

/** Lets a role or a service of AWS use the key, and nobody else. */
export function keyPolicy({ Key }: Resources, ...statements: object[]): void {
  Key.Properties.KeyPolicy = policy(...statements);
}

export const ACCOUNT = { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') };

/** What a rule says of the templates that are ready. */
export function saysOfReady(rule: Rule): readonly string[] {
  return [publicFargate, isolatedFargate, publicInstances].flatMap((make) => says(rule, make()));
}

/** The causes and reasons that a rule gives. */
export function causes(rule: Rule, template: Template): readonly string[] {
  const result = judged(template, [rule]).find(({ id }) => id === 'Service')!;
  return [...result.findings.map(({ cause }) => cause), ...result.unknowns.map(({ reason }) => reason)];
}

/** The numbers of the catalogue that a rule names. */
export function numbers(rule: Rule, template: Template): readonly string[] {
  return judged(template, [rule]).flatMap(({ findings }) => findings.flatMap(({ catalogue }) => catalogue));
}

/** A template, and where it is deployed to. */
export interface Deployed {
  readonly template: Template;
  readonly environment: { account?: string; region?: string };
}

/** What a rule says of the first subject in templates that are deployed to several places, or to places that are not known. */
export function saysAcross(rule: Rule, ...stacks: readonly Deployed[]): readonly string[] {
  const inputs = stacks.map(({ template, environment }, index) => input(template, { name: `stack${index}`, environment }));
  const { findings, unknowns } = judge(new Model(system(...inputs)).subjects[0], [rule]);
  return [
    ...findings.map(({ severity, resource, path }) => `${severity} ${resource}${path && `.${path}`}`),
    ...unknowns.map(({ resource, path }) => `unknown ${resource}${path && `.${path}`}`),
  ];
}
