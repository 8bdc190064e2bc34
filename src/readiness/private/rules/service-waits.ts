import { joined } from './path-words';
import { violated, type Outcome, type Rule, type Severity } from './rule';
import { createdBefore } from '../model/order/created-before';
import { isCreatedWith } from '../model/order/created-with';
import { demandsOf } from '../model/order/demands';
import { prerequisitesOf } from '../model/order/prerequisites';
import { Property } from '../model/property';
import type { Subject } from '../model/subject';
import type { ResolvedResource } from '../sources/resolved';

/** What starts its tasks when it is created. */
const AT_ONCE: readonly string[] = ['service', 'task-set', 'daemon'];

export const ServiceWaits: Rule = {
  id: 'ServiceWaits',
  catalogue: ['X-110'],
  hop: 'order',
  severity: 'warning',
  requirement: 'The service is created after all that ECS asks for, its listeners, task definition and capacity providers, and after all that its first tasks need: policies, endpoints, routes, rules of security groups.',
  fix: { cdk: 'service.node.addDependency()', cloudFormation: 'add them to DependsOn of the service' },
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html',
  *check(subject) {
    if (AT_ONCE.includes(subject.parts.kind)) {
      yield* startsWithout(subject);
      yield* refused(subject);
    }
  },
};

function startsWithout(subject: Subject): readonly Outcome[] {
  const missing = lateOf([...prerequisitesOf(subject)], subject);
  return missing.length > 0 ? [late(Property.of(subject.resource), missing, 'so that its first tasks start without')] : [];
}

/** What ECS asks for before it makes the service at all. */
function refused(subject: Subject): readonly Outcome[] {
  return demandsOf(subject).flatMap(({ at, resources, enough, refused: what, slow }) => {
    const missing = lateOf(resources, subject);
    const isMet = enough === 'one' ? missing.length < resources.length : missing.length === 0;
    return isMet ? [] : [late(at, missing, `and ECS refuses ${what}`, slow?.() ? 'error' : 'warning')];
  });
}

function late(at: Property, missing: readonly ResolvedResource[], consequence: string, severity: Severity = 'warning'): Outcome {
  const names = joined(missing.map(({ logicalId }) => logicalId).sort());
  const when = severity === 'error' ? 'created minutes after it, with the load balancer' : 'created after it';
  return violated(at, `${names} ${severity === 'error' ? 'will' : 'may'} be ${when}, ${consequence}`, {
    severity,
    fix: { cdk: 'service.node.addDependency()', cloudFormation: `add ${names} to DependsOn` },
  });
}

/** What may come too late, of the same stack, as far as it can be waited for. */
function lateOf(resources: readonly ResolvedResource[], subject: Subject): readonly ResolvedResource[] {
  const { model: { system }, resource } = subject;
  const before = resources.length > 0 ? subject.once('created before', () => createdBefore(resource, system)) : undefined;
  return before ? resources.filter((each) => each.stack === resource.stack && isCreatedWith(each, resource)
    && !before.has(each) && createdBefore(each, system)?.has(resource) === false) : [];
}
