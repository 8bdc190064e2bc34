/** Checks of the catalogue that no template can decide, and why. */
export const NOT_RULES: Readonly<Record<string, string>> = {
  'X-024': 'not a rule: what the application itself calls is not in a template.',
  'X-064': 'not a rule: which role deploys a template is not in it.',
  'X-084': 'not a rule: which zone a zone name means differs from account to account, so a template cannot show which ones lack Fargate.',
  'X-113': 'not a rule: whether somebody takes `User` for a protection against root shells is not in a template.',
  'X-116': 'not a rule: what counts as production, and who may do what there, is not in a template.',
  'X-117': 'not a rule: a trail and its alarms may be made for the account, anywhere.',
  'X-118': 'not a rule: flow logs do not decide whether exec works, and may be kept for the VPC by anyone.',
  'X-121': 'not a rule: that FIPS is expected is an account setting, and no template says it.',
  'X-122': 'not a rule: no template says in which order stacks are deployed; imports enforce it.',
  'X-123': 'not a rule: whether instances ran before the endpoints came is the state of an account.',
  'X-124': 'not a rule: whether a service had exec before is the state of an account; on the first deployment every task has it.',
};
