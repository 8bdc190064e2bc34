import { unclear, type Outcome, type Severity } from './rule';

/**
 * What is said of something that may be one of several: what goes wrong whichever it is, and what might be an error with one of them.
 *
 * @param severity the one of the rule
 */
export function whichever<T>(choices: readonly T[], severity: Severity, check: (choice: T) => Iterable<Outcome>): readonly Outcome[] {
  const all = choices.map((choice) => [...check(choice)]);
  if (all.length < 2) {
    return all.flat();
  }
  const isError = (outcome: Outcome) => 'cause' in outcome && (outcome.severity ?? severity) === 'error';
  const mayBeError = (outcome: Outcome) => 'unknown' in outcome || isError(outcome);
  const agreed = all.every((outcomes) => outcomes.some(isError)) || !all.flat().some(mayBeError) && all.every((outcomes) => outcomes.length > 0);
  return agreed ? all[0] : all.flat().filter(mayBeError).map((outcome) => 'unknown' in outcome ? outcome
    : unclear(outcome.at, `which of several settings holds is not known, and with one of them: ${outcome.cause}`));
}
