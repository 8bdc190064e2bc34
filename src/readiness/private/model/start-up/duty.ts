import type { Answer } from '../answer';
import type { Compute } from '../compute';
import type { Permission } from '../permissions/index';
import type { Property } from '../property';
import type { Subject } from '../subject';

/** Something that is done with the execution role before a container starts. */
export interface Duty {
  /** What asks for it. */
  readonly at: Property;
  /** For people, as in `… needs an execution role`. */
  readonly what: string;
  /** Whether the tasks cannot start without an execution role. */
  readonly needed: Answer;
  /** What the role must allow, when there is one. */
  readonly permissions: readonly Permission[];
}

/** An answer for all compute that the tasks may run on: yes when some of them certainly cannot start. */
export function onAll({ compute }: Subject, answers: Readonly<Record<Compute, Answer>>): Answer {
  const all = new Set('unknown' in compute ? Object.values(answers) : compute.known.map((kind) => answers[kind]));
  return all.has('yes') && ('known' in compute || all.size === 1) ? 'yes' : all.size === 1 && all.has('no') ? 'no' : 'unknown';
}

/** The same for everything that may not be there. */
export function perhaps(doubt: string, duty: Duty): Duty {
  return {
    ...duty,
    needed: duty.needed === 'yes' ? 'unknown' : duty.needed,
    permissions: duty.permissions.map((permission) => ({ ...permission, doubt: permission.doubt ?? doubt })),
  };
}

/** What each of several properties asks for: for certain only where the property is there and has one value. */
export function ofEach(properties: readonly Property[], make: (property: Property) => readonly Duty[]): Duty[] {
  return properties.flatMap((property) => {
    const { alternatives, given, doubt } = property;
    const sure = given === 'yes' && alternatives.length === 1;
    const duties = alternatives.filter(({ value }) => value !== undefined).flatMap(make);
    return sure ? duties : duties.map((duty) => perhaps(`what is asked for is not known: ${doubt}`, duty));
  });
}
