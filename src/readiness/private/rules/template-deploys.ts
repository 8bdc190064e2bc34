import { unclear, violated, type Rule } from './rule';
import type { Model } from '../model/model';
import { Property } from '../model/property';
import type { Problem, ResolvedResource, ResolvedTemplate } from '../sources/resolved';

/** As many problems as anyone wants to read of. */
const MAX_PROBLEMS = 20;

export const TemplateDeploys: Rule = {
  id: 'TemplateDeploys',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'CloudFormation can deploy the template, and those that it is nested in.',
  fix: { cdk: 'repair what the template is synthesized from', cloudFormation: 'repair the template at this place' },
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  *check({ model, template, resource }) {
    for (const { at, cause } of problemsOf(template, model)) {
      yield violated(at ?? Property.of(resource), cause);
    }
    const cut = model.once('template that is not looked at in full', () => model.system.templates.find(({ incomplete }) => incomplete));
    if (cut) {
      yield unclear(Property.of(resource), `not all of ${cut.file} is looked at: it is too large, or nested too deeply`);
    }
  },
};

/** What stops the deployment of a template, with the property in which it stands if it does in one. */
interface Stop {
  readonly at?: Property;
  readonly cause: string;
}

function problemsOf(template: ResolvedTemplate, model: Model): readonly Stop[] {
  return model.once(`problems of ${template.stack}`, () => {
    const parent = template.parent && model.system.template(template.parent.stack);
    const own = template.problems.filter(({ stopsDeployment }) => stopsDeployment).slice(0, MAX_PROBLEMS).map((problem) => stopOf(problem, template));
    return [...own, ...parent ? problemsOf(parent, model) : []].slice(0, MAX_PROBLEMS);
  });
}

function stopOf({ path, message }: Problem, { resources, file }: ResolvedTemplate): Stop {
  const [section, id, properties, ...keys] = path;
  const resource: ResolvedResource | undefined = section === 'Resources' && properties === 'Properties' ? resources.get(String(id)) : undefined;
  return resource ? { at: new Property(resource, keys, undefined), cause: `CloudFormation refuses this: ${message}` }
    : { cause: `CloudFormation refuses ${file} because of ${path.join('.') || 'the whole template'}: ${message}` };
}
