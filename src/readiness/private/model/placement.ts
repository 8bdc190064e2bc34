import { allOf, anyOf, type Answer } from './answer';
import { typesOf } from './host-architecture';
import type { Host } from './hosts';
import { architectureOfType } from '../facts/instance-architecture';
import { matchesPattern, type Comparison } from '../facts/placement-expression';

const ATTRIBUTE = 'attribute:';

/**
 * Whether some instances of a host satisfy all comparisons. What the agent, other tasks and time decide is taken to hold.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
 */
export function satisfies(host: Host, comparisons: readonly Comparison[]): Answer {
  const asked = comparisons.filter(({ subject }) => subject.startsWith(ATTRIBUTE));
  return anyOf((typesOf(host) ?? [undefined]).map((type) =>
    allOf(asked.map((comparison) => holds(valueOf(host, type, comparison.subject.slice(ATTRIBUTE.length)), comparison)))));
}

/** Whether a comparison holds for a value; one that is not known may be absent. */
function holds(value: string | undefined, { operator, values }: Comparison): Answer {
  if (value === undefined) {
    return 'unknown';
  }
  switch (operator) {
    case '==': return answerOf(value === values[0]);
    case '!=': return answerOf(value !== values[0]);
    case 'in': return answerOf(values.includes(value));
    case '!in': return answerOf(!values.includes(value));
    case 'exists': return 'yes';
    case '!exists': return 'no';
    case 'other': return 'unknown';
    default: {
      const matches = matchesPattern(value, values[0]);
      return matches === undefined ? 'unknown' : answerOf(matches === (operator === '=~'));
    }
  }
}

function answerOf(is: boolean): Answer {
  return is ? 'yes' : 'no';
}

/** What an attribute is on instances of a type, as far as it is known: others may be given later, by anyone. */
function valueOf(host: Host, type: string | undefined, attribute: string): string | undefined {
  switch (attribute) {
    case 'ecs.os-type': {
      const { os } = host;
      return 'known' in os ? os.known : undefined;
    }
    case 'ecs.instance-type': return type;
    case 'ecs.cpu-architecture': return type && architectureOfType(type);
    default: return given(host, attribute);
  }
}

/** What the agent is told to give the instances. */
function given({ agent }: Host, attribute: string): string | undefined {
  const setting = agent.get('ECS_INSTANCE_ATTRIBUTES');
  const attributes = 'unknown' in setting || setting.known === undefined ? {} : parsed(setting.known);
  return typeof attributes === 'object' && attributes !== null && Object.hasOwn(attributes, attribute)
    && typeof attributes[attribute] === 'string' ? attributes[attribute] : undefined;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>> | null;
  } catch {
    return null;
  }
}
