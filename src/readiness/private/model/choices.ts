import { Property } from './property';
import { isKnown } from './text';
import type { ResolvedSystem } from '../sources/resolved';
import { onlyHole } from '../sources/value';

const PARAMETER = /^Parameter (.*)\/([A-Za-z0-9]+)$/s;

/** Every value that a property may have, as far as the template limits them: the allowed values of a parameter, too. */
export function choicesOf(property: Property, system: ResolvedSystem): readonly Property[] {
  return property.alternatives.flatMap((each) => allowed(each, system));
}

/** Whether a property is a parameter that the template leaves open: whoever deploys it passes a value. */
export function isOpen(property: Property, system: ResolvedSystem): boolean {
  const [, stack] = PARAMETER.exec(onlyHole(property.value) ?? '') ?? [];
  return stack !== undefined && allowed(property, system)[0] === property;
}

function allowed(property: Property, system: ResolvedSystem): readonly Property[] {
  if (typeof property.value !== 'string' || isKnown(property.value)) {
    return [property];
  }
  const [, stack, name] = PARAMETER.exec(onlyHole(property.value) ?? '') ?? [];
  const values = stack === undefined ? undefined : system.template(stack)?.parameters.get(name)?.allowed;
  return values?.map((value) => new Property(property.resource, property.path, value)) ?? [property];
}
