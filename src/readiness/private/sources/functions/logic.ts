import { allOf, anyOf, not, type Answer } from '../../model/answer';
import { isKnown, readable } from '../../model/text';
import { Unknown } from '../../model/unknown';
import type { At, Decision, Fn } from '../context';
import { sameText } from '../equality';
import { member, isObject, type Tree } from '../tree';
import { oneOf } from '../value';

/** As many causes as a reader wants to see. */
const MAX_CAUSES = 4;

/** Decides a condition: yes, no, or unknown with what it depends on. */
export function decide(at: At, tree: Tree | undefined): Decision {
  const [name, ...others] = isObject(tree) ? Object.keys(tree) : [];
  const args = name === undefined ? undefined : member(tree, name);
  if (others.length === 0 && args !== undefined) {
    switch (name) {
      case 'Condition':
        return typeof args === 'string' ? at.condition(args) : unclear(at);
      case 'Fn::Equals':
        return equals(at, args);
      case 'Fn::And':
        return combine(allOf, list(args).map((each) => at.decide(each)));
      case 'Fn::Or':
        return combine(anyOf, list(args).map((each) => at.decide(each)));
      case 'Fn::Not': {
        const decisions = list(args).map((each) => at.decide(each));
        return decisions.length === 1 ? { ...decisions[0], answer: not(decisions[0].answer) } : unclear(at);
      }
    }
  }
  return tree === true || tree === 'true' ? { answer: 'yes', causes: [] } : tree === false || tree === 'false' ? { answer: 'no', causes: [] } : unclear(at);
}

/** `Fn::If`: the value of one branch, or what both have in common. */
export const choose: Fn = (at, args) => {
  const [name, yes, no] = list(args);
  if (typeof name !== 'string' || list(args).length !== 3) {
    return new Unknown('Fn::If takes a condition and two values');
  }
  const { answer, causes } = at.condition(name);
  const branch = (assumed: Answer) => at.assuming(name, assumed, answer !== 'unknown',
    () => assumed === 'yes' ? at.evaluate(yes, 'Fn::If', 1) : at.evaluate(no, 'Fn::If', 2));
  return answer === 'unknown' ? oneOf([branch('yes'), branch('no')], undecided(name, causes)) : branch(answer);
};

/** The reason why a condition is not known. */
export function undecided(name: string, causes: readonly string[]): string {
  return `condition "${name}" depends on ${causes.length > 0 ? causes.join(', ') : 'what is not known'}`;
}

function equals(at: At, args: Tree): Decision {
  const [one, other] = list(args).map((each, index) => at.text(each, 'Fn::Equals', index));
  if (one === undefined || other === undefined) {
    return unclear(at);
  }
  const answer = sameText(one, other, at.context.holes);
  const causes = [one, other].filter((text) => !isKnown(text)).map(readable);
  return { answer, causes: answer === 'unknown' ? causes : [] };
}

function combine(how: (answers: Answer[]) => Answer, decisions: readonly Decision[]): Decision {
  const answer = decisions.length === 0 ? 'unknown' : how(decisions.map((each) => each.answer));
  return { answer, causes: answer === 'unknown' ? [...new Set(decisions.flatMap((each) => each.causes))].slice(0, MAX_CAUSES) : [] };
}

function unclear(at: At): Decision {
  return { answer: 'unknown', causes: [`<${at.id}>`] };
}

function list(tree: Tree): Tree[] {
  return Array.isArray(tree) ? tree : [];
}
