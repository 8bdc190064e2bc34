import type { Reader } from '../model/user-data';

/**
 * The log drivers that the agent offers to tasks unless it is told others.
 *
 * Drivers that are not offered keep tasks from being placed. FireLens is offered in another way.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export const OFFERED_DRIVERS: Readonly<Record<Reader, readonly string[]>> = {
  'cloud-init': ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'],
  'windows': ['json-file', 'awslogs', 'none'],
  'bottlerocket': ['json-file', 'awslogs', 'none'],
};

/** Needs no driver of the agent. */
export const FIRELENS = 'awsfirelens';
