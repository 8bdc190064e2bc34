import { ENVIRONMENT, type Template } from './_ready';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import type { Finding, ServiceResult } from '../../../../src/readiness/private/result';
import { RULES } from '../../../../src/readiness/private/rules/index';
import type { Rule } from '../../../../src/readiness/private/rules/rule';
import { input, system } from '../sources/_builders';

/** What stands in a template, changed. */
export function changed(make: () => Template, change: (resources: Template['Resources'], template: Template) => void = () => undefined): Template {
  const template = make();
  change(template.Resources, template);
  return template;
}

/** The judgement of every subject in templates that belong together. */
export function judged(templates: Template | readonly Template[], rules: readonly Rule[] = RULES): readonly ServiceResult[] {
  const all = Array.isArray(templates) ? templates as readonly Template[] : [templates as Template];
  const inputs = all.map((template, index) => input(template, { name: `stack${index}`, environment: ENVIRONMENT }));
  return new Model(system(...inputs)).subjects.map((subject) => judge(subject, rules));
}

/** What one rule says of one subject: findings as `severity resource.path`, doubts as `unknown resource.path`. */
export function says(rule: Rule, template: Template | readonly Template[], id = 'Service'): readonly string[] {
  const result = judged(template, [rule]).find((each) => each.id === id);
  if (!result) {
    throw new Error(`no subject ${id}`);
  }
  return [
    ...result.findings.map((finding) => `${finding.severity} ${place(finding)}`),
    ...result.unknowns.map((fact) => `unknown ${place(fact)}`),
  ];
}

function place({ resource, path }: Pick<Finding, 'resource' | 'path'>): string {
  return path === '' ? resource : `${resource}.${path}`;
}
