import type { Model } from './model';
import type { ResolvedResource, ResolvedTemplate } from '../sources/resolved';

/** Types that may do anything while they are created, or wait for somebody who does. */
const ACTIVE = /^(?:Custom::|AWS::(?:CloudFormation::(?:CustomResource|WaitCondition)|CodePipeline::Pipeline|EC2::Instance|ImageBuilder::Image)$)/;
const STACK = 'AWS::CloudFormation::Stack';

/** More than these are not looked through. */
const MAX_DEPENDENTS = 500;

/** Why a resource may be changed in the course of the deployment that creates it: because something that knows it may do anything. */
export function meddlerWith(resource: ResolvedResource, model: Model): string | undefined {
  const template = model.system.template(resource.stack)!;
  return model.once(`meddler with ${resource.stack}/${resource.logicalId}`, () => {
    const direct = model.once(`dependents in ${resource.stack}`, () => directDependents(template));
    const found = new Set<ResolvedResource>();
    const pending = [resource.logicalId];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      for (const dependent of direct.get(id) ?? []) {
        if (found.size > MAX_DEPENDENTS || mayDoAnything(dependent, model)) {
          return found.size > MAX_DEPENDENTS ? 'too much depends on it' : `${dependent.logicalId} may see to it`;
        }
        if (!found.has(dependent)) {
          found.add(dependent);
          pending.push(dependent.logicalId);
        }
      }
    }
    return undefined;
  });
}

/** Whether a resource does more than to exist; a nested stack does when something in it does, or when it is not at hand. */
function mayDoAnything({ type, stack, logicalId }: ResolvedResource, model: Model): boolean {
  if (type !== STACK) {
    return ACTIVE.test(type);
  }
  const nested = model.once('nested stacks', () => new Map(model.system.templates.flatMap((template) =>
    template.parent ? [[JSON.stringify([template.parent.stack, template.parent.logicalId]), template] as const] : [])));
  const child = nested.get(JSON.stringify([stack, logicalId]));
  return !child || model.once(`active in ${child.stack}`, () => [...child.resources.values()].some((each) => mayDoAnything(each, model)));
}

/** What refers to each resource of a stack, or depends on it. */
function directDependents({ resources }: ResolvedTemplate): ReadonlyMap<string, readonly ResolvedResource[]> {
  const direct = new Map<string, ResolvedResource[]>();
  for (const resource of resources.values()) {
    for (const id of new Set([...resource.references, ...resource.mayReference, ...resource.dependsOn])) {
      const others = direct.get(id);
      if (others) {
        others.push(resource);
      } else {
        direct.set(id, [resource]);
      }
    }
  }
  return direct;
}
