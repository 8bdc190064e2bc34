import type { Decision } from '../../iam/index';

/** What is decided on a call that is one of several: what gives way most. */
export function likeliest(decisions: readonly Decision[]): Decision {
  return decisions.find(({ answer }) => answer === 'yes') ?? decisions.find(({ answer }) => answer === 'unknown') ?? decisions[0];
}

/** What the policies of a role do not deny may be allowed by the policy of what is called, which is not seen. */
export function leftToPolicy(own: Decision, what: 'key' | 'bucket'): Decision {
  return own.answer === 'no' && !own.decidedBy ? { ...own, answer: 'unknown', because: `the policy of the ${what}, which may allow it, is not at hand` } : own;
}
