import * as events from 'aws-cdk-lib/aws-events';

const { fromPath } = events.EventField;

/** The calls of ExecuteCommand that opened a session, in all clusters or in some. */
export function sessionsIn(clusterArns: string[] | undefined): events.EventPattern {
  return patternOf({ errorCode: events.Match.doesNotExist(), ...clusterArns ? { responseElements: { clusterArn: clusterArns } } : {} });
}

/** The calls of ExecuteCommand that were refused. The record of a refused call names no cluster. */
export function refusals(): events.EventPattern {
  return patternOf({ errorCode: events.Match.exists() });
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
function patternOf(detail: Record<string, unknown>): events.EventPattern {
  return { source: ['aws.ecs'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['ExecuteCommand'], ...detail } };
}

/** Who did what, for people. */
export function sessionMessage(): events.RuleTargetInput {
  return events.RuleTargetInput.fromText(`${fromPath('$.detail.userIdentity.arn')} opened a session of ECS Exec at ${fromPath('$.detail.eventTime')} `
    + `from ${fromPath('$.detail.sourceIPAddress')}: command ${fromPath('$.detail.requestParameters.command')} `
    + `in the container ${fromPath('$.detail.responseElements.containerName')} of ${fromPath('$.detail.responseElements.taskArn')} `
    + `(session ${fromPath('$.detail.responseElements.session.sessionId')})`);
}

export function refusalMessage(): events.RuleTargetInput {
  return events.RuleTargetInput.fromText(`${fromPath('$.detail.userIdentity.arn')} was refused a session of ECS Exec at ${fromPath('$.detail.eventTime')} `
    + `from ${fromPath('$.detail.sourceIPAddress')}: ${fromPath('$.detail.errorCode')}, ${fromPath('$.detail.errorMessage')}`);
}

/** A target that is sent a text, unless it says itself what it is sent. */
export function withMessage(target: events.IRuleTarget, input: events.RuleTargetInput): events.IRuleTarget {
  return { bind: (rule, id) => ({ input, ...definedOf(target.bind(rule, id)) }) };
}

function definedOf(config: events.RuleTargetConfig): events.RuleTargetConfig {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as unknown as events.RuleTargetConfig;
}
