/** What a proof may end in. `unknown` is an answer, never a yes. */
export type Answer = 'yes' | 'no' | 'unknown';

export function not(answer: Answer): Answer {
  return answer === 'unknown' ? 'unknown' : answer === 'yes' ? 'no' : 'yes';
}

/** No if any is no, else unknown if any is unknown, else yes; yes for none. */
export function allOf(answers: Iterable<Answer>): Answer {
  let all: Answer = 'yes';
  for (const answer of answers) {
    if (answer === 'no') {
      return 'no';
    }
    all = answer === 'unknown' ? 'unknown' : all;
  }
  return all;
}

/** Yes if any is yes, else unknown if any is unknown, else no; no for none. */
export function anyOf(answers: Iterable<Answer>): Answer {
  let any: Answer = 'no';
  for (const answer of answers) {
    if (answer === 'yes') {
      return 'yes';
    }
    any = answer === 'unknown' ? 'unknown' : any;
  }
  return any;
}
