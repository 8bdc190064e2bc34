import type { Finder } from './index';
import { jsonValue, substituted } from './json-text';
import { runTask } from './run-task';
import { isValueObject, type Value } from '../../sources/value';
import { Property } from '../property';
import type { Starter } from '../starter';
import type { SubjectParts } from '../subject';
import { piecesOf, type Text } from '../text';
import { Unknown } from '../unknown';

const RUN_TASK = /^arn:[^:]*:states:::(?:ecs:runTask(?:\.sync|\.waitForTaskToken)?|aws-sdk:ecs:runTask)$/;
const SPELLING = { taskDefinition: 'TaskDefinition', awsvpc: 'AwsvpcConfiguration' } as const;

/** The states of state machines that run a task. */
const finder: Finder = (root) => {
  const { at, document } = documentOf(root);
  if (document === undefined) {
    return [];
  }
  const states: SubjectParts[] = [];
  const starter = starterOf(root);
  collect(new Property(root.resource, at.path, document), starter, states);
  return states.length === 0 && mentionsRunTask(at.value) ? [unreadable(at, starter)] : states;
};

export const stateMachines: Readonly<Record<string, Finder>> = {
  'AWS::StepFunctions::StateMachine': finder,
  'AWS::Serverless::StateMachine': finder,
};

/** The macro of serverless applications makes a role where there is none. */
function starterOf(root: Property): Starter {
  const isServerless = root.resource.type === 'AWS::Serverless::StateMachine';
  const role = root.at(isServerless ? 'Role' : 'RoleArn');
  return { service: 'states', role, ...isServerless && role.given === 'no' ? { doubt: 'it is made by a macro' } : {} };
}

/** The definition as data, with its substitutions. */
function documentOf(root: Property): { readonly at: Property; readonly document: Value | undefined } {
  const substitutions = root.at('DefinitionSubstitutions').value;
  const text = root.at('DefinitionString');
  if (typeof text.value === 'string') {
    return { at: text, document: jsonValue(substituted(text.value, substitutions)) };
  }
  const at = root.at('Definition');
  return { at, document: isValueObject(at.value) ? jsonValue(substituted(JSON.stringify(at.value), substitutions)) : text.value ?? at.value };
}

/** Collects the calls of RunTask, wherever they are nested. */
function collect(document: Property, starter: Starter, states: SubjectParts[]): void {
  const pending = [document];
  for (let state = pending.pop(); state; state = pending.pop()) {
    const resource = state.at('Resource').value;
    if (typeof resource === 'string' && RUN_TASK.test(withPartition(resource))) {
      const call = state.at('Arguments').given === 'no' ? state.at('Parameters') : state.at('Arguments');
      const doubt = state.at('Credentials').given === 'no' ? starter.doubt : 'the state has credentials of its own';
      states.push(runTask(call, call.at('Cluster'), { ...starter, doubt }, SPELLING, states.length));
    }
    below(state).reverse().forEach((each) => pending.push(each));
  }
}

/** What a state, or a state machine in it, is made of. */
function below(state: Property): Property[] {
  return [
    ...state.at('States').entries.entries.map(([, each]) => each),
    ...state.at('Branches').list.items,
    ...['Iterator', 'ItemProcessor'].map((key) => state.at(key)),
  ].filter(({ value }) => isValueObject(value));
}

/** With something in place of a partition that is not known. */
function withPartition(text: Text): string {
  return piecesOf(text).map((piece) => 'literal' in piece ? piece.literal : 'x').join('');
}

function mentionsRunTask(value: Value | undefined): boolean {
  return typeof value === 'string' && /ecs:runTask/.test(value);
}

/** A definition that runs tasks, of which no more can be told. */
function unreadable(at: Property, starter: Starter): SubjectParts {
  const unknown = new Property(at.resource, at.path, new Unknown('the definition of the state machine cannot be read as it stands'));
  return runTask(unknown, unknown, starter, SPELLING, 0);
}
