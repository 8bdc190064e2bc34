/** What happened, as AWS CloudTrail records it. */
export interface Session {
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly user: string;
}

const OF_A_CALL = { eventSource: 'ecs.amazonaws.com', eventName: 'ExecuteCommand', sourceIPAddress: '203.0.113.7', eventTime: '2027-03-01T09:00:00Z' };

/**
 * A call that opened a session.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
 */
export function opened({ clusterArn, taskArn, user }: Session): object {
  return {
    ...OF_A_CALL,
    userIdentity: { type: 'AssumedRole', arn: user },
    requestParameters: { cluster: clusterArn, task: taskArn, container: 'app', command: '/bin/sh', interactive: true },
    responseElements: { clusterArn, taskArn, containerName: 'app', interactive: true, session: { sessionId: 'ecs-execute-command-0f1e2d3c' } },
  };
}

/** A call that was refused, whose record has no answer. */
export function refused({ clusterArn, taskArn, user }: Session): object {
  return {
    ...OF_A_CALL,
    userIdentity: { type: 'AssumedRole', arn: user },
    errorCode: 'AccessDenied',
    errorMessage: `User: ${user} is not authorized to perform: ecs:ExecuteCommand with an explicit deny`,
    requestParameters: { cluster: clusterArn, task: taskArn, container: 'payments', command: '/bin/sh', interactive: true },
    responseElements: null,
  };
}
