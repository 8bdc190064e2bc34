import { unclear, type Outcome, type Severity } from './rule';

/**
 * What is said of a container that may not be in the task: what would be an error is not known, and what would be less is left unsaid.
 *
 * @param sure whether it is certainly there
 * @param severity the one of the rule
 */
export function ifThere(sure: boolean, outcome: Outcome, severity: Severity): readonly Outcome[] {
  if (sure || 'unknown' in outcome) {
    return [outcome];
  }
  return (outcome.severity ?? severity) === 'error' ? [unclear(outcome.at, `whether this container is in the task is not known, and if it is: ${outcome.cause}`)] : [];
}
