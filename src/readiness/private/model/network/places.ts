import { compatible } from '../../sources/environment';
import type { ResolvedSystem, ResolvedTemplate } from '../../sources/resolved';

/** Tells places apart: an account and a region, as far as they are written down. */
export function placeOf({ environment: { account, region } }: ResolvedTemplate): string {
  return JSON.stringify([account, region]);
}

/** The stacks that may be in the same place as a stack, itself among them. */
export function neighboursOf(template: ResolvedTemplate, system: ResolvedSystem): readonly ResolvedTemplate[] {
  return system.templates.filter(({ environment }) => compatible(environment, template.environment));
}
