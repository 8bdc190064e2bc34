/** A comparison of the cluster query language, as in `attribute:ecs.os-type == linux`. */
export interface Comparison {
  readonly subject: string;
  readonly operator: '==' | '!=' | 'in' | '!in' | '=~' | '!~' | 'exists' | '!exists' | 'other';
  readonly values: readonly string[];
}

const OPERATORS: Readonly<Record<string, Comparison['operator']>> = {
  '==': '==',
  '=': '==',
  'equals': '==',
  '!=': '!=',
  'not_equals': '!=',
  'in': 'in',
  '!in': '!in',
  'not_in': '!in',
  '=~': '=~',
  'matches': '=~',
  '!~': '!~',
  'not_matches': '!~',
  'exists': 'exists',
  '!exists': '!exists',
  'not_exists': '!exists',
  // asked of versions and counts
  '>': 'other',
  '>=': 'other',
  '<': 'other',
  '<=': 'other',
  'greater_than': 'other',
  'greater_than_equal': 'other',
  'less_than': 'other',
  'less_than_equal': 'other',
};
const TERM = /^\s*([\w.:/-]+)\s+(\S+)(?:\s+(\[[^[\]]*\]|"[^"]*"|[^\s()&|]+))?\s*$/;
const AND = /\s+(?:and|&&)\s+/;
/** As many characters as Amazon ECS takes. */
const MAX_LENGTH = 2000;

/**
 * The comparisons that must all hold; nothing for an expression with alternatives or parentheses, or of another form.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export function comparisonsOf(expression: string): readonly Comparison[] | undefined {
  const comparisons = expression.length > MAX_LENGTH ? [undefined] : expression.split(AND).map((term) => comparisonIn(term));
  return comparisons.every((each) => each !== undefined) ? comparisons : undefined;
}

function comparisonIn(term: string): Comparison | undefined {
  const [, subject, word, operand = ''] = TERM.exec(term) ?? [];
  const operator = Object.hasOwn(OPERATORS, word) ? OPERATORS[word] : undefined;
  const values = operand.replace(/^\[|\]$/g, '').split(',').map((value) => value.trim().replace(/^"|"$/g, ''));
  return operator && { subject, operator, values };
}

/** Whether a text matches a pattern of Java, as far as it is made of characters, `.` and `.*`; nothing for any other. */
export function matchesPattern(text: string, pattern: string): boolean | undefined {
  if (!/^(?:[\w-]|\\\.|\.\*?)*$/.test(pattern)) {
    return undefined;
  }
  const places = pattern.match(/\.\*|\\?./g) ?? [];
  let reached = passed(new Set([0]), places);
  for (const character of text) {
    reached = passed(new Set([...reached].flatMap((index) => after(index, places[index], character))), places);
  }
  return reached.has(places.length);
}

/** With the places that are reached because nothing need stand for those before them. */
function passed(reached: Set<number>, places: readonly string[]): Set<number> {
  places.forEach((place, index) => {
    if (place === '.*' && reached.has(index)) {
      reached.add(index + 1);
    }
  });
  return reached;
}

function after(index: number, place: string | undefined, character: string): readonly number[] {
  return place === '.*' ? [index] : place === '.' || place === character || place === `\\${character}` ? [index + 1] : [];
}
