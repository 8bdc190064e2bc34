import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { FIRELENS } from '../facts/logging-drivers';
import type { Answer } from '../model/answer';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import { taskContainers, type TaskContainer } from '../model/task-containers';
import { isKnown, readable, type Text } from '../model/text';

/** Conditions that only a container meets which ends. */
const ENDS: readonly string[] = ['COMPLETE', 'SUCCESS'];

export const ContainerDependencies: Rule = {
  id: 'ContainerDependencies',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Containers wait for containers of the same task, in no circle: for HEALTHY of one with a health check, for COMPLETE or SUCCESS of one that is not essential; logs through FireLens have a container that takes them.',
  fix: {
    cdk: 'healthCheck, or essential: false, on the container that is waited for',
    cloudFormation: 'name another container of the task in DependsOn, and give it a HealthCheck of its own for HEALTHY, or Essential false for COMPLETE and SUCCESS',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',
  *check(subject) {
    const definition = linked(subject.taskDefinition);
    const containers = definition?.kind === 'batch-container' ? [] : taskContainers(subject);
    const waits = containers.flatMap((each) => waitsOf(each));
    if (waits.length > 0) {
      const others = new Others(containers, definition?.moreContainers);
      for (const wait of waits) {
        yield* ofWait(wait, others);
      }
      yield* circle(waits);
    }
    yield* logRouter(containers, definition?.moreContainers);
  },
};

/** Logs that go through FireLens need a container that takes them. */
function logRouter(containers: readonly TaskContainer[], more: string | undefined): readonly Outcome[] {
  const logging = containers.find(({ container: { logDriver: { literal } } }) => 'known' in literal && literal.known === FIRELENS);
  if (!logging) {
    return [];
  }
  const { container: { label, logDriver }, sure } = logging;
  const routers = containers.filter(({ container: { at } }) => at.at('FirelensConfiguration').given !== 'no');
  if (routers.length === 0 && more === undefined) {
    return ifThere(sure, violated(logDriver, `${label} logs through FireLens, and no container of the task has a FirelensConfiguration`), 'error');
  }
  const isThere = routers.length > 1 || routers.some((router) => router.sure && router.container.at.at('FirelensConfiguration').given === 'yes');
  return isThere || !sure ? [] : [unclear(logDriver, `${label} logs through FireLens, and whether a container of the task takes that is not known`)];
}

/** That a container needs another one. */
interface Wait {
  readonly from: TaskContainer;
  /** Where the other one is named. */
  readonly at: Property;
  readonly name: Text;
  readonly condition?: Property;
  readonly sure: boolean;
}

function waitsOf(from: TaskContainer): readonly Wait[] {
  const { at } = from.container;
  return [
    ...at.at('DependsOn').list.items.flatMap((item) => waitsIn(item, from, 'ContainerName', 'Condition')),
    ...at.at('VolumesFrom').list.items.flatMap((item) => waitsIn(item, from, 'SourceContainer')),
  ];
}

function waitsIn({ given, alternatives }: Property, from: TaskContainer, key: string, condition?: string): readonly Wait[] {
  const sure = from.sure && given === 'yes' && alternatives.length === 1;
  return alternatives.flatMap((each) => {
    const at = each.at(key);
    const { text } = at;
    return 'known' in text && text.known !== undefined
      ? [{ from, at, name: text.known, sure, ...condition === undefined ? {} : { condition: each.at(condition) } }] : [];
  });
}

/** The containers of a task, by their names. */
class Others {
  private readonly byName = new Map<Text, TaskContainer[]>();
  /** Whether there may be containers of any name. */
  private readonly open: boolean;

  constructor(containers: readonly TaskContainer[], more: string | undefined) {
    for (const each of containers) {
      const { name } = each.container;
      if ('known' in name && name.known !== undefined) {
        listed(this.byName, name.known, each);
      }
    }
    this.open = more !== undefined || containers.some(({ container: { name } }) => 'unknown' in name || name.known !== undefined && !isKnown(name.known));
  }

  public called(name: Text): readonly TaskContainer[] {
    return this.byName.get(name) ?? [];
  }

  /** Whether there is one that is called so. */
  public has(name: Text): Answer {
    const found = this.called(name);
    return found.length === 0 ? this.open || !isKnown(name) ? 'unknown' : 'no' : found.length > 1 || found[0].sure ? 'yes' : 'unknown';
  }
}

function listed<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

function ofWait({ from, at, name, condition, sure }: Wait, others: Others): readonly Outcome[] {
  const { label } = from.container;
  const called = JSON.stringify(readable(name));
  const isThere = others.has(name);
  const found = others.called(name);
  if (isThere === 'no') {
    return ifThere(sure, violated(at, `${label} ${condition ? 'waits for' : 'takes the volumes of'} ${called}, and the task has no such container`), 'error');
  }
  // what is there only sometimes may be waited for only then
  const doubt = isThere === 'unknown' && sure ? [unclear(at, `whether the task has a container ${called}, which ${label} needs, is not known`)] : [];
  return condition && found.length > 0 ? [...doubt, ...ofCondition(condition, found, `${label} waits for ${called}`, sure)] : doubt;
}

function ofCondition(at: Property, found: readonly TaskContainer[], wait: string, sure: boolean): readonly Outcome[] {
  const { literal } = at;
  const wanted = 'known' in literal ? literal.known ?? '' : '';
  const [able, lack] = wanted === 'HEALTHY' ? [isChecked, 'has no health check in the task definition, and ECS reads none of the image']
    : ENDS.includes(wanted) ? [mayEnd, 'is essential'] : [];
  const answers = able ? found.map(able) : [];
  return answers.every((answer) => answer === 'yes') ? []
    : answers.every((answer) => answer === 'no') ? ifThere(sure, violated(at, `${wait} to be ${wanted}, and that ${lack}`), 'error')
      : [unclear(at, `${wait} to be ${wanted}, and whether that ${lack} is not known`)];
}

function isChecked({ container }: TaskContainer): Answer {
  return container.at.at('HealthCheck').given;
}

/** What is not said to be otherwise is essential. */
function mayEnd({ container: { essential } }: TaskContainer): Answer {
  const { flag } = essential;
  return 'unknown' in flag ? 'unknown' : flag.known === false ? 'yes' : 'no';
}

/** One place in a circle of containers that certainly wait for each other. */
function circle(waits: readonly Wait[]): readonly Outcome[] {
  const next = new Map<Text, Wait[]>();
  const before = new Map<Text, Text[]>();
  for (const wait of waits) {
    const { name } = wait.from.container;
    if (wait.condition && wait.sure && 'known' in name && name.known !== undefined) {
      listed(next, name.known, wait);
      listed(before, wait.name, name.known);
    }
  }
  const left = new Map([...next].map(([name, all]) => [name, all.length]));
  const free = [...before.keys()].filter((name) => !next.has(name));
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    for (const each of before.get(name) ?? []) {
      const count = left.get(each)! - 1;
      left.set(each, count);
      if (count === 0) {
        left.delete(each);
        free.push(each);
      }
    }
  }
  const [start] = left.keys();
  return start === undefined ? [] : [violated(inCircle(start, next, left), 'containers of the task wait for each other in a circle')];
}

/** A place in the circle that a way leads into. */
function inCircle(start: Text, next: ReadonlyMap<Text, readonly Wait[]>, left: ReadonlyMap<Text, number>): Property {
  const seen = new Set<Text>();
  const onward = (name: Text) => next.get(name)!.find((wait) => left.has(wait.name))!;
  let wait = onward(start);
  while (!seen.has(wait.name)) {
    seen.add(wait.name);
    wait = onward(wait.name);
  }
  return wait.at;
}
