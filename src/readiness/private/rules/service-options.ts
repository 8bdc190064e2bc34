import { violated, type Outcome, type Rule } from './rule';
import { linked } from '../model/link';
import type { Model } from '../model/model';
import { isCreatedWith } from '../model/order/created-with';
import { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { readable } from '../model/text';
import type { ResolvedResource } from '../sources/resolved';

export const ServiceOptions: Rule = {
  id: 'ServiceOptions',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A service has a name of its own in its cluster, and no role for the load balancer when its tasks are in the network mode awsvpc.',
  fix: { cdk: 'leave serviceName to CloudFormation', cloudFormation: 'remove the property' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  *check(subject) {
    if (subject.parts.kind === 'service') {
      yield* role(subject);
      yield* name(subject);
    }
  },
};

/** With awsvpc, ECS works by its service-linked role. */
function role({ at, networkMode }: Subject): readonly Outcome[] {
  const isRefused = at.at('Role').given === 'yes' && 'known' in networkMode && networkMode.known === 'awsvpc';
  return isRefused ? [violated(at.at('Role'), 'ECS takes no role for the load balancer of tasks in the network mode awsvpc', {
    fix: { cloudFormation: 'remove Role, so that the service-linked role is used' },
  })] : [];
}

function name({ at, model, resource }: Subject): readonly Outcome[] {
  const key = keyOf(resource, model);
  const namesakes = model.once('services by name', () => byName(model)).get(key ?? '') ?? [];
  const other = namesakes.slice(0, 2).find((each) => each !== resource && isCreatedWith(each, resource));
  const { text } = at.at('ServiceName');
  return key !== undefined && other && 'known' in text
    ? [violated(at.at('ServiceName'), `${other.logicalId} has the name ${JSON.stringify(readable(text.known!))} in the same cluster`)] : [];
}

function byName(model: Model): ReadonlyMap<string, readonly ResolvedResource[]> {
  const found = new Map<string, ResolvedResource[]>();
  for (const service of model.ofType('AWS::ECS::Service')) {
    const key = keyOf(service, model);
    const namesakes = key === undefined ? undefined : found.get(key);
    if (namesakes) {
      namesakes.push(service);
    } else if (key !== undefined) {
      found.set(key, [service]);
    }
  }
  return found;
}

/** The name of a service together with its cluster: one at hand, or one that is named alike in the same stack. */
function keyOf(service: ResolvedResource, { ecs }: Model): string | undefined {
  const [own, pointer] = ['ServiceName', 'Cluster'].map((key) => Property.of(service).at(key));
  const [text, cluster] = [own.literal, linked(ecs.cluster(pointer))?.resource];
  const called = 'known' in pointer.text ? [service.stack, pointer.text.known ?? 'default'] : undefined;
  const place = cluster ? [cluster.stack, cluster.logicalId] : called;
  return 'known' in text && text.known !== undefined && place ? JSON.stringify([text.known, Boolean(cluster), ...place]) : undefined;
}
