import { violated, type Outcome, type Rule } from './rule';
import { sureContainers } from '../model/exec-targets';
import { linked } from '../model/link';
import type { Model } from '../model/model';
import type { Property } from '../model/property';
import { strategyOf } from '../model/strategy';
import type { Subject } from '../model/subject';
import type { TaskDefinition } from '../model/task-definition';
import { isKnown } from '../model/text';
import { isValueObject } from '../sources/value';

/** As long as a task definition may be. */
const MOST_BYTES = 65_536;
const MOST_BYTES_OF_CHARACTER = 3;

const MOST_CONTAINERS = 10;

export const Quotas: Rule = {
  id: 'Quotas',
  catalogue: ['X-115'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Nothing is more than ECS takes for any account.',
  fix: { cdk: 'use fewer of them', cloudFormation: 'use fewer of them' },
  docs: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html',
  *check(subject) {
    for (const [at, what, most] of limitsOf(subject)) {
      const { length } = at.list.items.filter(({ given }) => given === 'yes');
      yield* length > most ? [violated(at, `there are ${length} ${what}, and ECS takes ${most}`)] : [];
    }
    const definition = linked(subject.taskDefinition);
    yield* definition?.kind === 'ecs' ? sizeOf(definition, subject.model) : [];
  },
};

function* sizeOf(definition: TaskDefinition, model: Model): Generator<Outcome> {
  const { stack, logicalId } = definition.at.resource;
  const bytes = model.once(`size of ${stack}/${logicalId}`, () => sizeOfValue(definition.at.value));
  const count = sureContainers(definition).length;
  yield* bytes > MOST_BYTES ? [violated(definition.at, `the task definition has at least ${bytes} bytes, and ECS takes ${MOST_BYTES}`)] : [];
  yield* count > MOST_CONTAINERS ? [violated(definition.containersAt, `there are ${count} containers, and ECS takes ${MOST_CONTAINERS}`)] : [];
}

/** Few task definitions are so long that their bytes have to be counted. */
function sizeOfValue(value: unknown): number {
  return (JSON.stringify(value) ?? '').length * MOST_BYTES_OF_CHARACTER > MOST_BYTES ? atLeast(value) : 0;
}

/** The lists of a subject, and how long they may be. */
function limitsOf(subject: Subject): readonly (readonly [at: Property, what: string, most: number])[] {
  const { parts: { at, awsvpc, kind } } = subject;
  const strategy = strategyOf(subject);
  const definition = linked(subject.taskDefinition);
  return [
    [awsvpc.at('Subnets'), 'subnets', 16],
    [awsvpc.at('SecurityGroups'), 'security groups', 5],
    ...kind === 'service' ? [[at.at('LoadBalancers'), 'target groups', 5], [at.at('Tags'), 'tags', 50]] as const : [],
    ...strategy ? [[strategy.at, 'capacity providers', 20]] as const : [],
    ...definition?.kind === 'ecs' ? [[definition.at.at('Tags'), 'tags', 50]] as const : [],
  ];
}

/** The bytes that a value has when it is sent, without what is not known. */
function atLeast(value: unknown): number {
  if (typeof value === 'string') {
    return isKnown(value) ? Buffer.byteLength(value) : 0;
  }
  return Array.isArray(value) ? value.reduce((total: number, each) => total + atLeast(each), 0)
    : isValueObject(value) ? Object.keys(value).reduce((total, key) => total + key.length + atLeast(value[key]), 0) : 0;
}
