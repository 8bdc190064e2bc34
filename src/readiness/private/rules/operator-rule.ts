import { violated, type Outcome, type Rule, type Severity, type Violation } from './rule';
import { gateOf, taggedAccesses, type Access, type ExecStatement, type Gate } from '../model/operators/index';
import { statementAt } from '../model/permissions/index';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';

/** A rule about those who may open sessions in a cluster, which says the same of everything that starts tasks there. */
export type OperatorRule = Omit<Rule, 'hop' | 'check'> & { look(access: Access): Iterable<Outcome> };

/** More than anyone would want to be told of. */
const MOST = 50;

export function operatorRule({ look, ...rule }: OperatorRule): Rule {
  return { ...rule, hop: 'operator', check: (subject) => outcomesOf(subject, rule.id, look) };
}

/** What is said of those who may open sessions in the tasks of a subject; each is looked at once for a cluster. */
export function outcomesOf(subject: Subject, id: string, look: OperatorRule['look']): readonly Outcome[] {
  const gate = gateOf(subject);
  if (!gate) {
    return [];
  }
  const { everywhere, byTags } = gate.once(`said by ${id}`, () => ask(gate, look));
  return byTags.size === 0 ? everywhere : [...everywhere, ...taggedAccesses(subject).flatMap(({ access }) => byTags.get(access) ?? [])];
}

/** Those who are let in for the tags of tasks do not mean all that is in the cluster. */
function ask({ accesses }: Gate, look: OperatorRule['look']): { readonly everywhere: readonly Outcome[]; readonly byTags: ReadonlyMap<Access, readonly Outcome[]> } {
  const said = accesses.map((access) => [access, [...look(access)]] as const).filter(([, outcomes]) => outcomes.length > 0);
  const everywhere = said.filter(([{ byTags }]) => !byTags).flatMap(([, outcomes]) => outcomes);
  return { everywhere: everywhere.slice(0, MOST), byTags: new Map(said.filter(([{ byTags }]) => byTags)) };
}

/** What keeps someone out. A policy may be only one of those that people have. */
export function keptOut({ operator }: Access, at: Property, cause: string, { sure = true, ...details }: Details): Outcome {
  const severity: Severity = operator.whole && sure ? 'error' : 'warning';
  return violated(at, cause, { ...details, severity });
}

interface Details extends Pick<Violation, 'catalogue' | 'fix'> {
  /** Whether it is meant to be let in here, and certainly is not. */
  readonly sure?: boolean;
}

/** Who is told of. */
export function nameOf({ operator: { name, whole } }: Access): string {
  return whole ? name : `${name} by itself`;
}

/** Where a statement is written. */
export function placeOfStatement({ attachment, statement }: ExecStatement, element?: string): Property {
  return statementAt(attachment, statement.index, element);
}
