/**
 * What nobody may do to the switch of ECS Exec.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command
 */
export enum ExecSwitch {
  /**
   * Exec is not switched on: no service, daemon or task is started with it.
   */
  KEPT_OFF = 'KEPT_OFF',

  /**
   * Exec is not switched off where it is on. What is started without a word about exec has none, and is not refused.
   */
  KEPT_ON = 'KEPT_ON',

  /**
   * Exec is neither switched on nor off: no request may mention it.
   */
  UNTOUCHED = 'UNTOUCHED',
}
