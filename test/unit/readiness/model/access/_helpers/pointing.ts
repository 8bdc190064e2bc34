import { HOME, resource, UNDECIDED, world, type Resources, type World } from './world';
import type { Link } from '../../../../../../src/readiness/private/model/link';
import type { Property } from '../../../../../../src/readiness/private/model/property';
import type { ResolvedResource } from '../../../../../../src/readiness/private/sources/resolved';

/** A resource with one pointer among others. */
export function pointing(
  pointer: unknown, resources: Resources, sections: object = {}, options = HOME,
): { readonly made: World; readonly pointer: Property } {
  const made = world({ ...resources, Pointer: resource('A::B::C', { Value: pointer }) }, { ...UNDECIDED, ...sections }, options);
  return { made, pointer: made.property('Pointer', 'Value') };
}

/** What a link leads to, for people. */
export function told(link: Link<{ readonly resource: ResolvedResource }> | { readonly awsManaged: string }): string {
  return 'to' in link ? link.to.resource.logicalId : 'unseen' in link ? link.unseen : 'awsManaged' in link ? `of AWS: ${link.awsManaged}` : 'nothing';
}
